"""actors.json: the register of actors as a table, with the number of briefs that list each."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.data import ACTOR_FIELDS, actor_values, table
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    rows = (actor_values(each, library) for each in library.actors.values())
    yield Output("data/actors.json", table(rows, ACTOR_FIELDS))
