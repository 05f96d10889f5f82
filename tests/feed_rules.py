"""The rules of W3C's feed validator that concern feeds like ours, as errors and warnings under its own names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w.~!$&'()*+,;=:@%/?-]+")
_ONCE = {
    "feed": ("id", "title", "updated", "subtitle", "generator", "icon", "logo", "rights"),
    "entry": ("id", "title", "updated", "published", "content", "summary", "rights"),
}
_KNOWN = {
    "feed": {"id", "title", "subtitle", "updated", "link", "author", "category", "rights", "entry"},
    "entry": {"id", "title", "updated", "published", "link", "author", "category", "summary", "content"},
}
_ELEMENTS = (
    "a abbr acronym address b big blockquote br caption cite code col colgroup dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr"
    " i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var"
)
_ATTRIBUTES = "abbr align alt cite class colspan datetime dir height href id lang rel rowspan scope src start title width"


def faults(text: bytes, location: str) -> Iterator[str]:
    """Yield what the validator would say of an Atom feed at an address."""
    try:
        feed = fromstring(text)
    except ParseError as error:
        yield f"SAXError: {error}"
        return
    if feed.tag != f"{ATOM}feed":
        yield "UndefinedElement: the root is not atom:feed"
    yield from _common(feed, "feed")
    selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if not selves:
        yield "MissingSelf"
    elif selves != [location]:
        yield f"SelfDoesntMatchLocation: {selves}"
    if not any(link.get("rel", "alternate") == "alternate" for link in feed.findall(f"{ATOM}link")):
        yield "MissingAlternate"
    entries = feed.findall(f"{ATOM}entry")
    for name, fault in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        values = [entry.findtext(f"{ATOM}{name}") for entry in entries]
        if len(set(values)) < len(values):
            yield fault
    for entry in entries:
        yield from _entry(entry, feed)
    if "{" in {each.tag[0] for each in feed.iter()} and any(not each.tag.startswith(ATOM) for each in feed.iter()):
        yield "UndefinedElement: of another namespace"


def _entry(entry: Element, feed: Element) -> Iterator[str]:
    yield from _common(entry, "entry")
    alternates = [(link.get("type"), link.get("hreflang")) for link in entry.findall(f"{ATOM}link")]
    if len(set(alternates)) < len(alternates):
        yield "DuplicateAtomLink"
    if not alternates and entry.find(f"{ATOM}content") is None:
        yield "MissingAlternate"
    if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
        yield "MissingElement: author"
    if entry.find(f"{ATOM}summary") is None and entry.find(f"{ATOM}content") is None:
        yield "MissingTextualContent"
    for name in ("summary", "content"):
        part = entry.find(f"{ATOM}{name}")
        if part is not None and part.get("type") == "html":
            yield from html_faults(part.text or "")
        elif part is not None and not (part.text or "").strip():
            yield f"NotBlank: {name}"


def _common(element: Element, kind: str) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    yield from (f"UndefinedElement: {name}" for name in sorted(set(names) - _KNOWN[kind]))
    yield from (f"MissingElement: {name}" for name in ("id", "title", "updated") if name not in names)
    yield from (f"DuplicateElement: {name}" for name in _ONCE[kind] if names.count(name) > 1)
    if not _TAG.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield f"InvalidFullLink: id {element.findtext(f'{ATOM}id')}"
    if not (element.findtext(f"{ATOM}title") or "").strip():
        yield "NotBlank: title"
    for name in ("updated", "published"):
        value = element.findtext(f"{ATOM}{name}")
        if value is not None and not _MOMENT.fullmatch(value):
            yield f"InvalidRFC3339Date: {value}"
    for link in element.findall(f"{ATOM}link"):
        if not _whole(link.get("href", "")):
            yield f"InvalidLink: {link.get('href')}"
    for person in element.findall(f"{ATOM}author"):
        if not (person.findtext(f"{ATOM}name") or "").strip():
            yield "MissingElement: name"
        if (uri := person.findtext(f"{ATOM}uri")) is not None and not _whole(uri):
            yield f"InvalidURI: {uri}"
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "MissingAttribute: term"


class _Html(HTMLParser):
    """Collects what the validator objects to in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS.split():
            self.faults.append(f"SecurityRisk: {tag}")
        for name, value in attrs:
            if name not in _ATTRIBUTES.split():
                self.faults.append(f"SecurityRiskAttr: {name}")
            if name in {"href", "src", "cite"} and not _whole(value or "") and not (value or "").startswith("mailto:"):
                self.faults.append(f"ContainsRelRef: {value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append("ContainsComment")


def html_faults(html: str) -> list[str]:
    """What the validator objects to in the HTML of an entry."""
    parser = _Html()
    parser.feed(html)
    parser.close()
    return parser.faults


def _whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r'[\s<>"{}|\\^`]', address)
