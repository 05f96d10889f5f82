"""Begins what search needs before the pages are made, and partly before it is known that all else is right.

An index takes long, and nothing waits for it but the end of a build. So each is begun beside all else, as soon as its texts
are there: `early_bodies` renders those that are not known from the last time, and the pages take them over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

from briefbook.bodies import Bodies
from briefbook.bundle_index import Waiting
from briefbook.conversion import Conversion
from briefbook.early_bodies import Early, render_early
from briefbook.lookup import Lookup
from briefbook.model import Library
from briefbook.pagefind import PagefindError
from briefbook.search_index import Indexing
from briefbook.workers import Spread

_FEW = 200
"""So many texts of an index are rendered before it is known whether all else is right."""


class EarlySearch:
    """The indexes of one build.

    `begin` finds out what is to be indexed of a Library (`search_index.begin`), `conversion` says how texts are rendered.
    """

    def __init__(self, begin: Callable[[Library], Indexing], conversion: Conversion, spread: Spread) -> None:
        self._begin, self._conversion, self._spread = begin, conversion, spread
        self._begun: Indexing | None = None
        self._rendered: list[Early] = []

    def linked(self, library: Library) -> None:
        """Begin with the indexes that wait for few texts or none.

        Where none can be made, `indexing` tells it, when all else is known to be right.
        """
        with contextlib.suppress(PagefindError):
            begun = self._begun = self._begin(library)
            self._index(begun, begun.taken(lambda each: len(each.missing) <= _FEW), library)

    def judged(self, library: Library) -> None:
        """Begin with all others: nothing is wrong with the texts."""
        if self._begun:
            self._index(self._begun, self._begun.taken(), library)

    def indexing(self, library: Library) -> Indexing:
        """What was begun, or is now; raises PagefindError where no index can be made."""
        return self._begun or self._begin(library)

    def hand_over(self, bodies: Bodies) -> None:
        """Have others know what was rendered."""
        for early in self._rendered:
            bodies.take_over(*early)

    def _index(self, indexing: Indexing, waiting: Sequence[Waiting], library: Library) -> None:
        """Render what some indexes wait for, and begin with each as soon as its texts are there."""
        if waiting:
            bodies, texts = self._conversion.of_lookup(Lookup(library)), [each.missing for each in waiting]
            self._rendered.append(
                render_early(bodies, texts, self._spread, lambda number, html: indexing.index(waiting[number], html))
            )
