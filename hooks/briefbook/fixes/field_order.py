"""Puts the fields that every record of a kind has first, in the order of the contract, each with the comments above it.

Why: who compares two briefs, or looks for a field, finds it in the same place.

Wrong: `date: 2024-01-05` above `title: Fog`

Right: `title: Fog` above `date: 2024-01-05`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.edits import Edit, front, scalars

_BRIEF = ("title", "date", "section", "authors", "summary", "topics")
_OTHERS = ("name", "title", "kind")
_FIELD = re.compile(r"^(?P<name>[a-z_]+):(?=[ \t\r\n])", re.MULTILINE)


def edits(text: str) -> Iterator[Edit]:
    """One change, to the whole front matter, where the order is another; none where YAML cannot read it."""
    start, end = front(text)
    fields = text[start:end]
    begins = [_with_comments(fields, found.start()) for found in _FIELD.finditer(fields)]
    names = [found["name"] for found in _FIELD.finditer(fields)]
    order = _BRIEF if "date" in names else _OTHERS
    ranks = [order.index(name) if name in order else len(order) for name in names]
    if ranks == sorted(ranks) or len(set(names)) != len(names) or begins[0] != 0 or not any(scalars(text)):
        return
    blocks = [fields[at:until] for at, until in zip(begins, [*begins[1:], len(fields)], strict=True)]
    ordered = [block for _, block in sorted(zip(ranks, blocks, strict=True), key=lambda each: each[0])]
    yield Edit(start, end, "".join(ordered))


def _with_comments(fields: str, at: int) -> int:
    """Where the comments right above a field begin."""
    while at and (line := re.search(r"^#[^\n]*\n\Z", fields[:at], re.MULTILINE)):
        at = line.start()
    return at
