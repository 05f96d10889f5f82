"""topics.json: all topics as a table, each with the topic above it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefbook.data import TOPIC_FIELDS, table, topic_values
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    yield Output("data/topics.json", partial(_table, library))


def _table(library: Library) -> bytes:
    rows = (topic_values(each, library) for each in library.topics.values())
    return table(rows, TOPIC_FIELDS)
