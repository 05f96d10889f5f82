"""The rules of W3C's feed validator that can concern feeds like ours, as errors and warnings under its own names.

Written anew after its published program (w3c/feedvalidator: feed, entry, link, category, content, validators, opml), which
is in no package registry. What it says of other elements than ours comes out as UndefinedElement here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.entities import name2codepoint
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from html5lib import HTMLParser
from html5lib.html5parser import ParseError as HtmlError

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST = 2_000_000
"""Bytes of a feed that the validator reads."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d*)?(Z|[+-]\d\d:\d\d)")
_TAG = re.compile(r"tag:([a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[0-9a-zA-Z;/?:@&=+$._!~*'()%,-]*")
_ADDRESS = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?[0-9a-zA-Z;/?:@&=+$._!~*'()%,#-]+")
_BAD = re.compile("[\x80-\x9f\ufffd]")
_LANGUAGE = re.compile(r"[a-z]{2}(-[0-9A-Za-z-]+)?")
_RELATIONS = set(
    "alternate current edit enclosure first hub last license next payment previous related self via up".split()
)
_ONCE = {
    "feed": ("id", "title", "updated", "subtitle", "generator", "icon", "logo", "rights"),
    "entry": ("id", "title", "updated", "published", "content", "summary", "rights"),
}
_KNOWN = {
    "feed": {"id", "title", "subtitle", "updated", "link", "author", "category", "rights", "entry"},
    "entry": {"id", "title", "updated", "published", "link", "author", "category", "summary", "content"},
}
_EXPECTED = {
    "title": {"type"},
    "subtitle": {"type"},
    "summary": {"type"},
    "content": {"type", "src"},
    "link": {"rel", "type", "href", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
}
_HTML = set(
    "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br button canvas caption"
    " center cite code col colgroup data dd del details dfn dialog div dl dt em embed fieldset figcaption figure font"
    " footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark"
    " meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script"
    " section select small source span strike strong style sub summary sup table tbody td template textarea tfoot th thead"
    " time title tr track tt u ul var video wbr".split()
)
_SAFE = _HTML - set("applet base bdo body embed frame head html iframe link meta object param script style title".split())
_ATTRIBUTES = set(
    "abbr align alt cite class colspan datetime dir headers height hidden href hreflang id itemprop itemscope itemtype lang"
    " loading name open rel reversed rowspan scope span src start summary tabindex title translate type valign value"
    " width".split()
)


def faults(text: bytes, location: str) -> Iterator[str]:
    """Yield what the validator would say of an Atom feed at an address."""
    if len(text) > MOST:
        yield "ValidatorLimit: the feed is too long"
    try:
        feed = fromstring(text)
    except ParseError as error:
        yield f"SAXError: {error}"
        return
    if feed.tag != f"{ATOM}feed":
        yield "UndefinedElement: the root is not atom:feed"
    yield from _common(feed, "feed")
    yield from _anywhere(feed)
    selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if not selves:
        yield "MissingSelf"
    elif selves != [location]:
        yield f"SelfDoesntMatchLocation: {selves}"
    if not any(link.get("rel", "alternate") == "alternate" for link in feed.findall(f"{ATOM}link")):
        yield "MissingAlternate"
    tags = [child.tag.removeprefix(ATOM) for child in feed]
    if "entry" in tags and set(tags[tags.index("entry") :]) != {"entry"}:
        yield "MisplacedMetadata"
    entries = feed.findall(f"{ATOM}entry")
    for name, fault in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        values = [entry.findtext(f"{ATOM}{name}") for entry in entries]
        if len(set(values)) < len(values):
            yield fault
    for entry in entries:
        yield from _entry(entry, feed)


def _anywhere(feed: Element) -> Iterator[str]:
    """What holds of every element: its namespace, its attributes, its language, its characters."""
    for element in feed.iter():
        name = element.tag.removeprefix(ATOM)
        if not element.tag.startswith(ATOM):
            yield f"UndefinedElement: {element.tag}"
        for attribute in set(element.keys()) - _EXPECTED.get(name, set()) - {LANG}:
            yield f"UnexpectedAttribute: {name} {attribute}"
        if (lang := element.get(LANG)) and not _LANGUAGE.fullmatch(lang):  # without one, nothing is said of the language
            yield f"InvalidLanguage: {lang}"
        if _BAD.search(" ".join([element.text or "", *element.attrib.values()])):
            yield f"BadCharacters: {name}"
        if _misread(element.text or ""):
            yield f"BadCharacters: {name} is UTF-8 read as Latin-1"
        if name in {"feed", "entry", "author", "link", "category"} and (element.text or "").strip():
            yield f"UnexpectedText: {name}"


def _misread(text: str) -> bool:
    """Whether a text is the bytes of UTF-8 taken for letters of Latin-1."""
    try:
        return bool(re.search("[\xc2\xc3][\x80-\xbf]", text)) and text.encode("iso-8859-1").decode() != text
    except UnicodeError:
        return False


def _entry(entry: Element, feed: Element) -> Iterator[str]:
    yield from _common(entry, "entry")
    links = entry.findall(f"{ATOM}link")
    alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]
    if len(set(alternates)) < len(alternates):
        yield "DuplicateAtomLink"
    if not alternates and entry.find(f"{ATOM}content") is None:
        yield "MissingContentOrAlternate"
    if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
        yield "MissingElement: author"
    if entry.find(f"{ATOM}summary") is None and entry.find(f"{ATOM}content") is None:
        yield "MissingTextualContent"


def _common(element: Element, kind: str) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    yield from (f"UndefinedElement: {name}" for name in sorted(set(names) - _KNOWN[kind]))
    yield from (f"MissingElement: {name}" for name in ("id", "title", "updated") if name not in names)
    yield from (f"DuplicateElement: {name}" for name in _ONCE[kind] if names.count(name) > 1)
    key = element.findtext(f"{ATOM}id") or ""
    if not _TAG.fullmatch(key):
        yield f"InvalidFullLink: id {key}"
    elif key != key.strip() or "%" in key or "/../" in key or "/./" in key:
        yield f"NonCanonicalURI: {key}"
    for name in ("title", "subtitle", "summary", "content"):
        for part in element.findall(f"{ATOM}{name}"):
            yield from _text(part, name)
    for name in ("updated", "published"):
        for part in element.findall(f"{ATOM}{name}"):
            yield from _moment(part.text or "")
    for link in element.findall(f"{ATOM}link"):
        yield from _link(link)
    for person in element.findall(f"{ATOM}author"):
        yield from _person(person)
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "MissingAttribute: term"
        if looks_like_html(category.get("label", "")):
            yield f"ContainsHTML: {category.get('label')}"


def _text(part: Element, name: str) -> Iterator[str]:
    kind, text = part.get("type", "text"), part.text or ""
    if not text.strip():
        yield f"NotBlank: {name}"
    if len(part):
        yield f"UndefinedElement: {part[0].tag}"
    if kind == "html":
        yield from html_faults(text)
    elif kind != "text":
        yield f"InvalidTextType: {kind}"
    elif looks_like_html(text):
        yield f"ContainsUndeclaredHTML: {text}"


def _moment(value: str) -> Iterator[str]:
    if not _MOMENT.fullmatch(value):
        yield f"InvalidRFC3339Date: {value}"
        return
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        yield f"InvalidRFC3339Date: {value}"
        return
    if moment.year < 1990 or moment > datetime.now(UTC) + timedelta(days=1):
        yield f"ImplausibleDate: {value}"


def _link(link: Element) -> Iterator[str]:
    relation, href = link.get("rel", "alternate"), link.get("href", "")
    if relation not in _RELATIONS:
        yield f"UnregisteredAtomLinkRel: {relation}"
    if not _whole(href):
        yield f"InvalidLink: {href}"
    if (media := link.get("type")) is not None and not re.fullmatch(r"[\w.+-]+/[\w.+-]+", media):
        yield f"InvalidMIMEType: {media}"
    if relation == "self" and link.get("type") not in {None, "application/atom+xml"}:
        yield f"SelfNotAtom: {link.get('type')}"
    if link.get("title") == "":
        yield "AttrNotBlank: title"
    if len(link):
        yield "AtomLinkNotEmpty"


def _person(person: Element) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in person]
    if "name" not in names:
        yield "MissingElement: name"
    yield from (f"DuplicateElement: {name}" for name in set(names) if names.count(name) > 1)
    name = person.findtext(f"{ATOM}name") or ""
    if not name.strip():
        yield "NotBlank: name"
    if looks_like_html(name):
        yield f"ContainsHTML: {name}"
    if re.search(r"<[\w+.'-]+@[\w.-]+>", name):
        yield f"ContainsEmail: {name}"
    if (uri := person.findtext(f"{ATOM}uri")) is not None and not _whole(uri):
        yield f"InvalidURI: {uri}"


