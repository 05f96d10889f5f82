"""RIS: a report of type RPRT for each brief, one field to a line, for the reference managers that read nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citable import Citable, Name, collections
from briefbook.model import Library, Offer, Output
from briefbook.owners import Beside, of_all
from briefbook.wording import in_one_piece, inverted

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
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Output]:
    """What to yield for one of them."""
    return collections(library, "ris", entry, "\r\n".join)


def entry(item: Citable) -> str:
    """The record of one brief. A field is one line, so that no value can begin another field or another record."""
    fields = [
        ("TY", "RPRT"),
        ("ID", item.key),
        *(("AU", inverted(Name(in_one_piece(name.family), in_one_piece(name.given)))) for name in item.authors),
        ("TI", item.title),
        ("PB", item.publisher),
        ("SN", item.number),  # of a report this is its number, to Zotero and EndNote; M1 they take for a note
        ("PY", f"{item.date.year:04}"),
        ("DA", item.date.isoformat().replace("-", "/")),
        ("LA", item.lang),
        ("DO", item.doi),
        ("UR", item.url),
    ]
    lines = [f"{field}  - {' '.join(value.splitlines())}" for field, value in fields if value]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])
