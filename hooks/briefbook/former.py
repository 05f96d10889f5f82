"""What lies at the addresses that records once had: the files beside them, the same to the byte.

The page there leads on (`pages/redirects.py`), which HTML can do and a feed, a citation or a table cannot: a site of plain
files sends nobody from one address to another. A copy costs a few bytes, of the records alone that were renamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from briefbook import paths
from briefbook.identity import KINDS, Lasting
from briefbook.model import LateOutput, Library, Output
from briefbook.owners import Beside, Owner, owners

F = TypeVar("F", Output, LateOutput, Output | LateOutput)


def former_links(record: Lasting) -> Iterator[str]:
    """The addresses that a record once had; its own may stand among its old ids, and is none of them."""
    for old in dict.fromkeys(record.redirect_from):
        if old != record.id:
            yield paths.link_to(KINDS[type(record)], old)


def with_former(beside: Beside[F]) -> Beside[F]:
    """What `beside` gives for a record, and the same at each address that it had."""

    def of(owner: Owner) -> Iterator[F]:
        links = tuple(former_links(owner)) if owner and owner.redirect_from else ()
        here = paths.link_to(KINDS[type(owner)], owner.id) if owner else ""
        for output in beside(owner):
            yield output
            for link in links:
                yield replace(output, path=link + output.path.removeprefix(here))

    return of


def by_former_link(library: Library) -> dict[str, Lasting]:
    """The records that were renamed, by the addresses that they had."""
    return {link: owner for owner in owners(library) if owner for link in former_links(owner)}
