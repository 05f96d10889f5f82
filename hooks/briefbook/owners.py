"""Whose an address is: a record's, or the site's own; so that what lies there can be made without all the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from briefbook import paths
from briefbook.identity import Lasting
from briefbook.model import Library

T = TypeVar("T")

Owner = Lasting | None
"""A record, or None for the site."""

Beside = Callable[[Owner], Iterable[T]]
"""Gives the pages, or the outputs, that lie at and below the address of one record, or the site's own."""


def of_all(beside: Beside[T], library: Library) -> Iterator[T]:
    """What lies at all addresses."""
    return chain.from_iterable(map(beside, owners(library)))


def owners(library: Library) -> Iterator[Owner]:
    """The site, then all records by kind."""
    yield None
    for records in _by_kind(library).values():
        yield from records.values()


def owner_of(address: str, library: Library) -> Owner:
    """The record at or below whose page an address lies, from the root of the site; all others are the site's."""
    folder, _, rest = address.partition("/")
    if (kind := paths.FOLDERS.get(folder)) is None:
        return None
    parts = rest.split("/")
    return _by_kind(library)[kind].get("/".join(parts[: 2 if kind == "brief" else 1]))


def _by_kind(library: Library) -> Mapping[str, Mapping[str, Lasting]]:
    return {
        "brief": library.brief_of,
        "actor": library.actors,
        "topic": library.topics,
        "section": library.sections,
        "author": library.authors,
    }
