"""Renders, on all cores, the bodies that search waits for, before the pages that will show them.

An index takes long to make, and can be made beside all else as soon as its texts are there. They are rendered once: the
pages take over what was rendered here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from briefbook.bodies import Bodies, Lost
from briefbook.workers import Spread

_AT_ONCE = 16


class Early(NamedTuple):
    """The HTML of some bodies by source path, and their links that lead nowhere."""

    html: Mapping[str, str]
    lost: Sequence[Lost]


def render_early(
    bodies: Bodies,
    groups: Sequence[Sequence[str]],
    spread: Spread,
    done: Callable[[int, Mapping[str, str]], object] = lambda group, html: None,
) -> Early:
    """Render the bodies of groups of source paths; as soon as a group is `done`, its number is told with its HTML."""
    pieces = [
        (number, group[start : start + _AT_ONCE])
        for number, group in enumerate(groups)
        for start in range(0, len(group), _AT_ONCE)
    ]
    left = Counter(number for number, _ in pieces)
    made: list[dict[str, str]] = [{} for _ in groups]
    lost: list[Lost] = []

    def render(number: int) -> tuple[dict[str, str], tuple[Lost, ...]]:
        known = len(bodies.lost)
        return {path: bodies[path] for path in pieces[number][1]}, tuple(bodies.lost[known:])

    def take(number: int, result: tuple[dict[str, str], tuple[Lost, ...]]) -> None:
        group = pieces[number][0]
        made[group] |= result[0]
        lost.extend(result[1])
        left[group] -= 1
        if not left[group]:
            done(group, made[group])

    for number, group in enumerate(groups):
        if not group:
            done(number, {})
    spread(render, len(pieces), take)
    return Early({path: html for group in made for path, html in group.items()}, lost)
