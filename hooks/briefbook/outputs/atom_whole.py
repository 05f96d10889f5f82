"""Atom feeds of the site and of its sections: the newest briefs with their whole text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from briefbook.atom_format import write, written
from briefbook.feed import Feed, entries_of, whole_feeds
from briefbook.model import LateOutput, Library, Offer
from briefbook.owners import Beside, of_all

OFFERS = (Offer(frozenset({"site", "section"}), "feed.xml", "application/atom+xml", "Atom feed", "feed"),)


def derive(library: Library) -> Iterator[LateOutput]:
    """Yield the feeds; their bytes are made when the texts are rendered."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[LateOutput]:
    """What to yield for one of them."""
    return whole_feeds(library, "xml", _write)


def _write(feed: Feed, library: Library, bodies: Mapping[str, str]) -> bytes:
    return write(feed, entries_of(feed, bodies, library, partial(written, feed.lang)), library.settings)
