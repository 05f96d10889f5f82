"""Writes ids in small letters.

Why: an id is the name of a file, and those are in small letters everywhere.

Wrong: `actors: [Hezbollah]`

Right: `actors: [hezbollah]`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook import paths
from briefbook.edits import Edit, scalars

_FIELDS = frozenset("section authors topics actors related part_of organisation broader redirect_from id".split())


def edits(text: str) -> Iterator[Edit]:
    """The changes to a file."""
    for each in scalars(text):
        small = each.value.casefold()
        if each.field in _FIELDS and each.value != small and (paths.is_slug(small) or paths.is_brief_id(small)):
            written = text[each.start : each.end]
            if each.value in written:
                yield Edit(each.start, each.end, written.replace(each.value, small))
