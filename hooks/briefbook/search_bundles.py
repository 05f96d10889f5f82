"""Divides what is searched into bundles, each an index of its own: the actors and topics, and the briefs span by span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from briefbook.basis import names
from briefbook.digests import digest_of
from briefbook.model import Brief, Library, Record
from briefbook.search_entries import Entry, brief_entries, dossier_entries, facets_of
from briefbook.search_spans import briefs_by_span, spans


@dataclass(frozen=True)
class Bundle:
    """Entries that are indexed together; the first bundle of a site stands at the top, with Pagefind's own files."""

    name: str
    first: bool
    rests_on: bytes
    """A coarse digest of what the entries are made of: while it is the same, they need not even be looked at."""
    make: Callable[[], Iterable[Entry]]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What is indexed."""
        return tuple(self.make())

    @property
    def place(self) -> str:
        """The folder of the bundle below that of all."""
        return "" if self.first else self.name

    @property
    def mark(self) -> str:
        """Letters that the bundle shares with no other."""
        return self.name.partition("-")[0]

    def __getstate__(self) -> Mapping[str, Any]:
        """As it is sent to another process."""
        return {"name": self.name, "first": self.first, "rests_on": self.rests_on, "entries": self.entries}


def bundles(library: Library) -> Iterator[Bundle]:
    """Yield the bundles that hold anything, the actors and topics first, then the oldest briefs."""
    named = names(library)  # and whom a text mentions is decided by the text and by these
    dossiers = [*library.actors.values(), *library.topics.values()]
    if dossiers:
        yield Bundle("dossiers", True, _digest(named, dossiers), partial(dossier_entries, library))
    facets = cache(partial(facets_of, library))

    def entries(briefs: Iterable[Brief]) -> Iterator[Entry]:
        return brief_entries(library, briefs, facets())

    for number, (name, briefs) in enumerate(briefs_by_span(library).items()):
        yield Bundle(name, not dossiers and number == 0, _digest(named, briefs), partial(entries, briefs))


def is_searchable(library: Library) -> bool:
    """Whether there is anything to search."""
    return bool(library.briefs or library.actors or library.topics)


def places(library: Library) -> tuple[str, ...]:
    """The folders of the bundles, in their order; the first is the top. None where there is nothing to search."""
    names = (*(("dossiers",) if library.actors or library.topics else ()), *spans(library))
    return ("", *names[1:]) if names else ()


def _digest(named: bytes, records: Iterable[Record]) -> bytes:
    return digest_of(named, [(record.source.path, record.source.digest) for record in records])
