"""Divides what is searched into bundles, each an index of its own: the actors and topics, and the briefs span by span."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from briefbook.model import Library
from briefbook.search_entries import Entry, brief_entries, dossier_entries
from briefbook.search_spans import span_of, spans


@dataclass(frozen=True, slots=True)
class Bundle:
    """Entries that are indexed together; the first bundle of a site stands at the top, with Pagefind's own files."""

    name: str
    entries: tuple[Entry, ...]
    first: bool

    @property
    def place(self) -> str:
        """The folder of the bundle below that of all."""
        return "" if self.first else self.name

    @property
    def mark(self) -> str:
        """Letters that the bundle shares with no other."""
        return self.name.partition("-")[0]


def bundles(library: Library) -> Iterator[Bundle]:
    """Yield the bundles that hold anything, the actors and topics first, then the oldest briefs."""
    among = spans(library)
    held: dict[str, list[Entry]] = defaultdict(list, {name: [] for name in ("dossiers", *among)})
    held["dossiers"] += dossier_entries(library)
    for entry in brief_entries(library):
        held[span_of(entry.day, among)].append(entry)
    for number, name in enumerate(name for name in held if held[name]):
        yield Bundle(name, tuple(held[name]), first=number == 0)


def places(library: Library) -> tuple[str, ...]:
    """The folders of the bundles, in their order; the first is the top."""
    names = ("dossiers",) if library.actors or library.topics else ()
    return ("", *(*names, *spans(library))[1:])
