"""Writes a date that can only mean one day as YYYY-MM-DD.

Why: 5 January 2024 has one meaning; 5/1/2024 has two, and is left to its author.

Wrong: `date: 5 January 2024`

Right: `date: 2024-01-05`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.dates import one_meaning
from briefbook.edits import Edit, scalars

_FIELDS = frozenset("date accessed from to information_cutoff".split())


def edits(text: str) -> Iterator[Edit]:
    """The changes to a file."""
    for each in scalars(text):
        if (
            each.field in _FIELDS
            and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", each.value)
            and (day := one_meaning(each.value))
        ):
            yield Edit(each.start, each.end, day.isoformat())
