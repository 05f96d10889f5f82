"""briefs.json: all briefs as a table, newest first; withdrawn ones with title and date alone."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.data import brief_values, lines
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    yield Output(
        "data/briefs.json", lines(brief_values(each, library) for each in library.briefs if each.status != "draft")
    )
