"""Who appears with whom: the actors that share an actor's briefs, the rare company before everybody's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice

from briefbook import paths
from briefbook.listing import actor_link, brief_link, topic_link
from briefbook.model import Brief, Library, Link

_SHOWN, _TOPICS_SHOWN = 12, 8
BRIEFS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Shared:
    """An actor or a topic, and the briefs that it shares with the actor of the dossier, newest first."""

    name: Link
    count: int
    briefs: tuple[Link, ...]
    everything: Link | None
    """Where all of them are, if they are too many for the page."""


def companions(actor: str, library: Library, named: Mapping[str, tuple[str, ...]]) -> tuple[Shared, ...]:
    """The twelve actors that appear most tellingly with an actor; `named` holds the actors of each brief.

    Weighed is the number of briefs they share by the rarity of the other, as an inverse document frequency.
    """
    briefs, total = library.by_actor[actor], len(library.briefs)
    counts = Counter(chain.from_iterable(named[brief.id] for brief in briefs))
    del counts[actor]

    def weight(other: str) -> tuple[float, str]:
        return -counts[other] * math.log(1 + total / len(library.by_actor[other])), other

    return tuple(
        _shared(
            actor_link(library.actors[other]),
            counts[other],
            (brief for brief in briefs if other in named[brief.id]),
            f"{folder(actor)}with/{other}/",
        )
        for other in nsmallest(_SHOWN, counts, key=weight)
    )


def treated(actor: str, library: Library) -> tuple[Shared, ...]:
    """The eight topics that most briefs on an actor carry."""
    briefs = library.by_actor[actor]
    counts = Counter(chain.from_iterable(dict.fromkeys(brief.topics) for brief in briefs))
    known = [topic for topic in counts if topic in library.topics]
    return tuple(
        _shared(
            topic_link(library.topics[topic]),
            counts[topic],
            (brief for brief in briefs if topic in brief.topics),
            f"{folder(actor)}on/{topic}/",
        )
        for topic in nsmallest(
            _TOPICS_SHOWN, known, key=lambda topic: (-counts[topic], library.topics[topic].title.casefold())
        )
    )


def folder(actor: str) -> str:
    """The address below which an actor's own lists lie."""
    return paths.link_to("actor", actor)


def in_common(actor: str, library: Library, named: Mapping[str, tuple[str, ...]], list_url: str) -> tuple[Brief, ...]:
    """The briefs of an actor at the address of a list that it shares with another, or with a topic."""
    which, other = list_url.removeprefix(folder(actor)).strip("/").split("/")
    if which == "with":
        return tuple(brief for brief in library.by_actor[actor] if other in named[brief.id])
    return tuple(brief for brief in library.by_actor[actor] if other in brief.topics)


class ActorsOfBrief(dict[str, tuple[str, ...]]):
    """The ids of the actors that each standing brief lists or mentions, by its id, found out when they are asked for."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, brief: str) -> tuple[str, ...]:
        mentioned = (mention.actor for mention in self._library.mentions.get(brief, ()))
        named = {*self._library.brief_of[brief].actors, *mentioned}
        self[brief] = tuple(sorted(named & self._library.actors.keys()))
        return self[brief]


def _shared(name: Link, count: int, briefs: Iterable[Brief], url: str) -> Shared:
    shown = tuple(brief_link(brief) for brief in islice(briefs, BRIEFS_SHOWN))
    return Shared(name, count, shown, Link(f"All {count} briefs", url) if count > len(shown) else None)
