"""Atom feeds of the site and of its sections: the newest briefs with their whole text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from briefbook.atom_format import write, written
from briefbook.feed import Feed, bodies_of, entry, feeds
from briefbook.model import LateOutput, Library, Offer

OFFERS = (Offer(frozenset({"site", "section"}), "feed.xml", "application/atom+xml", "Atom feed", "feed"),)


def derive(library: Library) -> Iterator[LateOutput]:
    """Yield the feeds; their bytes are made when the texts are rendered."""
    for feed in feeds(library):
        if feed.whole:
            yield LateOutput(f"{feed.path}.xml", partial(_write, feed, library))


def _write(feed: Feed, library: Library, bodies: Mapping[str, str]) -> bytes:
    texts = bodies_of(feed.briefs, bodies, library)
    return write(feed, [written(entry(brief, library), texts[brief.id]) for brief in feed.briefs], library.settings)
