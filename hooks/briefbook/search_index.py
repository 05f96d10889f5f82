"""Makes the search index of a site beside its pages, from what has changed since the last time.

Every span of the archive, and the actors and topics together, are an index of their own, which the browser searches as one.
What was indexed is kept under .cache/briefbook/search by a digest of all that goes into it; whatever looks odd there is
made anew.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefbook import bundle_index, pagefind, search_cache, store
from briefbook.bundle_index import FOLDER, Place, Waiting
from briefbook.digests import digest_of
from briefbook.model import Library
from briefbook.reuse import NO_REUSE, KeptTogether, Made, Reuse
from briefbook.search_bundles import Bundle, bundles
from briefbook.standby import Standby, wait
from briefbook.workers import WorkerError, jobs

_AT_ONCE = 4
"""Processes of Pagefind, each of which takes half a gigabyte."""


class Indexing:
    """The work of indexing, which goes on in processes of its own beside other work.

    `waiting` are the bundles to index; each waits for the texts that are `missing` from it, and to be told to `index`.
    That can begin before there is a site to put an index into, see `place`.
    """

    def __init__(
        self,
        cache: Path,
        version: str,
        found: pagefind.Program,
        before: Mapping[str, KeptTogether],
        standbys: Sequence[Standby[dict[str, Made] | None]],
    ) -> None:
        self._cache, self._version, self._found, self._before = cache, version, found, before
        self._standbys = standbys
        self._place: Place | None = None
        self._kept: list[tuple[Bundle, Path]] = []
        self._ready: deque[tuple[Waiting, Mapping[str, str]]] = deque()
        self._running: dict[Standby[dict[str, Made] | None], Waiting] = {}
        self._held: dict[Standby[dict[str, Made] | None], list[Waiting]] = {each: [] for each in standbys}
        self._wanted: set[str] = set()
        self._fault: pagefind.PagefindError | None = None
        self.waiting: list[Waiting] = []
        self.indexes: dict[str, KeptTogether] = {}
        """What has come of it, by the names of the bundles."""
        self.files: dict[str, Made] = {}
        self.entries, self.read = 0, 0
        """How many entries are indexed anew, and how many of them are done."""

    def add(self, bundle: Bundle) -> Path:
        """Have a bundle in the site: as it is published, or kept in a file, or indexed anew. Returns where it is kept."""
        before = self._before.get(bundle.name)
        same = before is not None and before.rests_on == self._rests_on(bundle)
        key = before.key if before and same else bundle_index.key_of(self._version, bundle)
        file = self._cache / key
        if (before and before.key == key) or os.path.isfile(file):  # noqa: PTH113  # what may not be looked for is none
            self._kept.append((bundle, file))
        else:
            self._wait_for(bundle, file)
        return file

    def index(self, waiting: Waiting, html: Mapping[str, str]) -> None:
        """Begin with a bundle as soon as a process is free; `html` are the missing texts by source path."""
        self._ready.append((waiting, html))
        self.go_on()

    def taken(self, which: Callable[[Waiting], bool] = lambda waiting: True) -> list[Waiting]:
        """Those that wait, or some of them, for whoever is to `index` them."""
        taken = [each for each in self.waiting if which(each)]
        self.waiting = [each for each in self.waiting if not which(each)]
        return taken

    def place(self, folder: Path, reuse: Reuse = NO_REUSE, *, apart: bool = False) -> None:
        """Put into the folder of a site all that is the same as before, and whatever else is done or will be.

        Its folders may be made `apart`, see `block_groups.Folders`. What was kept and turns out to be spoilt is `waiting`
        then.
        """
        self._place = Place(folder, reuse.below(f"{FOLDER}/"), apart)
        for bundle, file in self._kept:
            if not self._taken(bundle, file, self._place):
                self._wait_for(bundle, file)
        self._kept.clear()
        self.go_on()

    def go_on(self) -> None:
        """Take what is done, and begin with what is ready, without waiting for anything.

        Whoever comes by here in the midst of something else need not know of a fault: `finish` tells it.
        """
        for standby in self._standbys:
            if standby in self._running and standby.is_done():
                waiting = self._running.pop(standby)
                try:
                    self._note(standby, waiting, standby.result())
                except pagefind.PagefindError as fault:
                    self._fault = self._fault or fault
            if standby in self._running:
                continue
            if self._place and self._held[standby]:
                waiting = self._running[standby] = self._held[standby].pop()
                standby.begin(bundle_index.put_made, waiting.bundle, self._below(waiting.bundle, self._place))
            elif self._ready:
                waiting, rendered = self._ready.popleft()
                self._running[standby] = waiting
                texts = bundle_index.texts_of(self._cache, waiting.bundle)
                by = bundle_index.By(texts, self._version, self._found, os.getpid(), len(self._wanted) > 1)
                standby.begin(
                    bundle_index.made, waiting, rendered, by, self._place and self._below(waiting.bundle, self._place)
                )

    def finish(self, reach: Callable[[int], None] = lambda read: None) -> dict[str, Made]:
        """Wait until all is written, and give the files; `reach` is told how many entries are read.

        Raises PagefindError where an index could not be made.
        """
        try:
            self.go_on()
            while self._running and not self._fault:
                reach(self.read)
                wait(self._running, 0.2)
                self.go_on()
            if self._fault:
                raise self._fault
            return self.files
        finally:
            self.abandon()

    def abandon(self) -> None:
        """End what still goes on."""
        for standby in self._standbys:
            standby.end()
        self._ready.clear()
        self._running.clear()

    def _taken(self, bundle: Bundle, file: Path, place: Place) -> bool:
        """Take an index over from the published site, or from the cache, if it is the same."""
        before = self._before.get(bundle.name)
        if before and before.key == file.name:
            kept = {path: place.reuse.again(path) for path in before.paths}
            if all(kept.values()):
                files = {path: Made(each.key, each.size) for path, each in kept.items() if each}
                self._hold(bundle, file.name, files)
                return True
        if (loaded := search_cache.load(file)) is None:
            return False
        self._hold(bundle, file.name, bundle_index.written(bundle, loaded, place))
        return True

    def _wait_for(self, bundle: Bundle, file: Path) -> None:
        """Have a bundle indexed when the texts are there that are not known from the last time."""
        held: dict[str, tuple[bytes, str]] = {}
        with contextlib.suppress(store.Unusable):
            held = store.load(bundle_index.texts_of(self._cache, bundle), digest_of(self._version)) or {}
        known = {each.path: held[each.path] for each in bundle.entries if held.get(each.path, (b"",))[0] == each.basis}
        missing = tuple(each.path for each in bundle.entries if each.path and each.path not in known)
        self.waiting.append(Waiting(bundle, file, known, missing))
        self._wanted.add(bundle.name)
        self.entries += len(bundle.entries)

    def _note(self, standby: Standby[dict[str, Made] | None], waiting: Waiting, files: dict[str, Made] | None) -> None:
        if files is None:
            self._held[standby].append(waiting)
            return
        self._hold(waiting.bundle, waiting.file.name, files)
        self.read += len(waiting.bundle.entries)

    def _hold(self, bundle: Bundle, key: str, files: dict[str, Made]) -> None:
        self.indexes[bundle.name] = KeptTogether(key, tuple(files), self._rests_on(bundle))
        self.files |= files

    def _rests_on(self, bundle: Bundle) -> bytes:
        return digest_of(self._version, bundle.first, bundle.rests_on)

    @staticmethod
    def _below(bundle: Bundle, place: Place) -> Place:
        return place._replace(reuse=place.reuse.below(f"{bundle_index.folder_of(bundle)}/"))


def processes() -> tuple[Standby[Any], ...]:
    """What indexes bundles; best begun while little is in memory, and given to `begin`.

    The first looks for Pagefind, which takes some hundredths of a second, while this process has other things to do.
    """
    standbys = _processes()
    if jobs() > 1:
        standbys[0].begin(pagefind.program)
    return standbys


def _processes() -> tuple[Standby[Any], ...]:
    """One more than there are cores, so that less is left to do when all pages are written, each by one core."""
    return tuple(Standby() for _ in range(min(jobs() + 1, _AT_ONCE)))


def begin(
    library: Library,
    cache: Path,
    shaped_by: bytes = b"",
    before: Mapping[str, KeptTogether] = MappingProxyType({}),
    standbys: Sequence[Standby[Any]] = (),
) -> Indexing:
    """Find out what of a Library is to be indexed anew.

    `shaped_by` is a digest of what shapes the texts, our code and the extensions of Markdown; `before` are the indexes of
    the published site; `standbys` are the `processes` that were begun for it.
    """
    found = _program(standbys[0]) if standbys else pagefind.program()
    version = bundle_index.version_of(found) + shaped_by.hex()
    indexing = Indexing(cache / "search", version, found, before, standbys or _processes())
    search_cache.tidy(cache / "search", [indexing.add(bundle) for bundle in bundles(library)])
    return indexing


def _program(standby: Standby[pagefind.Program]) -> pagefind.Program:
    """What a process has found of Pagefind; raises PagefindError."""
    if standby.busy:
        with contextlib.suppress(WorkerError):
            return standby.result()
    return pagefind.program()
