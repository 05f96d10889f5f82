"""Atom feeds of actors, topics and authors: their newest briefs with summary and key points."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefbook.atom_format import write, written
from briefbook.feed import Feed, entry, feed_of
from briefbook.model import Brief, Library, Offer, Output
from briefbook.owners import Beside, Owner, of_all

OFFERS = (Offer(frozenset({"actor", "topic", "author"}), "feed.xml", "application/atom+xml", "Atom feed", "feed"),)


def derive(library: Library) -> Iterator[Output]:
    """Yield one feed for each name that briefs carry. Whole texts would cost 600 MB at 10,000 briefs."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Output]:
    """What to yield for one of them."""
    made: dict[tuple[str, str], str] = {}

    def one(brief: Brief, lang: str) -> str:
        if (brief.id, lang) not in made:
            made[brief.id, lang] = written(lang, entry(brief, library))
        return made[brief.id, lang]

    def of_feed(feed: Feed) -> bytes:
        return write(feed, [one(brief, feed.lang) for brief in feed.briefs], library.settings)

    def of(owner: Owner) -> Iterator[Output]:
        for feed in feed_of(owner, library):
            if not feed.whole:
                yield Output(f"{feed.path}.xml", partial(of_feed, feed))

    return of
