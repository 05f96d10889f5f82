"""Has ext4 put the folders inside a folder far apart on the disk, so that a fresh tree does not grow where one was deleted.

Without a journal, which is how the disks of many small virtual machines are made, ext4 gives no inode away that was freed
within the last minutes, and for each new file steps over all of these in the group of its folder (`find_inode_bit` in
fs/ext4/ialloc.c). Where such a folder goes, its name decides, so that it should be a new one. A site that is built and
deleted, and built again beside the place, took 300 microseconds for each file in place of 20: at 10,000 briefs, half a
minute.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
from pathlib import Path

if sys.platform == "linux":
    import fcntl

_FLAGS = struct.Struct("l")
_GET, _SET = (direction << 30 | _FLAGS.size << 16 | ord("f") << 8 | number for direction, number in ((2, 1), (1, 2)))
"""FS_IOC_GETFLAGS and FS_IOC_SETFLAGS (ioctl_iflags(2))."""
_TOP = 0x00020000
"""FS_TOPDIR_FL, `chattr +T`: what lies inside is not related, and may lie anywhere."""


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
