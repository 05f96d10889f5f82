"""Atom feeds of actors, topics and authors: their newest briefs with summary and key points."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.atom_format import write, written
from briefbook.feed import entry, feeds
from briefbook.model import Library, Offer, Output

OFFERS = (Offer(frozenset({"actor", "topic", "author"}), "feed.xml", "application/atom+xml", "Atom feed", "feed"),)


def derive(library: Library) -> Iterator[Output]:
    """Yield one feed for each name that briefs carry. Whole texts would cost 600 MB at 10,000 briefs."""
    made: dict[str, str] = {}
    for feed in feeds(library):
        if not feed.whole:
            for brief in feed.briefs:
                if brief.id not in made:
                    made[brief.id] = written(entry(brief, library))
            yield Output(f"{feed.path}.xml", write(feed, [made[brief.id] for brief in feed.briefs], library.settings))
