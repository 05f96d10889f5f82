"""Who appears with whom: the actors that share an actor's briefs, the rare company before everybody's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

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


@dataclass(frozen=True, slots=True)
class Together:
    """An actor or a topic, the number of briefs that it shares with the actor of a dossier, and where all of these are."""

    id: str
    name: Link
    count: int
    url: str


class Company:
    """Who appears with each actor."""

    def __init__(self, library: Library) -> None:
        self._library, self.named = library, library.actors_of
        self.treats = {brief.id: tuple(dict.fromkeys(brief.topics)) for brief in library.briefs}
        total = len(library.briefs)
        self._links: dict[str, Link] = {}
        self._rarity = {actor: -math.log(1 + total / len(briefs)) for actor, briefs in library.by_actor.items() if briefs}

    def companions(self, actor: str, more_than: int = 0) -> tuple[Together, ...]:
        """The twelve actors that appear most tellingly with an actor, if they share `more_than` so many briefs with it.

        Weighed is the number of briefs they share by the rarity of the other, as an inverse document frequency.
        """
        library, rarity = self._library, self._rarity
        counts = Counter(chain.from_iterable(self.named[brief.id] for brief in library.by_actor[actor]))
        del counts[actor]
        if max(counts.values(), default=0) <= more_than:
            return ()  # as with most actors of a large archive, which all have to be asked for the pages that there are
        nearest = nsmallest(_SHOWN, ((count * rarity[other], other) for other, count in counts.items()))
        return tuple(
            Together(other, actor_link(library.actors[other]), counts[other], f"{folder(actor)}with/{other}/")
            for _, other in nearest
            if counts[other] > more_than
        )

    def treated(self, actor: str, more_than: int = 0) -> tuple[Together, ...]:
        """Of the eight topics that most briefs on an actor carry, those that `more_than` so many do."""
        topics, briefs = self._library.topics, self._library.by_actor[actor]
        counts = Counter(chain.from_iterable(self.treats[brief.id] for brief in briefs))
        if max(counts.values(), default=0) <= more_than:
            return ()
        ranked = ((-count, topics[topic].title.casefold(), topic) for topic, count in counts.items() if topic in topics)
        return tuple(
            Together(topic, topic_link(topics[topic]), counts[topic], f"{folder(actor)}on/{topic}/")
            for _, _, topic in nsmallest(_TOPICS_SHOWN, ranked)
            if counts[topic] > more_than
        )

    def with_briefs(self, actor: str, some: Collection[Together], among: Mapping[str, Iterable[str]]) -> tuple[Shared, ...]:
        """Each of some with its newest briefs, as a dossier lists them.

        They are `among` those that a brief names (`named`) or treats (`treats`).
        """
        shown: dict[str, list[Link]] = {each.id: [] for each in some}
        for brief in self._library.by_actor[actor]:
            for other in among[brief.id]:
                if (links := shown.get(other)) is not None and len(links) < BRIEFS_SHOWN:
                    links.append(self._link(brief))
        return tuple(_shared(each, tuple(shown[each.id])) for each in some)

    def in_common(self, actor: str, list_url: str) -> Iterator[Brief]:
        """The briefs of an actor at the address of a list that it shares with another, or with a topic."""
        which, other = list_url.removeprefix(folder(actor)).strip("/").split("/")
        briefs = self._library.by_actor[actor]
        if which == "with":
            return (brief for brief in briefs if other in self.named[brief.id])
        return (brief for brief in briefs if other in brief.topics)

    def _link(self, brief: Brief) -> Link:
        """A brief by its title; it stands in the lists of all its actors, in several of each."""
        if (link := self._links.get(brief.id)) is None:
            link = self._links[brief.id] = brief_link(brief)
        return link


def _shared(each: Together, shown: tuple[Link, ...]) -> Shared:
    everything = Link(f"All {each.count} briefs", each.url) if each.count > len(shown) else None
    return Shared(each.name, each.count, shown, everything)


def folder(actor: str) -> str:
    """The address below which an actor's own lists lie."""
    return paths.link_to("actor", actor)
