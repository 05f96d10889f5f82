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


def new_folder(inside: Path, prefix: str) -> Path:
    """Make a folder with a name of its own, which begins with `prefix`, where files are made soonest; raises OSError."""
    scatter(inside)
    places: list[tuple[float, Path]] = []
    try:
        for _ in range(_PLACES):
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=inside))
            places.append((math.inf, folder))
            places[-1] = (_time_of_making(folder), folder)
    except BaseException:
        for _, folder in places:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    (_, quickest), *others = sorted(places)
    for _, folder in others:
        folder.rmdir()
    return quickest


def _time_of_making(folder: Path) -> float:
    """The seconds to make an empty file and a folder in a folder; these may come to lie far from one another."""
    took: tuple[list[float], list[float]] = [], []
    before = random.randint(*_BEFORE)
    for number in range(before):
        (folder / f"{number}").touch(exist_ok=False)
    for number in range(_TRIED):
        began = time.perf_counter()
        (folder / f"{before + number}").touch(exist_ok=False)
        between = time.perf_counter()
        (folder / f"{number}-in").mkdir()
        took[0].append(between - began)
        took[1].append(time.perf_counter() - between)
    for number in range(before + _TRIED):
        (folder / f"{number}").unlink()
    for number in range(_TRIED):
        (folder / f"{number}-in").rmdir()
    return sum(map(statistics.median, took))


def scatter(folder: Path) -> None:
    """Mark a folder so, where its file system knows such a mark; folders made in it from now on lie apart."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                (flags,) = _FLAGS.unpack(fcntl.ioctl(handle, _GET, bytes(_FLAGS.size)))
                fcntl.ioctl(handle, _SET, _FLAGS.pack(flags | _TOP))
            finally:
                os.close(handle)