def looks_like_html(text: str) -> bool:
    """Whether a plain text is what the validator takes for HTML: an end tag of HTML's, or something like an entity."""
    if any(tag.lower() in _HTML for tag in re.findall(r"</(\w+)>", text)):
        return True
    entities = re.findall(r"&(#?\w+)", text)
    return any(each in name2codepoint or each == "apos" or not each.isalpha() for each in entities)


def html_faults(html: str) -> list[str]:
    """What the validator objects to in HTML: what a strict parser stumbles over, unsafe tags, attributes and links."""
    parser = HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parseFragment(html)
    except HtmlError as error:
        return [f"NotHtml: {error} in {html[:200]}"]
    found: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in _SAFE:
            found.append(f"SecurityRisk: {element.tag}")
        for name, value in element.attrib.items():
            if name == "style":
                found.append(f"DangerousStyleAttr: {value}")
            elif name not in _ATTRIBUTES and not name.startswith("data-"):
                found.append(f"SecurityRiskAttr: {name}")
            if name in {"href", "src", "cite"} and not re.match(r"\w+:", value):
                found.append(f"ContainsRelRef: {value}")
    return found


def opml_faults(text: bytes) -> Iterator[str]:
    """Yield what the validator would say of a list of feeds."""
    try:
        root = fromstring(text)
    except ParseError as error:
        yield f"SAXError: {error}"
        return
    if root.get("version") not in {"1.0", "1.1", "2.0"}:
        yield f"InvalidOPMLVersion: {root.get('version')}"
    if [child.tag for child in root] != ["head", "body"]:
        yield "MissingElement: head or body"
    yield from html_faults(root.findtext("head/title") or "")
    outlines = [*root.iter("outline")]
    if not outlines:
        yield "MissingElement: outline"
    for outline in outlines:
        if outline.get("text") is None:
            yield "MissingAttribute: text"
        if outline.get("type") == "rss":
            yield from (f"Missing: {name}" for name in ("xmlUrl", "title") if outline.get(name) is None)
        elif {"htmlUrl", "xmlUrl", "title", "version"} & set(outline.keys()):
            yield "MissingOutlineType"
        for name in ("text", "title"):
            yield from html_faults(outline.get(name, ""))
        if (url := outline.get("htmlUrl")) is not None and not _ADDRESS.fullmatch(url):
            yield f"InvalidFullLink: {url}"


def _whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and bool(_ADDRESS.fullmatch(address))
