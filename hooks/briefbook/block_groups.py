"""Makes a folder for a large tree where the disk is quick to make files, and not where a tree was deleted a moment ago.

Without a journal, which is how the disks of many small virtual machines are made, ext4 gives no inode away that was freed
within the last minutes, and for each new file steps over all of these in the group of its folder (`find_inode_bit` in
fs/ext4/ialloc.c). A site that is built and deleted, and built again beside the place, took 300 microseconds for each
file in place of 20: at 10,000 briefs, half a minute. So the folder is made apart from the last one, and of a few such
places the quickest is taken: one in ten was slow where several sites had been deleted.
"""

from __future__ import annotations

import contextlib
import math
import os
import random
import shutil
import stat
import statistics
import struct
import sys
import tempfile
import time
from pathlib import Path

if sys.platform == "linux":
    import fcntl

_FLAGS = struct.Struct("l")
_GET, _SET = (direction << 30 | _FLAGS.size << 16 | ord("f") << 8 | number for direction, number in ((2, 1), (1, 2)))
"""FS_IOC_GETFLAGS and FS_IOC_SETFLAGS (ioctl_iflags(2))."""
_TOP = 0x00020000
"""FS_TOPDIR_FL, `chattr +T`: what lies inside is not related, and may lie anywhere."""
_PLACES, _TRIED = 6, 9
"""How many places are tried, and with how many files and folders."""
_BEFORE = 16, 96
"""So many files are made before, at the least and at the most: another number each time, since what was tried and deleted
before a tree was made is free again sooner than the tree is, and a few new files would find room just there."""
_SLOW, _ENOUGH = 120e-6, 32
"""The seconds from which on a folder took long to make, and how many of these are no accident; a quick one takes 20
microseconds, twice that where all cores are busy."""
_QUICK = 80e-6
"""A place where a file and a folder together take no longer is taken at once."""
_AGAIN = 8
"""How often a tree is gone on with at another place."""


class Folders:
    """Makes the folders of a large tree, one after the other.

    Where the disk becomes slow in the midst of it, a quick place is looked for anew: folders are made there and moved to
    where they belong, and the files that are put into them lie where they do. The places are made beside the `tree`, with
    names that begin with its own, and are whoever's to delete who made the tree. A disk that is slow everywhere, or has
    no such places, is taken as it is.
    """

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self._place: Path | None = None
        self._slow = 0
        self._left = _AGAIN

    def make(self, path: str) -> None:
        """Make a folder, as `os.mkdir` does."""
        began = time.perf_counter()
        if self._place is None or not _moved_in(f"{self._place}/{os.getpid()}", path):
            os.mkdir(path)  # noqa: PTH102  # 30,000 folders at 10,000 briefs
        self._slow = self._slow + 1 if time.perf_counter() - began > _SLOW else max(0, self._slow - 2)
        if self._slow >= _ENOUGH and self._left:
            self._slow, self._left = 0, self._left - 1
            self.go_elsewhere()

    def go_elsewhere(self) -> None:
        """Make all folders from now on where the disk is quick: worth it for one that is to hold hundreds of files."""
        with contextlib.suppress(OSError):
            self._find_place()

    def _find_place(self) -> None:
        took, place = _quickest(self._tree.parent, f"{self._tree.name}-place-")
        if took < 2 * _SLOW:  # for a folder and a file
            state = self._tree.stat()
            os.chown(place, -1, state.st_gid)
            place.chmod(0o700 | state.st_mode & stat.S_ISGID)  # what is made in it is as what is made in the tree
            self._place = place
        else:
            place.rmdir()
            self._left = 0


def _moved_in(new: str, path: str) -> bool:
    """Make a folder and move it to its path; says no, with nothing left, where that cannot be done."""
    try:
        os.mkdir(new)  # noqa: PTH102
    except OSError:
        return False
    try:
        os.rename(new, path)  # noqa: PTH104
    except OSError:
        os.rmdir(new)  # noqa: PTH106
        return False
    return True


def new_folder(inside: Path, prefix: str) -> Path:
    """Make a folder with a name of its own, which begins with `prefix`, where files are made soonest; raises OSError."""
    return _quickest(inside, prefix)[1]


def _quickest(inside: Path, prefix: str) -> tuple[float, Path]:
    """The quickest of some new folders, and the seconds that it takes there to make a file and a folder."""
    if not scatter(inside):
        return math.inf, Path(tempfile.mkdtemp(prefix=prefix, dir=inside))
    places: list[tuple[float, Path]] = []
    try:
        for _ in range(_PLACES):
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=inside))
            places.append((math.inf, folder))
            places[-1] = (_time_of_making(folder), folder)
            if places[-1][0] < _QUICK:
                break
    except BaseException:
        for _, folder in places:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    quickest, *others = sorted(places)
    for _, folder in others:
        folder.rmdir()
    return quickest


def _time_of_making(folder: Path) -> float:
    """The seconds to make an empty file and a folder in a folder; these may come to lie far from one another."""
    took: tuple[list[float], list[float]] = [], []
    before, made = random.randint(*_BEFORE), 0
    first: list[float] = []
    while made < before and (made != _TRIED or statistics.median(first) < _SLOW):
        began = time.perf_counter()
        (folder / f"{made}").touch(exist_ok=False)
        first.append(time.perf_counter() - began)
        made += 1
    for number in range(_TRIED):
        began = time.perf_counter()
        (folder / f"{made + number}").touch(exist_ok=False)
        between = time.perf_counter()
        (folder / f"{number}-in").mkdir()
        took[0].append(between - began)
        took[1].append(time.perf_counter() - between)
    for number in range(made + _TRIED):
        (folder / f"{number}").unlink()
    for number in range(_TRIED):
        (folder / f"{number}-in").rmdir()
    return sum(map(statistics.median, took))


def scatter(folder: Path) -> bool:
    """Mark a folder so, where its file system knows such a mark; folders made in it from now on lie apart."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                (flags,) = _FLAGS.unpack(fcntl.ioctl(handle, _GET, bytes(_FLAGS.size)))
                fcntl.ioctl(handle, _SET, _FLAGS.pack(flags | _TOP))
                return True
            finally:
                os.close(handle)
    return False
