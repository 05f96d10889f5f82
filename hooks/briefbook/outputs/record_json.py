"""index.json beside the page of each record: what the page says, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbook import paths
from briefbook.data import as_json, page_values
from briefbook.identity import KINDS, Lasting
from briefbook.model import Library, Offer, Output

OFFERS = (
    Offer(frozenset({"brief", "actor", "topic", "section", "author"}), "index.json", "application/json", "JSON", "data"),
)


def derive(library: Library) -> Iterator[Output]:
    """Yield a file for each record."""
    kinds: tuple[Mapping[str, Lasting], ...] = (
        library.brief_of,
        library.actors,
        library.topics,
        library.sections,
        library.authors,
    )
    for records in kinds:
        for record in records.values():
            path = f"{paths.link_to(KINDS[type(record)], record.id)}index.json"
            yield Output(path, f"{as_json(page_values(record, library))}\n".encode())
