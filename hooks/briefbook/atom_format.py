"""Writes a feed as Atom (RFC 4287)."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from briefbook.feed import Entry, Feed, updated
from briefbook.model import Settings


def write(feed: Feed, entries: list[bytes], settings: Settings) -> bytes:
    """The whole file, from entries that are written already: a brief stands in many feeds."""
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.kind == "site" and settings.description:
        _text(root, "subtitle", settings.description)
    _text(root, "updated", updated(feed))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{settings.base_url}{feed.path}.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{settings.base_url}{feed.url}"})
    if settings.licence_url:
        SubElement(root, "link", {"rel": "license", "href": settings.licence_url})
    _text(SubElement(root, "author"), "name", settings.publisher or settings.name)
    SubElement(root, "entries")
    return document(root).replace(b"<entries />", b"\n" + b"\n".join(entries) + b"\n")


def document(root: Element) -> bytes:
    """An XML file."""
    text: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text + b"\n"


def written(entry: Entry, content: str | None = None) -> bytes:
    """An entry: with the whole text as its content, or with the key points below its summary.

    Entries are the larger part of all feeds, so that those without the whole text say less of author and department, and
    when it was published stands there only where it was updated since.
    """
    made = Element("entry", {"xml:lang": entry.lang} if entry.lang else {})
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", entry.updated)
    if entry.published != entry.updated:
        _text(made, "published", entry.published)
    SubElement(made, "link", {"href": entry.url})
    for author in entry.authors:
        person = SubElement(made, "author")
        _text(person, "name", author.text)
        if content is not None:
            _text(person, "uri", author.url)
    for category in entry.categories if content is not None else entry.topics:
        SubElement(made, "category", {"term": category.url, "label": category.text})
    if content is not None or not entry.key_points:
        _text(made, "summary", entry.summary)
    else:
        _text(made, "summary", html_of(entry, with_summary=True)).set("type", "html")
    if content is not None:
        _text(made, "content", html_of(entry, with_summary=False) + content).set("type", "html")
    text: bytes = tostring(made, encoding="utf-8")
    return text


def html_of(entry: Entry, *, with_summary: bool) -> str:
    """The key points of an entry as HTML, below its summary where that is wanted."""
    made = []
    if with_summary:
        made.append(paragraph := Element("p"))
        paragraph.text = entry.summary
    if entry.key_points:
        made.append(points := Element("ul"))
        for point in entry.key_points:
            SubElement(points, "li").text = point
    return "".join(tostring(part, encoding="unicode", method="html") for part in made)


def _text(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, name)
    made.text = text
    return made
