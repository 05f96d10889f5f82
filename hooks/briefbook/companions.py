"""Who appears with whom: the actors that share an actor's briefs, the rare company before everybody's."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from briefbook import paths
from briefbook.listing import actor_link, brief_link, topic_link
from briefbook.model import Brief, Library, Link

_SHOWN = 12
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
    shared: defaultdict[str, list[Brief]] = defaultdict(list)
    for brief in library.by_actor[actor]:
        for other in named[brief.id]:
            if other != actor:
                shared[other].append(brief)
    total = len(library.briefs)
    ranked = sorted(
        shared, key=lambda other: (-len(shared[other]) * math.log(1 + total / len(library.by_actor[other])), other)
    )
    return tuple(
        _shared(actor_link(library.actors[other]), shared[other], f"{folder(actor)}with/{other}/")
        for other in ranked[:_SHOWN]
    )


def treated(actor: str, library: Library) -> tuple[Shared, ...]:
    """The eight topics that most briefs on an actor carry."""
    shared: defaultdict[str, list[Brief]] = defaultdict(list)
    for brief in library.by_actor[actor]:
        for topic in dict.fromkeys(brief.topics):
            if topic in library.topics:
                shared[topic].append(brief)
    ranked = sorted(shared, key=lambda topic: (-len(shared[topic]), library.topics[topic].title.casefold()))
    return tuple(
        _shared(topic_link(library.topics[topic]), shared[topic], f"{folder(actor)}on/{topic}/") for topic in ranked[:8]
    )


def folder(actor: str) -> str:
    """The address below which an actor's own lists lie."""
    return paths.link_to("actor", actor)


def in_common(actor: str, library: Library, list_url: str) -> tuple[Brief, ...]:
    """The briefs of an actor at the address of a list that it shares with another, or with a topic."""
    which, other = list_url.removeprefix(folder(actor)).strip("/").split("/")
    theirs = {brief.id for brief in (library.by_actor if which == "with" else library.by_topic)[other]}
    listed = (brief for brief in library.by_actor[actor] if brief.id in theirs)
    return tuple(brief for brief in listed if which == "with" or other in brief.topics)


def actors_of_briefs(library: Library) -> Mapping[str, tuple[str, ...]]:
    """The ids of the actors that each brief lists or mentions, by the brief's id."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for actor, briefs in library.by_actor.items():
        for brief in briefs:
            named[brief.id].append(actor)
    return {brief: tuple(actors) for brief, actors in named.items()}


def _shared(name: Link, briefs: list[Brief], url: str) -> Shared:
    shown = tuple(brief_link(brief) for brief in briefs[:BRIEFS_SHOWN])
    return Shared(name, len(briefs), shown, Link(f"All {len(briefs)} briefs", url) if len(briefs) > len(shown) else None)
