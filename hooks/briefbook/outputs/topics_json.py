"""topics.json: all topics as a table, each with the topic above it."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.data import TOPIC_FIELDS, table, topic_values
from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    rows = (topic_values(each, library) for each in library.topics.values())
    yield Output("data/topics.json", table(rows, TOPIC_FIELDS))
