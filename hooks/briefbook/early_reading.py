"""Begins to read the texts of a first build beside all else, before it is known which of them are published.

While MkDocs lists the files, and Python loads what makes pages, the other cores have nothing to do. There the texts are
read as `learning` reads them, and searched for the names of all actors. What comes of it holds for the same text only, and
for the same names: `learning` sees to that.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from briefbook import disk
from briefbook.learning import Ahead, digest_of_text, is_of_actor, outcome_of, reading_of
from briefbook.mentions import Matcher, digest_of_names
from briefbook.model import Actor
from briefbook.workers import Crew, WorkerError, jobs

_FEW = 500
"""Up to so many texts are soon read."""
_AT_ONCE = 50


class EarlyReading:
    """Processes that read the Markdown files at some paths of a docs folder, until somebody asks for all, or the `end`."""

    def __init__(self, docs: Path, paths: Sequence[str]) -> None:
        actors, others = sorted(filter(is_of_actor, paths)), [path for path in paths if not is_of_actor(path)]
        self._pieces = [others[start : start + _AT_ONCE] for start in range(0, len(others), _AT_ONCE)]
        self._crew: Crew[list[Ahead]] | None = None
        helpers = min(jobs() - 1, len(self._pieces))
        if helpers > 0 and len(paths) > _FEW:
            with contextlib.suppress(OSError):  # there are too many processes
                self._crew = Crew(_Reading(docs, actors, self._pieces), range(len(self._pieces) + 1), helpers)

    def actors(self) -> list[Ahead]:
        """What was read of the actors."""
        try:
            return self._crew.result_of(0) if self._crew else []
        except WorkerError:  # the process was killed; this build only takes longer
            self.end()
            return []

    def others(self, read_here: Callable[[Sequence[str]], object]) -> list[Ahead]:
        """What was read of all others; those that nobody has begun with are, by their paths, to be read in this process."""

        def here(number: int) -> list[Ahead]:
            if number:
                read_here(self._pieces[number - 1])
            return []

        if (crew := self._crew) is None:
            return []
        try:
            with contextlib.suppress(WorkerError):  # a process was killed; what it had begun with is read later
                crew.join(here)
        finally:
            self.end()
        return [*chain.from_iterable(read for number, read in crew.results.items() if number)]

    def end(self) -> None:
        """See the processes off, whether or not their work is done."""
        if self._crew:
            self._crew.end()
            self._crew = None


class _Reading:
    """Reads the actors first, which each process needs to know; that is piece 0, if it is asked for."""

    def __init__(self, docs: Path, actors: Sequence[str], pieces: Sequence[Sequence[str]]) -> None:
        self._docs, self._pieces, self._actor_paths = docs, pieces, actors
        self._actors: list[Ahead] | None = None
        self._matcher, self._names = Matcher(()), b""

    def __call__(self, number: int) -> list[Ahead]:
        if self._actors is None:
            read = [(path, text, reading_of(path, text)) for path, text in self._texts(self._actor_paths)]
            actors = [reading.record for _, _, reading in read if isinstance(reading.record, Actor)]
            self._actors = [Ahead(path, digest_of_text(text), reading, None, b"") for path, text, reading in read]
            self._matcher, self._names = Matcher(actors), digest_of_names(actors)
        if number == 0:
            return self._actors
        return [
            Ahead(path, digest_of_text(text), *outcome_of(path, text, self._matcher), self._names)
            for path, text in self._texts(self._pieces[number - 1])
        ]

    def _texts(self, paths: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return disk.read_texts(self._docs, paths)[0]  # of what cannot be read it is told where all is read
