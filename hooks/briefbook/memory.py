"""Remembers under .cache/briefbook what is known of files, from one build to the next.

A file whose time and size are the same is not opened; one that was touched is read, and known again if it holds the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from briefbook import files, store
from briefbook.known import NOTHING, Known, is_draft
from briefbook.mentions import Found
from briefbook.model import Ambiguity, Mention, Problem
from briefbook.reuse import Stamp

_SHARDS = 16
"""Files over which the memory is spread, so that a change to one text rewrites one of them."""
_OF_ALL = ("related", "of_fronts")
"""What is known of all texts together; each begins with a digest of what it rests on."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that changes once more has another time, on every file system."""


class Recalled(NamedTuple):
    """What is known of some files, the texts of the others, and what the disk refuses."""

    known: Known
    texts: tuple[tuple[str, str], ...]
    stamps: Mapping[str, Stamp]
    problems: tuple[Problem, ...]
    doubts: tuple[str, ...]
    """Why some of the memory is not believed."""
    forgotten: frozenset[int]
    """The files of the memory that have to be written whatever has changed."""

    def without_texts(self) -> Recalled:
        """As much of it as is needed to `remember`, and to be held until then."""
        return self._replace(texts=tuple((path, "") for path, _ in self.texts))


def recall(docs: Path, paths: Iterable[str], folder: Path, version: bytes, with_drafts: bool = False) -> Recalled:
    """What is known of the Markdown files of a docs folder; those that are new or have changed are read."""
    known, before, doubts, forgotten = _load(folder, version, with_drafts)
    now = time.time_ns()
    stamps: dict[str, Stamp] = {}
    texts: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in paths:
        then = before.get(path)
        try:
            state = os.stat(f"{docs}/{path}")  # noqa: PTH116  # a Path for each of thousands costs more
            if then and then[:3] == (state.st_mtime_ns, state.st_ctime_ns, state.st_size):
                stamps[path] = then
                continue
            if not stat.S_ISREG(state.st_mode):  # a pipe, which `disk.survey` has told, would be waited for without end
                continue
            with open(f"{docs}/{path}", "rb") as file:  # noqa: PTH123
                content = file.read(files.MOST_READ)
        except OSError as error:
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "unreadable",
                    f"the file cannot be read: {error.strerror}; see that it is there, and that you may read it",
                )
            )
            continue
        modified = state.st_mtime_ns if state.st_mtime_ns < now - _SETTLED else 0
        stamps[path] = Stamp(modified, state.st_ctime_ns, state.st_size, hashlib.blake2b(content, digest_size=16).digest())
        if then is None or then.digest != stamps[path].digest:
            texts.append((path, content.decode("utf-8", "surrogateescape")))
    read = {path for path, _ in texts}
    kept = known.only({path for path in stamps if path not in read})
    moved = {_shard(path) for path in before if path not in stamps or before[path] != stamps[path]}
    return Recalled(kept, tuple(texts), stamps, tuple(problems), doubts, forgotten | moved)


def is_there(folder: Path) -> bool:
    """Whether there is a memory, of whatever: there is none before the first build."""
    return os.path.exists(_file(folder, 0))  # noqa: PTH110  # what may not be looked for is none


def are_as_they_were(docs: Path, paths: Collection[str], before: Mapping[str, Stamp]) -> bool:
    """Whether the Markdown files of a docs folder are those that were there before, and none of them was touched."""
    if before.keys() != {*paths}:
        return False
    try:
        states = ((before[path], os.stat(f"{docs}/{path}")) for path in paths)  # noqa: PTH116
        return all(then[:3] == (state.st_mtime_ns, state.st_ctime_ns, state.st_size) for then, state in states)
    except OSError:
        return False


def remember(known: Known, recalled: Recalled, folder: Path, version: bytes) -> None:
    """Write what is known, as far as it is not what was recalled; a file with a mistake is read anew the next time."""
    parts: defaultdict[int, dict[str, tuple[object, ...]]] = defaultdict(dict)
    stale = recalled.forgotten | {_shard(path) for path, _ in recalled.texts}
    if known.registry != recalled.known.registry:
        stale = frozenset(range(_SHARDS))
    for path, stamp in recalled.stamps.items():
        reading = known.readings.get(path)
        if (number := _shard(path)) in stale and reading and not reading.remains:
            parts[number][path] = (stamp, reading, known.remarks.get(path, ()))
    for number in sorted(stale):
        found = {path: known.found[path] for path in parts[number] if path in known.found}
        held = (known.registry, known.with_drafts, parts[number], *_in_columns(found))
        store.save(_file(folder, number), version, held)
    for name in _OF_ALL:
        if (value := getattr(known, name))[0] != getattr(recalled.known, name)[0]:
            store.save(folder / name, version, value)


def _load(
    folder: Path, version: bytes, with_drafts: bool
) -> tuple[Known, dict[str, Stamp], tuple[str, ...], frozenset[int]]:
    doubts: dict[str, None] = {}
    forgotten = set()
    parts = []
    for number in range(_SHARDS):
        try:
            part = store.load(_file(folder, number), version)
        except store.Unusable as error:
            doubts[str(error)] = None
            part = None
        if part is None:
            forgotten.add(number)
        else:
            parts.append(part)
    of_all = {}
    for name in _OF_ALL:
        with contextlib.suppress(store.Unusable):
            if (value := store.load(folder / name, version)) is not None:
                of_all[name] = value
    registry = parts[0][0] if parts else b""
    known, stamps = replace(NOTHING, with_drafts=with_drafts, registry=registry, **of_all), {}
    readings, remarks, found = {}, {}, {}
    for its_registry, had_drafts, entries, mentioning, columns in parts:
        is_current = its_registry == registry  # else it is of an earlier build: the last one was cut short as it wrote
        its_found = _from_columns(mentioning, columns) if is_current else {}
        for path, (stamp, reading, of_text) in entries.items():
            stamps[path], readings[path] = stamp, reading
            if not is_current or (had_drafts != with_drafts and is_draft(reading)):
                forgotten.add(_shard(path))  # nobody has looked at such a draft, or nobody is to see what it mentions
                continue
            remarks[path] = of_text
            if path in its_found:
                found[path] = its_found[path]
    known = replace(known, readings=readings, remarks=remarks, found=found)
    return known, stamps, tuple(doubts), frozenset(forgotten)


_Mentioning = list[tuple[str, int, tuple[Ambiguity, ...]]]
"""The paths of some briefs, how many mentions each has, and what it leaves open."""


def _in_columns(found: Mapping[str, Found]) -> tuple[_Mentioning, list[tuple[Any, ...]]]:
    """The mentions of some briefs one below the other, which is read in a tenth of the time that records take."""
    mentioning = [(path, len(each.mentions), each.ambiguities) for path, each in found.items()]
    return mentioning, [*zip(*chain.from_iterable(each.mentions for each in found.values()), strict=True)]


def _from_columns(mentioning: _Mentioning, columns: Iterable[tuple[Any, ...]]) -> dict[str, Found]:
    """The mentions of each brief again."""
    rows = map(Mention._make, zip(*columns, strict=True))
    return {path: Found(tuple(islice(rows, number)), ambiguities) for path, number, ambiguities in mentioning}


def _file(folder: Path, number: int) -> Path:
    return folder / f"known-{number:02}"


def _shard(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogateescape")) % _SHARDS
