"""actors.json: the register of actors as a table, with the number of briefs that list each."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.data import actor_values, lines
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    yield Output("data/actors.json", lines(actor_values(each, library) for each in library.actors.values()))
