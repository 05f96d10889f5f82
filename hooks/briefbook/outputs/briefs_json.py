"""briefs.json: all briefs as a table, newest first; withdrawn ones with title and date alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from briefbook.basis import digest_of_faces
from briefbook.data import BRIEF_FIELDS, brief_values, table
from briefbook.model import Brief, Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    shown = [each for each in library.briefs if each.status != "draft"]
    yield Output("data/briefs.json", partial(_table, shown, library), partial(digest_of_faces, shown))


def _table(shown: Sequence[Brief], library: Library) -> bytes:
    return table((brief_values(each, library) for each in shown), BRIEF_FIELDS)
