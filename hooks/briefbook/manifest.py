"""What is known of a published site from the build that has put it there, so that the next one need not make it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from briefbook import store
from briefbook.inventory import Found, Stamps
from briefbook.reuse import Kept, KeptTogether, Made, Stamp
from briefbook.spare import Mark
from briefbook.verify import Seen

Bodied = Mapping[str, tuple[bytes, str]]
"""The HTML of some bodies by source path, each with the key of its page."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A published site: each of its files with its key, and what need not be rendered again."""

    made_of: bytes = b""
    """A digest of all that the site was made of; empty where a build has something to say each time."""
    pages: int = 0
    warnings: int = 0
    files: Mapping[str, Kept] = field(default_factory=dict)
    fed: Bodied = field(default_factory=dict)
    """Bodies that outputs hold."""
    bases: Mapping[str, bytes] = field(default_factory=dict)
    """What all beside each record hangs on (`basis.bases`), by the record's source path."""
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The outputs beside each record, by the record's source path."""
    indexes: Mapping[str, KeptTogether] = field(default_factory=dict)
    """The search indexes, by the names of their bundles."""
    texts: Mapping[str, Stamp] = field(default_factory=dict)
    """The Markdown files that it was made of, by their paths below docs."""
    spare: Mark | None = None
    """The folder that this site has replaced, to begin the next one with."""

    def stands(self, found: Found) -> bool:
        """Whether a folder holds just the files of this site, as they were published, in folders as they were made."""
        as_published = {path: (each.size, each.modified) for path, each in self.files.items()}
        return not found.amiss and as_published == found.files


_BESIDE_FILES = tuple(each.name for each in fields(Manifest) if each.name != "files")


def kept_of(stamps: Stamps, files: Mapping[str, Made], pages: Iterable[tuple[Seen, bytes]] = ()) -> dict[str, Kept]:
    """What is to be known of some files of a fresh site, all those that have `stamps`.

    `files` are the outputs among them, `pages` the pages with their keys.
    """
    kept = {path: Kept(files[path].key if path in files else b"", *stamp) for path, stamp in stamps.items()}
    for seen, key in pages:
        if seen.path in stamps:
            kept[seen.path] = Kept(key, *stamps[seen.path], seen.links, seen.ids)
    return kept


class Packed(NamedTuple):
    """A Manifest as it is kept, made while something of it was still to come: that stands beside it when it is saved."""

    manifest: Manifest
    content: bytes


def load(folder: Path, target: Path, version: bytes) -> Manifest:
    """The Manifest of the site that is published at a place, an empty one where there is none; raises store.Unusable."""
    held: Any = store.load(_file(folder, target), version)
    if not held:
        return Manifest()
    early, late, added = held
    values, files = store.unpacked(early)
    return Manifest(files={**_by_path(*files), **_by_path(*added)}, **{**values, **late})


def pack(manifest: Manifest) -> Packed:
    """Make ready to save what is known of a site, all but what is written last."""
    values = {name: getattr(manifest, name) for name in _BESIDE_FILES}
    return Packed(manifest, store.packed((values, _columns(manifest.files))))


def save(manifest: Manifest, folder: Path, target: Path, version: bytes, early: Packed | None = None) -> None:
    """Keep a Manifest for the next build at the same place; what was packed `early` is not gone through again.

    Files may have come since, and other values have been replaced.
    """
    early = early or pack(Manifest())
    then = early.manifest
    late = {name: value for name in _BESIDE_FILES if (value := getattr(manifest, name)) is not getattr(then, name)}
    added = {path: kept for path, kept in manifest.files.items() if then.files.get(path) is not kept}
    store.save(_file(folder, target), version, (early.content, late, _columns(added)))


def _columns(files: Mapping[str, Kept]) -> tuple[tuple[Any, ...], ...]:
    """Files as their paths, their keys and so on: 100,000 of them are written so in a third of the time."""
    return (tuple(files), *(zip(*files.values(), strict=True) if files else ((),) * len(Kept._fields)))


def _by_path(paths: Iterable[str], *columns: Iterable[Any]) -> dict[str, Kept]:
    return dict(zip(paths, map(Kept._make, zip(*columns, strict=True)), strict=True))


def _file(folder: Path, target: Path) -> Path:
    name = hashlib.blake2b(str(target.absolute()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return folder / f"published-{name}"
