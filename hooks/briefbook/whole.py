"""Writes files of the cache whole or not at all, and sweeps what a process that was killed has left of one."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from briefbook import lock

_UNFINISHED = "unfinished-"
_ABANDONED = 3600.0
"""Seconds after which, on a disk without locks, a file is taken for the leftover of a process that was killed."""


def write(file: Path, parts: Iterable[bytes]) -> None:
    """Put a file in the place of what stands there, when all of it is on the disk; raises OSError, and leaves nothing then.

    It is locked as long as it is unfinished, so that nobody sweeps it while its process lives.
    """
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as into:
            if sys.platform != "win32":  # nobody can delete an open file there
                with contextlib.suppress(OSError):
                    lock.attempt(handle)
            into.writelines(parts)
            into.flush()
            if sys.platform != "win32":
                Path(name).replace(file)
        if sys.platform == "win32":
            Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def sweep(folder: Path) -> None:
    """Delete the unfinished files of a folder that no process is at work on."""
    with contextlib.suppress(OSError):
        for file in folder.glob(f"{_UNFINISHED}*"):
            with contextlib.suppress(OSError):  # another is sweeping too, or it was finished just now
                if _is_left(file):
                    file.unlink()


def is_unfinished(file: Path) -> bool:
    """Whether a file is one that `write` has not put in its place yet."""
    return file.name.startswith(_UNFINISHED)


def _is_left(file: Path) -> bool:
    handle = os.open(file, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        held = lock.attempt(handle)
        return bool(held) or (held is False and time.time() - os.fstat(handle).st_mtime > _ABANDONED)
    finally:
        os.close(handle)
