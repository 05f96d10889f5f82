"""RIS: a report of type RPRT for each brief, one field to a line, for the reference managers that read nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citable import Citable, collections
from briefbook.model import Library, Offer, Output
from briefbook.wording import inverted

OFFERS = (
    Offer(
        frozenset({"brief", "section", "actor", "topic", "site"}),
        "cite.ris",
        "application/x-research-info-systems",
        "RIS",
        "citation",
    ),
)


def derive(library: Library) -> Iterator[Output]:
    """Yield a file for each collection."""
    entries: dict[str, str] = {}
    for collection in collections(library):
        for item in collection.items:
            if item.key not in entries:
                entries[item.key] = entry(item)
        yield Output(f"{collection.path}.ris", "\r\n".join(entries[item.key] for item in collection.items).encode())


def entry(item: Citable) -> str:
    """The record of one brief. A field is one line, so that no value can begin another field or another record."""
    fields = [
        ("TY", "RPRT"),
        ("ID", item.key),
        *(("AU", inverted(name)) for name in item.authors),
        ("TI", item.title),
        ("PB", item.publisher),
        ("M1", item.number),
        ("PY", f"{item.date.year}"),
        ("DA", f"{item.date:%Y/%m/%d}"),
        ("LA", item.lang),
        ("DO", item.doi),
        ("UR", item.url),
    ]
    lines = [f"{field}  - {' '.join(value.split())}" for field, value in fields if value]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])
