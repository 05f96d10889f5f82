"""feeds.opml: all feeds in one file, for feed readers to take over (OPML 2.0)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from briefbook.atom_format import document
from briefbook.feed import Feed, feeds
from briefbook.model import Library, Output

_GROUPS = {"section": "Departments", "topic": "Topics", "author": "Authors", "actor": "Actors"}


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file, the feeds in groups by the kind of record."""
    if next(feeds(library), None):
        yield Output("feeds.opml", partial(_outlines, library))


def _outlines(library: Library) -> bytes:
    root = Element("opml", {"version": "2.0"})
    SubElement(SubElement(root, "head"), "title").text = f"Feeds of {library.settings.name}"
    body = SubElement(root, "body")
    groups: dict[str, Element] = {}
    for feed in feeds(library):
        if feed.kind in _GROUPS and feed.kind not in groups:
            groups[feed.kind] = SubElement(body, "outline", {"text": _GROUPS[feed.kind]})
        _outline(groups.get(feed.kind, body), feed, library.settings.base_url)
    return document(root)


def _outline(parent: Element, feed: Feed, base: str) -> None:
    SubElement(
        parent,
        "outline",
        {
            "type": "rss",  # of Atom too: OPML knows no other word
            "text": feed.name,
            "xmlUrl": f"{base}{feed.path}.xml",
            "htmlUrl": f"{base}{feed.url}",
        },
    )
