"""Finds the lines that git leaves in a file where two changes to it could not be joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(
    r"^(?:(?P<ours><{7})(?: [^\n]*)?|\|{7}(?: [^\n]*)?|={7}|(?P<theirs>>{7})(?: [^\n]*)?)[ \t]*$", re.MULTILINE
)


def conflicts(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each conflict begins, with what to do; of one that is half mended, where its first mark is left.

    A line of seven equal signs alone is none: it makes a heading of the words above it.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    first: int | None = None
    for found in _MARK.finditer(text):
        first = found.start() if found["ours"] or first is None else first
        if found["theirs"]:
            yield first, _told(text.count("\n", first, found.start()) + 1)
            first = None
    if first is not None and not text.startswith("=", first):
        yield first, _told(1)


def _told(lines: int) -> str:
    until = f" and in the {lines - 1} lines below" if lines > 1 else ""
    remedy = "keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>"
    return f"git could not join two changes here{until}; {remedy}"
