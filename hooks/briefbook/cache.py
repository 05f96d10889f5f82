"""Keeps the index of a project under .cache/briefbook, by what each file holds; whatever looks odd there is not believed.

A file is read again when its time or its size has changed, or when it was young as the index was written; what is known
of it stays if its content is the same. The cache is JSON: reading it runs nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from briefbook import index, links, names, namesakes, paths, twins, whole
from briefbook.index import Facts, Index, facts, facts_of_unread
from briefbook.read import read_as_far
from briefbook.remains import salvage
from briefbook.validate import validate

_SETTLED = 2_000_000_000
_FEW = 20  # to read so many files again costs less than to write the cache
_Stamp = tuple[int, int]


class _Entry(NamedTuple):
    """A file as it was when the index was written."""

    modified: int
    size: int
    digest: str
    facts: Facts


def indexed(docs: Path, texts: Iterable[str], folder: Path) -> Index:
    """The index of a project's texts, from the cache as far as it holds; it is brought up to date on the way."""
    version = _version()
    before = _load(folder / "index.json", version)
    now = {}
    written_at = before.pop("", _Entry(0, 0, "", Facts())).modified
    for path in texts:
        with contextlib.suppress(OSError):
            state = os.stat(f"{docs}/{path}")  # noqa: PTH116  # a Path for each of thousands costs more
            stamp = (state.st_mtime_ns, state.st_size)
            entry = before.get(path)
            if entry and entry[:2] == stamp and stamp[0] < written_at - _SETTLED:
                now[path] = entry
            else:
                now[path] = _entry(docs, path, stamp, entry)
    changed = sum(before.get(path) is not entry for path, entry in now.items()) + len(before.keys() - now.keys())
    if changed > _FEW:
        _save(folder, version, now)
    return Index({path: entry.facts for path, entry in now.items()})


def _entry(docs: Path, path: str, stamp: _Stamp, before: _Entry | None) -> _Entry:
    content = (docs / path).read_bytes()
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    if before and before.digest == digest:
        return before._replace(modified=stamp[0], size=stamp[1])
    text = content.decode("utf-8", "surrogateescape")
    return _Entry(*stamp, digest, _facts(path, text))


def _facts(path: str, text: str) -> Facts:
    source, refused = read_as_far(path, text)
    if source is None:
        return facts_of_unread(path, text)
    record = None if refused else validate(source)[0]
    left = None if record else salvage(source)[0]
    return facts(source, record, left.record if left else None, text)


def _load(file: Path, version: str) -> dict[str, _Entry]:
    """The entries of a cache, or none where it is not one of ours, or of another version."""
    try:
        held = json.loads(file.read_bytes())
        if held["version"] != version:
            return {}
        entries = {path: _checked(each) for path, each in held["entries"].items()}
        return {**entries, "": _Entry(file.stat().st_mtime_ns, 0, "", Facts())}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _checked(each: Any) -> _Entry:
    modified, size, digest, named, old, keys, words, called = each
    if not (isinstance(modified, int) and isinstance(size, int) and isinstance(digest, str)):
        raise TypeError
    if not {str, *map(type, named), *map(type, old), *map(type, words), *map(type, called)} == {str} or not {
        *map(type, keys)
    } <= {int}:
        raise TypeError
    return _Entry(modified, size, digest, Facts(tuple(named), tuple(old), tuple(keys), tuple(words), tuple(called)))


def _save(folder: Path, version: str, entries: Mapping[str, _Entry]) -> None:
    """Write the cache whole, or not at all: a read-only folder only costs time."""
    held = {"version": version, "entries": {path: [*entry[:3], *entry.facts] for path, entry in entries.items()}}
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        whole.write(folder / "index.json", [json.dumps(held, separators=(",", ":")).encode("utf-8")])


def _version() -> str:
    """A digest of the code that makes facts, so that a change to it makes all caches old."""
    digest = hashlib.blake2b(digest_size=8)
    for module in (index, links, names, namesakes, paths, twins):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()
