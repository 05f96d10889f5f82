"""briefs.json: all briefs as a table, newest first; withdrawn ones with title and date alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefbook.data import BRIEF_FIELDS, brief_values, table
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    yield Output("data/briefs.json", partial(_table, library))


def _table(library: Library) -> bytes:
    rows = (brief_values(each, library) for each in library.briefs if each.status != "draft")
    return table(rows, BRIEF_FIELDS)
