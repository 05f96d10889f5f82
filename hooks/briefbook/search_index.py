"""Makes the search index of a site beside its pages, from what has changed since the last time.

Every span of the archive, and the actors and topics together, are an index of their own, which the browser searches as one.
What was indexed is kept under .cache/briefbook/search by a digest of all that goes into it; whatever looks odd there is
made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from subprocess import Popen

import jinja2

from briefbook import disk, pagefind, search_files, store
from briefbook.digests import digest_of
from briefbook.model import Library
from briefbook.reuse import NO_REUSE, Made, Reuse, put
from briefbook.search_bundles import Bundle, bundles
from briefbook.search_entries import EVERY, Entry, searchable

FOLDER = "pagefind"
_THEME = Path(__file__).parent / "theme"
_KEPT = 64
"""Indexes in the cache; those that were not used for longest go."""
_AT_ONCE = 4
"""Processes of Pagefind, each of which takes half a gigabyte."""
_Files = dict[str, bytes]


class _Running:
    """The processes at work, so that they can be killed, and how many entries they have read."""

    def __init__(self) -> None:
        self.processes: set[Popen[bytes]] = set()
        self.read = 0


class Indexing:
    """The work of indexing, which goes on beside other work."""

    def __init__(
        self,
        pool: ThreadPoolExecutor,
        parts: tuple[Future[dict[str, Made]], ...],
        running: _Running,
        made_anew: int,
        entries: int,
    ) -> None:
        self._pool, self._parts, self._running = pool, parts, running
        self._abandoned = False
        self.parts, self.made_anew = len(parts), made_anew
        self.entries = entries
        """How many entries are indexed anew."""

    def finish(self, reach: Callable[[int], None] = lambda read: None) -> dict[str, Made]:
        """Wait until all is written, and give the files; `reach` is told how many entries are read.

        Raises PagefindError where an index could not be made.
        """
        try:
            waiting = set(self._parts)
            while waiting and not any(part.exception() for part in self._parts if part not in waiting):
                waiting = wait(waiting, timeout=0.2, return_when=FIRST_EXCEPTION).not_done
                reach(self._running.read)
            return {path: made for part in self._parts if part not in waiting for path, made in part.result().items()}
        finally:
            self.abandon()

    def tell(self, failed: Callable[[BaseException], None]) -> None:
        """Wait for nothing, but have it told what goes wrong."""

        def done(part: Future[dict[str, Made]]) -> None:
            if not self._abandoned and not part.cancelled() and (error := part.exception()):
                failed(error)

        for part in self._parts:
            part.add_done_callback(done)

    def abandon(self) -> None:
        """End what still goes on. No thread is left, so that the next build can fork."""
        self._abandoned = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in tuple(self._running.processes):
            process.kill()
        self._pool.shutdown()


def begin(
    library: Library,
    bodies: Callable[[list[str]], Mapping[str, str]],
    folder: Path,
    cache: Path,
    jobs: int,
    shaped_by: bytes = b"",
    reuse: Reuse = NO_REUSE,
) -> Indexing:
    """Begin to index a Library into the folder of a site.

    `bodies` gives the bodies of some pages as HTML, by the source path of the page; it is asked for those alone that are
    indexed anew. `shaped_by` is a digest of what shapes them all, our code and the extensions of Markdown.
    """
    found = pagefind.program()
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_THEME), autoescape=True)
    version = _version(found) + shaped_by.hex()
    running = _Running()
    places = [(bundle, cache / "search" / _key(version, bundle)) for bundle in bundles(library)]
    held = [(bundle, file, _load(file)) for bundle, file in places]
    fresh = [bundle for bundle, _, files in held if files is None]
    texts = _texts(fresh, bodies, cache / "search", digest_of(version))
    write = partial(_write, folder, reuse)
    pool = ThreadPoolExecutor(max(1, min(jobs, _AT_ONCE)), thread_name_prefix="search")
    parts = []
    for bundle, file, files in held:
        if files is None:
            entries = [(entry, texts.get(entry.path, "")) for entry in bundle.entries]
            parts.append(pool.submit(_index, write, file, bundle, entries, environment, found, running))
        else:
            parts.append(pool.submit(write, bundle, files))
    _tidy(cache / "search", [file for _, file in places])
    return Indexing(pool, tuple(parts), running, len(fresh), sum(len(bundle.entries) for bundle in fresh))


def _texts(
    fresh: Iterable[Bundle], bodies: Callable[[list[str]], Mapping[str, str]], folder: Path, version: bytes
) -> dict[str, str]:
    """The texts of some bundles as they are indexed, those that have not changed from the last time that theirs were."""
    texts: dict[str, str] = {}
    for bundle in fresh:
        file = folder / f"texts-{bundle.name}"
        kept: dict[str, tuple[bytes, str]] = {}
        with contextlib.suppress(store.Unusable):
            kept = store.load(file, version) or {}
        known = {each.path: kept[each.path] for each in bundle.entries if kept.get(each.path, (b"",))[0] == each.basis}
        missing = [each for each in bundle.entries if each.path and each.path not in known]
        rendered = bodies([each.path for each in missing])
        known |= {each.path: (each.basis, searchable(rendered.get(each.path, ""))) for each in missing}
        store.save(file, version, known)
        texts |= {path: text for path, (_, text) in known.items()}
    return texts


def _index(
    write: Callable[[Bundle, _Files], dict[str, Made]],
    file: Path,
    bundle: Bundle,
    entries: list[tuple[Entry, str]],
    environment: jinja2.Environment,
    found: pagefind.Program,
    running: _Running,
) -> dict[str, Made]:
    """Index a bundle, keep what came of it, and write it into the site."""
    files = _made(entries, bundle, environment, found, running)
    _save(file, files)
    return write(bundle, files)


def _made(
    held: list[tuple[Entry, str]],
    bundle: Bundle,
    environment: jinja2.Environment,
    found: pagefind.Program,
    running: _Running,
) -> _Files:
    template = environment.get_template("search_entry.html")
    pages = ((entry.url, template.render(entry=entry, body=body, every=EVERY)) for entry, body in held)

    def read() -> None:
        running.read += 1

    raw = pagefind.index(pages, found, running.processes, read)
    files = search_files.settled(raw, bundle.mark)
    if not any(entry.day for entry, _ in held):
        files["order.json"] = b"[]"
    if bundle.first:
        files |= {name: raw[name] for name in search_files.PROGRAM}
    return files


def _key(version: str, bundle: Bundle) -> str:
    """A digest of all that goes into an index."""
    digest = hashlib.blake2b(version.encode(), digest_size=16)
    digest.update(f"{bundle.mark} {bundle.place} {bundle.first}".encode())
    for entry in bundle.entries:
        digest.update(repr(entry).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _version(found: pagefind.Program) -> str:
    """A digest of the program and of the code that decides what it is given and what becomes of what it gives."""
    digest = hashlib.blake2b(found.version.encode(), digest_size=16)
    for source in (pagefind.__file__, search_files.__file__, _THEME / "search_entry.html"):
        digest.update(Path(source).read_bytes())
    return digest.hexdigest()


def _write(folder: Path, reuse: Reuse, bundle: Bundle, files: _Files) -> dict[str, Made]:
    """Write an index into a site; gives its files, as far as they were written or taken over."""
    place = "/".join(filter(None, (FOLDER, bundle.place)))
    write = disk.writer(folder)
    return {f"{place}/{path}": put(f"{place}/{path}", content, write, reuse) for path, content in files.items()}


def _load(file: Path) -> _Files | None:
    """The files of an index that was kept; nothing where they are not all there as they were written."""
    try:
        told, _, rest = file.read_bytes().partition(b"\n")
        if told.decode() != hashlib.blake2b(rest, digest_size=16).hexdigest():
            return None
        sizes, _, content = rest.partition(b"\n")
        files, start = {}, 0
        for path, size in json.loads(sizes):
            files[path] = content[start : start + size]
            start += size
        with contextlib.suppress(OSError):
            os.utime(file)
        return files
    except (OSError, ValueError):
        return None


def _save(file: Path, files: _Files) -> None:
    """Keep the files of an index, whole or not at all: a read-only folder only costs time."""
    sizes = json.dumps([(path, len(content)) for path, content in files.items()]).encode()
    rest = b"\n".join((sizes, b"".join(files.values())))
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        handle, name = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as into:
            into.write(hashlib.blake2b(rest, digest_size=16).hexdigest().encode() + b"\n" + rest)
        Path(name).replace(file)


def _tidy(folder: Path, used: list[Path]) -> None:
    """Delete the indexes that no build has used for long."""
    with contextlib.suppress(OSError):
        kept = (file for file in folder.iterdir() if file not in used)
        others = sorted(kept, key=lambda file: file.stat().st_mtime)
        for file in others[: max(0, len(others) + len(used) - _KEPT)]:
            file.unlink()
