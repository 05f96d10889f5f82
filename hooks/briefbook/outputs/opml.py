"""feeds.opml: all feeds in one file, for feed readers to take over (OPML 2.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from briefbook.elements import document, element, with_text
from briefbook.feed import Feed, feeds
from briefbook.model import Library, Output

_MARKUP = re.compile(r"<|&(?=\S)")
_WIDE = {"<": "\N{FULLWIDTH LESS-THAN SIGN}", "&": "\N{FULLWIDTH AMPERSAND}"}
_GROUPS = {"section": "Departments", "topic": "Topics", "author": "Authors", "actor": "Actors"}


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file, the feeds in groups by the kind of record."""
    if next(feeds(library), None):
        yield Output("feeds.opml", partial(_outlines, library))


def _outlines(library: Library) -> bytes:
    lines = []
    for kind, found in groupby(feeds(library), key=lambda feed: feed.kind):
        outlines = "\n".join(_outline(feed, library.settings.base_url) for feed in found)
        lines.append(element("outline", outlines, {"text": _GROUPS[kind]}) if kind in _GROUPS else outlines)
    head = element("head", with_text("title", _shown(f"Feeds of {library.settings.name}")))
    return document(element("opml", head + element("body", "\n".join(lines)), {"version": "2.0"}))


def _outline(feed: Feed, base: str) -> str:
    """One feed; its type is `rss` for Atom too, since OPML knows no other word."""
    name = _shown(feed.name)
    urls = {"xmlUrl": f"{base}{feed.path}.xml", "htmlUrl": f"{base}{feed.url}"}
    return element("outline", attributes={"type": "rss", "text": name, "title": name} | urls)


def _shown(text: str) -> str:
    """A text as OPML has it, in which some programs see HTML and others a plain text: signs that are the same to both."""
    return _MARKUP.sub(lambda found: _WIDE[found[0]], text)
