"""index.json beside the page of each record: what the page says, as data."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook import paths
from briefbook.data import as_json, page_values
from briefbook.identity import KINDS
from briefbook.model import Library, Offer, Output
from briefbook.owners import Beside, Owner, of_all

OFFERS = (
    Offer(frozenset({"brief", "actor", "topic", "section", "author"}), "index.json", "application/json", "JSON", "data"),
)


def derive(library: Library) -> Iterator[Output]:
    """Yield a file for each record."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Output]:
    """What to yield for one of them."""

    def of(owner: Owner) -> Iterator[Output]:
        if owner:
            path = f"{paths.link_to(KINDS[type(owner)], owner.id)}index.json"
            yield Output(path, lambda: f"{as_json(page_values(owner, library))}\n".encode())

    return of
