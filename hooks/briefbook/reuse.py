"""Takes over from the published site the files that would be made again just as they are, by links to the same bytes.

A file is known by a key: a digest of all that it is made of, or of its bytes. Nothing in the published site is written to,
so that what stands there stays whole until the fresh one has taken its place.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from briefbook.inventory import Stamps, time_of
from briefbook.spare import make_way


class Kept(NamedTuple):
    """A file of the published site: its key, its size and time on the disk, and, of a page, what `verify.look` saw."""

    key: bytes
    size: int
    modified: int
    links: bytes = b""
    ids: bytes = b""


class Stamp(NamedTuple):
    """A text as it was when it was read; `modified` is 0 where it was too young to be known by its time."""

    modified: int
    altered: int
    """When its text, its mode or its owner was last set."""
    size: int
    digest: bytes


class KeptTogether(NamedTuple):
    """Files of the published site that were made of one thing, a digest of which is their key."""

    key: str
    paths: tuple[str, ...]
    rests_on: bytes = b""
    """A coarse digest of what it was made of, which is found out sooner."""


_NOTHING: Mapping[str, Kept] = {}
_NOWHERE = Path()


Write = Callable[[str, bytes], None]
"""Takes a path below the root of the site, and the bytes that are to be published there."""


class Made(NamedTuple):
    """A file that was written, or taken over: the key by which it is known, and its size."""

    key: bytes
    size: int


class Reuse:
    """The files of a published site that a fresh one may take over; with nothing known, none.

    A fresh site that has begun as an earlier one (`spare`) holds most of them already: `there` are the sizes and times of
    all its files.
    """

    def __init__(
        self,
        kept: Mapping[str, Kept] = _NOTHING,
        published: Path = _NOWHERE,
        fresh: Path = _NOWHERE,
        *,
        there: Stamps | None = None,
    ) -> None:
        self._kept = kept
        self._there = there
        self._intact = _intact(kept, there) if there else frozenset()
        self._published, self._fresh = str(published), str(fresh)
        self._folders: set[str] = set()

    def take(self, path: str, key: bytes) -> Kept | None:
        """Link a file into the fresh site if its key is the same and nobody has touched it; says what is known of it."""
        kept = self._kept.get(path)
        return kept if kept and kept.key == key and self._linked(path, kept) else None

    def below(self, folder: str) -> Reuse:
        """What of it lies below a folder, so that it can be sent to another process."""
        kept = {path: each for path, each in self._kept.items() if path.startswith(folder)}
        there = (
            None if self._there is None else {path: self._there[path] for path in self._there if path.startswith(folder)}
        )
        return Reuse(kept, Path(self._published), Path(self._fresh), there=there)

    def all_again(self, paths: Collection[str]) -> Mapping[str, Kept] | None:
        """Link files that are known to be the same as was published; says what is known of them if that goes for all."""
        kept = {path: self._kept[path] for path in paths if path in self._kept}
        if len(kept) < len(paths) or not all(each.key for each in kept.values()):
            return None
        if self._intact.issuperset(paths) or all(self._linked(path, each) for path, each in kept.items()):
            return kept
        return None

    def again(self, path: str) -> Kept | None:
        """Link a file that is known to be the same as was published; says what is known of it."""
        kept = self._kept.get(path)
        return kept if kept and kept.key and self._linked(path, kept) else None

    def stamps(self, made: Mapping[str, bytes], copied: Collection[str] = ()) -> dict[str, tuple[int, int]]:
        """The sizes and times of files of a site: of those that were `made`, by their keys, and of those that were copied
        into it."""
        found: dict[str, tuple[int, int]] = {}
        for path, key in made.items():
            kept = self._kept.get(path)
            if kept and kept.key == key and path in self._intact:
                found[path] = (kept.size, kept.modified)
        for path in (*made, *copied):
            if path not in found:
                with contextlib.suppress(FileNotFoundError):
                    state = os.lstat(f"{self._fresh}/{path}")
                    found[path] = (state.st_size, time_of(state))
        return found

    def _linked(self, path: str, kept: Kept) -> bool:
        if self._there is not None:
            if path in self._intact:
                return True
            if path in self._there:
                with contextlib.suppress(FileNotFoundError):  # it was asked for before
                    os.unlink(f"{self._fresh}/{path}")  # noqa: PTH108
            else:
                make_way(Path(self._fresh), path)
        if not is_untouched(f"{self._published}/{path}", kept):
            return False
        parent = path.rpartition("/")[0]
        try:
            if parent not in self._folders:
                os.makedirs(f"{self._fresh}/{parent}", exist_ok=True)  # noqa: PTH103  # 100,000 files at 10,000 briefs
                self._folders.add(parent)
            os.link(f"{self._published}/{path}", f"{self._fresh}/{path}")
        except OSError:
            return False  # a disk without links, or something stands there already: it is written then
        return True


def _intact(kept: Mapping[str, Kept], there: Stamps) -> frozenset[str]:
    """The files that are there as they are known."""
    return frozenset(path for path, stamp in there.items() if path in kept and kept[path][1:3] == stamp)


def is_untouched(file: str, kept: Kept) -> bool:
    """Whether a file of the published site is what a build has put there."""
    try:
        state = os.lstat(file)
    except OSError:
        return False
    return state.st_size == kept.size and time_of(state) == kept.modified


NO_REUSE = Reuse()


def put(path: str, content: bytes, write: Write, reuse: Reuse) -> Made:
    """Write a file, or take it over where the same bytes are published."""
    key = blake2b(content, digest_size=16).digest()
    if not reuse.take(path, key):
        write(path, content)
    return Made(key, len(content))
