"""Divides the archive into spans of time that are indexed apart, so that a change to one brief re-indexes one span.

More spans mean less to index after a change and more to load for a reader, who searches all of them. A span that holds
more briefs than it should is halved: years by powers of two, a year into its halves, quarters and months. The ends of a
span therefore stay where they are when briefs are added, unless it is this span that has grown too large.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from briefbook.model import Brief, Library

_FEW, _MOST = 300, 1500
"""Briefs in a span: the third part of an archive, so that a first build has all cores index it, but not less and not more
than this; of an archive of more than ten such spans, its tenth part."""
_PARTS = {12: (0, 6), 6: (0, 3), 3: (0, 1, 2)}
"""Where the parts of a span of so many months begin; a longer one falls into two halves."""


def spans(library: Library) -> Mapping[str, tuple[int, int]]:
    """The spans in order of time, by a name such as `201601-201712`: their first month and the month after the last."""
    count = Counter(_month(brief.date) for brief in library.briefs)
    most = max(min(max(_FEW, count.total() // 3), _MOST), count.total() // 10)
    found = sorted(_halved(0, 12 * 16384, count, most))
    return {f"{_name(first)}-{_name(end - 1)}": (first, end) for first, end in found}


def briefs_by_span(library: Library) -> Mapping[str, list[Brief]]:
    """The briefs of each span by its name, the oldest first."""
    among = spans(library)
    held: dict[str, list[Brief]] = {name: [] for name in among}
    by_month = {month: name for name, (first, end) in among.items() for month in range(first, end)}
    for brief in reversed(library.briefs):
        held[by_month[_month(brief.date)]].append(brief)
    return held


def _halved(first: int, length: int, count: Mapping[int, int], most: int) -> Iterator[tuple[int, int]]:
    here = {month: number for month, number in count.items() if first <= month < first + length}
    if not here:
        return
    if length == 1 or sum(here.values()) <= most:
        yield min(here), max(here) + 1
        return
    starts = _PARTS.get(length, (0, length // 2))
    for start, end in zip(starts, (*starts[1:], length), strict=True):
        yield from _halved(first + start, end - start, here, most)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _name(month: int) -> str:
    return f"{month // 12:04}{month % 12 + 1:02}"
