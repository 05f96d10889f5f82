"""No topic is broader than itself and no actor part of itself, however long the way round.

Why: a tree without a root cannot be shown, and each topic on the circle would be broader than itself.

Wrong: `broader: trade` in `shipping`, and `broader: shipping` in `trade`

Right: `broader: trade` in `shipping` alone
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbook import paths
from briefbook.model import Library, Problem

RULES = {"circle": "error"}


def check(library: Library) -> Iterator[Problem]:
    """Yield a `circle` for each record on a circle; every one of them has to be looked at to break it."""
    broader = {topic.id: topic.broader for topic in library.topics.values() if topic.broader}
    for topic_id in _on_circles(broader):
        message = f"this topic is broader than itself: {_way_round(topic_id, broader)}"
        yield library.topics[topic_id].source.problem(
            "circle", f"{message}; {_remedy('topic', topic_id, broader)}", "broader"
        )
    whole = {actor.id: actor.part_of for actor in library.actors.values() if actor.part_of}
    for actor_id in _on_circles(whole):
        message = f"this actor is part of itself: {_way_round(actor_id, whole)}"
        yield library.actors[actor_id].source.problem(
            "circle", f"{message}; {_remedy('actor', actor_id, whole)}", "part_of"
        )


def _on_circles(above: Mapping[str, str]) -> list[str]:
    """The ids that lead back to themselves, each id being walked once."""
    done: set[str] = set()
    found: set[str] = set()
    for start in above:
        walk: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in walk:
            walk[here] = None
            here = above.get(here)
        if here in walk:
            way = list(walk)
            found.update(way[way.index(here) :])
        done.update(walk)
    return sorted(found)


def _remedy(kind: str, start: str, above: Mapping[str, str]) -> str:
    """Which line to take out: whose circle is short is told the other file."""
    field, other = {"topic": "broader", "actor": "part_of"}[kind], above[start]
    if other == start:
        return "take this line out"
    if above[other] == start:
        return f"take this line out, or '{field}' in {paths.shown(paths.path_of(kind, other))}, whichever is wrong"
    return f"take out the '{field}' that is wrong, here or in another of these"


def _way_round(start: str, above: Mapping[str, str]) -> str:
    way, here = [start], above[start]
    while here != start:
        way.append(here)
        here = above[here]
    return " > ".join([*way, start])
