"""JSON Feed 1.1 of the site and of its sections: the newest briefs with their whole text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from briefbook.atom_format import html_of
from briefbook.feed import Entry, Feed, entries_of, whole_feeds
from briefbook.model import LateOutput, Library, Offer
from briefbook.owners import Beside, of_all

OFFERS = (Offer(frozenset({"site", "section"}), "feed.json", "application/feed+json", "JSON Feed", "feed"),)


def derive(library: Library) -> Iterator[LateOutput]:
    """Yield the feeds; their bytes are made when the texts are rendered."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[LateOutput]:
    """What to yield for one of them."""
    return whole_feeds(library, "json", _write)


def _write(feed: Feed, library: Library, bodies: Mapping[str, str]) -> bytes:
    settings = library.settings
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{settings.base_url}{feed.url}",
        "feed_url": f"{settings.base_url}{feed.path}.json",
        "description": settings.description if feed.kind == "site" else "",
        "language": feed.lang,
        "authors": [{"name": settings.publisher or settings.name}],
        "items": [*entries_of(feed, bodies, library, partial(_item, feed.lang))],
    }
    kept = {key: value for key, value in made.items() if value or key == "items"}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def _item(lang: str, entry: Entry, text: str | None) -> dict[str, Any]:
    made = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": html_of(entry, with_summary=text is None) + (text or ""),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": author.text, "url": author.url} for author in entry.authors],
        "tags": [category.text for category in entry.categories],
        "language": entry.lang if entry.lang != lang else "",
    }
    return {key: value for key, value in made.items() if value or key == "content_html"}
