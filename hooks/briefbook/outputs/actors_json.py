"""actors.json: the register of actors as a table, with the number of briefs that list each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefbook.data import ACTOR_FIELDS, actor_values, table
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    yield Output("data/actors.json", partial(_table, library))


def _table(library: Library) -> bytes:
    rows = (actor_values(each, library) for each in library.actors.values())
    return table(rows, ACTOR_FIELDS)
