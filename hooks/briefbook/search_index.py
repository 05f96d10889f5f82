"""Makes the search index of a site beside its pages, from what has changed since the last time.

Every span of the archive, and the actors and topics together, are an index of their own, which the browser searches as one.
What was indexed is kept under .cache/briefbook/search by a digest of all that goes into it; whatever looks odd there is
made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import jinja2

from briefbook import disk, pagefind, search_cache, search_files, store, templates
from briefbook.block_groups import Folders
from briefbook.digests import digest_of
from briefbook.model import Library
from briefbook.reuse import NO_REUSE, KeptTogether, Made, Reuse, put
from briefbook.search_bundles import Bundle, bundles
from briefbook.search_cache import Files
from briefbook.search_entries import EVERY, Entry, searchable
from briefbook.standby import Standby, wait
from briefbook.workers import WorkerError, jobs

FOLDER = "pagefind"
_THEME = Path(__file__).parent / "theme"
_ENTRY = "search_entry.html"
_LOST = _THEME / "finder" / "lost.js"
"""What makes Pagefind's worker tell that a file did not come."""
_AT_ONCE = 4
"""Processes of Pagefind, each of which takes half a gigabyte."""
_MANY = 100
"""So many files are worth a look at where the disk is quick to make them."""
_PATIENCE = 5
"""The priority at which several indexes are made: they take what the pages leave of the cores, and are done with them."""


class Waiting(NamedTuple):
    """A bundle that is to be indexed anew, with the texts that are known, and the source paths of those that are not."""

    bundle: Bundle
    file: Path
    known: Mapping[str, tuple[bytes, str]]
    missing: tuple[str, ...]


class _By(NamedTuple):
    """By what a bundle is made, and where its texts are kept."""

    texts: Path
    version: str
    found: pagefind.Program
    process: int
    """The process that waits for it."""
    patient: bool
    """Whether all else goes first."""


class _Place(NamedTuple):
    """Where the files of a bundle go."""

    folder: Path
    reuse: Reuse
    apart: bool
    """Whether its folders may be made apart from those around them (`block_groups`)."""


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
        self._place: _Place | None = None
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
        key = before.key if before and same else _key(self._version, bundle)
        file = self._cache / key
        if (before and before.key == key) or file.is_file():
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
        self._place = _Place(folder, reuse.below(f"{FOLDER}/"), apart)
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
                standby.begin(_put, waiting.bundle, self._below(waiting.bundle, self._place))
            elif self._ready:
                waiting, rendered = self._ready.popleft()
                self._running[standby] = waiting
                texts = _texts(self._cache, waiting.bundle)
                by = _By(texts, self._version, self._found, os.getpid(), len(self._wanted) > 1)
                standby.begin(_made, waiting, rendered, by, self._place and self._below(waiting.bundle, self._place))

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

    def _taken(self, bundle: Bundle, file: Path, place: _Place) -> bool:
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
        self._hold(bundle, file.name, _written(bundle, loaded, place))
        return True

    def _wait_for(self, bundle: Bundle, file: Path) -> None:
        """Have a bundle indexed when the texts are there that are not known from the last time."""
        held: dict[str, tuple[bytes, str]] = {}
        with contextlib.suppress(store.Unusable):
            held = store.load(_texts(self._cache, bundle), digest_of(self._version)) or {}
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
    def _below(bundle: Bundle, place: _Place) -> _Place:
        return place._replace(reuse=place.reuse.below(f"{_folder_of(bundle)}/"))


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
    version = _version(found) + shaped_by.hex()
    indexing = Indexing(cache / "search", version, found, before, standbys or _processes())
    search_cache.tidy(cache / "search", [indexing.add(bundle) for bundle in bundles(library)])
    return indexing


def _program(standby: Standby[pagefind.Program]) -> pagefind.Program:
    """What a process has found of Pagefind; raises PagefindError."""
    if standby.busy:
        with contextlib.suppress(WorkerError):
            return standby.result()
    return pagefind.program()


_indexed: dict[str, Files] = {}
"""What a process has indexed for a site that is not there yet."""


def _made(waiting: Waiting, rendered: Mapping[str, str], by: _By, place: _Place | None) -> dict[str, Made] | None:
    """Index a bundle, keep what came of it, and write it into the site; gives its files, nothing where there is no site."""
    if by.patient and by.process != os.getpid():
        os.setpriority(os.PRIO_PROCESS, 0, _PATIENCE)  # of several, none is what the build waits for
    bundle, known = waiting.bundle, dict(waiting.known)
    basis = {each.path: each.basis for each in bundle.entries}
    known |= {path: (basis[path], searchable(rendered.get(path, ""))) for path in waiting.missing}
    texts = ((each, known[each.path][1] if each.path else "") for each in bundle.entries)
    template = _template()
    pages = ((each.url, _page(template, each, body)) for each, body in texts)
    raw = pagefind.index(pages, by.found)
    files = search_files.settled(raw, bundle.mark)
    if not any(each.day for each in bundle.entries):
        files["order.json"] = b"[]"
    if bundle.first:
        files |= {name: raw[name] for name in search_files.PROGRAM}
        files[search_files.WORKER] = _LOST.read_bytes() + files[search_files.WORKER]
    if by.process not in {os.getpid(), os.getppid()}:
        return {}  # nobody waits for it any more
    store.save(by.texts, digest_of(by.version), known)
    search_cache.save(waiting.file, files)
    if place:
        return _written(bundle, files, place)
    _indexed[bundle.name] = files
    return None


def _put(bundle: Bundle, place: _Place) -> dict[str, Made]:
    """Write into the site what this process has indexed before."""
    return _written(bundle, _indexed.pop(bundle.name), place)


def _page(template: jinja2.Template, entry: Entry, body: str) -> str:
    """What Pagefind is given of an entry."""
    return template.render({"entry": entry, "facets": [*enumerate(entry.facets, 1)], "body": body, "every": EVERY})


def _template() -> jinja2.Template:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_THEME))
    templates.prepare(environment, {_ENTRY})
    return environment.get_template(_ENTRY)


def _written(bundle: Bundle, files: Files, place: _Place) -> dict[str, Made]:
    """Write an index into the site; gives its files, as far as they were written or taken over."""
    below, folders = _folder_of(bundle), Folders(place.folder)
    if place.apart and len(files) >= _MANY:
        folders.go_elsewhere()
    write = disk.writer(place.folder, folders.make if place.apart else os.mkdir)
    return {f"{below}/{path}": put(f"{below}/{path}", content, write, place.reuse) for path, content in files.items()}


def _folder_of(bundle: Bundle) -> str:
    return "/".join(filter(None, (FOLDER, bundle.place)))


def _texts(cache: Path, bundle: Bundle) -> Path:
    """Where the texts of a bundle are kept as they are indexed."""
    return cache / f"texts-{bundle.name}"


def _key(version: str, bundle: Bundle) -> str:
    """A digest of all that goes into an index."""
    digest = hashlib.blake2b(version.encode(), digest_size=16)
    digest.update(f"{bundle.mark} {bundle.place} {bundle.first}".encode())
    for each in bundle.entries:
        told = each.path, each.url, each.title, each.day, each.texts, [*map(tuple, each.facets)], each.basis
        digest.update(repr(told).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _version(found: pagefind.Program) -> str:
    """A digest of the program and of the code that decides what it is given and what becomes of what it gives."""
    digest = hashlib.blake2b(found.version.encode(), digest_size=16)
    for source in (pagefind.__file__, search_files.__file__, _THEME / _ENTRY, _LOST):
        digest.update(Path(source).read_bytes())
    return digest.hexdigest()
