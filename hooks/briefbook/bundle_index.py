"""Indexes one bundle, in whatever process is free: its entries become pages for Pagefind, and what that makes is kept and
written into a site, if there is one already.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import jinja2

from briefbook import disk, pagefind, search_cache, search_files, store, templates
from briefbook.block_groups import Folders
from briefbook.digests import digest_of
from briefbook.reuse import Made, Reuse, put
from briefbook.search_bundles import Bundle
from briefbook.search_cache import Files
from briefbook.search_entries import EVERY, Entry, searchable

FOLDER = "pagefind"
"""Where the index of a site lies, from its root."""
_THEME = Path(__file__).parent / "theme"
_ENTRY = "search_entry.html"
_LOST = _THEME / "finder" / "lost.js"
"""What makes Pagefind's worker tell that a file did not come."""
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


class By(NamedTuple):
    """By what a bundle is made, and where its texts are kept."""

    texts: Path
    version: str
    found: pagefind.Program
    process: int
    """The process that waits for it."""
    patient: bool
    """Whether all else goes first."""


class Place(NamedTuple):
    """Where the files of a bundle go."""

    folder: Path
    reuse: Reuse
    apart: bool
    """Whether its folders may be made apart from those around them (`block_groups`)."""


_indexed: dict[str, Files] = {}
"""What a process has indexed for a site that is not there yet."""


def made(waiting: Waiting, rendered: Mapping[str, str], by: By, place: Place | None) -> dict[str, Made] | None:
    """Index a bundle, keep what came of it, and write it into the site; gives its files, nothing where there is no site."""
    if by.patient and by.process != os.getpid():
        os.setpriority(os.PRIO_PROCESS, 0, _PATIENCE)  # of several, none is what the build waits for
    bundle, known = waiting.bundle, dict(waiting.known)
    basis = {each.path: each.basis for each in bundle.entries}
    known |= {path: (basis[path], searchable(rendered[path])) for path in waiting.missing}
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
        return written(bundle, files, place)
    _indexed[bundle.name] = files
    return None


def put_made(bundle: Bundle, place: Place) -> dict[str, Made]:
    """Write into the site what this process has indexed before."""
    return written(bundle, _indexed.pop(bundle.name), place)


def _page(template: jinja2.Template, entry: Entry, body: str) -> str:
    """What Pagefind is given of an entry."""
    return template.render({"entry": entry, "facets": [*enumerate(entry.facets, 1)], "body": body, "every": EVERY})


def _template() -> jinja2.Template:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_THEME))
    templates.prepare(environment, {_ENTRY})
    return environment.get_template(_ENTRY)


def written(bundle: Bundle, files: Files, place: Place) -> dict[str, Made]:
    """Write an index into the site; gives its files, as far as they were written or taken over."""
    below, folders = folder_of(bundle), Folders(place.folder)
    if place.apart and len(files) >= _MANY:
        folders.go_elsewhere()
    write = disk.writer(place.folder, folders.make if place.apart else os.mkdir)
    return {f"{below}/{path}": put(f"{below}/{path}", content, write, place.reuse) for path, content in files.items()}


def folder_of(bundle: Bundle) -> str:
    """Where the index of a bundle lies, from the root of the site."""
    return "/".join(filter(None, (FOLDER, bundle.place)))


def texts_of(cache: Path, bundle: Bundle) -> Path:
    """Where the texts of a bundle are kept as they are indexed."""
    return cache / f"texts-{bundle.name}"


def key_of(version: str, bundle: Bundle) -> str:
    """A digest of all that goes into an index."""
    digest = hashlib.blake2b(version.encode(), digest_size=16)
    digest.update(f"{bundle.mark} {bundle.place} {bundle.first}".encode())
    for each in bundle.entries:
        told = each.path, each.url, each.title, each.day, each.texts, [*map(tuple, each.facets)], each.basis
        digest.update(repr(told).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def version_of(found: pagefind.Program) -> str:
    """A digest of the program and of the code that decides what it is given and what becomes of what it gives."""
    digest = hashlib.blake2b(found.version.encode(), digest_size=16)
    for source in (pagefind.__file__, search_files.__file__, _THEME / _ENTRY, _LOST):
        digest.update(Path(source).read_bytes())
    return digest.hexdigest()
