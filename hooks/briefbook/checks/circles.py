"""No topic is broader than itself and no actor part of itself, however long the way round.

Why: a tree without a root cannot be shown, and each topic on the circle would be broader than itself.

Wrong: `broader: trade` in `shipping`, and `broader: shipping` in `trade`

Right: `broader: trade` in `shipping` alone
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbook.model import Library, Problem

RULES = {"circle": "error"}


def check(library: Library) -> Iterator[Problem]:
    """Yield a `circle` for each record on a circle; every one of them has to be looked at to break it."""
    broader = {topic.id: topic.broader for topic in library.topics.values() if topic.broader}
    for topic_id in _on_circles(broader):
        way = _way_round(topic_id, broader)
        yield library.topics[topic_id].source.problem("circle", f"this topic is broader than itself: {way}", "broader")
    whole = {actor.id: actor.part_of for actor in library.actors.values() if actor.part_of}
    for actor_id in _on_circles(whole):
        way = _way_round(actor_id, whole)
        yield library.actors[actor_id].source.problem("circle", f"this actor is part of itself: {way}", "part_of")


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


def _way_round(start: str, above: Mapping[str, str]) -> str:
    way, here = [start], above[start]
    while here != start:
        way.append(here)
        here = above[here]
    return " > ".join([*way, start])
