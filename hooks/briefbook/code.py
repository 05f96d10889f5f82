"""Finds the parts of a body that Markdown does not read as text: code and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


def within_code(body: str) -> Callable[[int], bool]:
    """A function that says of a place in a body whether it lies in code or in a comment."""
    spans = [found.span() for found in _CODE.finditer(body)] if re.search(r"`|~~~|^(?: {4}|\t)|<!--", body, re.M) else []
    starts = [start for start, _ in spans]

    def inside(at: int) -> bool:
        nearest = bisect_right(starts, at) - 1
        return nearest >= 0 and at < spans[nearest][1]

    return inside
