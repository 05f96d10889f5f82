"""Keeps a second process away from what the first is at work on: a lock on a file, which ends when its holder does."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
_MARK = b"Briefbook builds the site in this folder, and deletes it when it is done. Process "
_held: set[int] = set()


class Lock(NamedTuple):
    """A locked file; not `held` where the file system knows no locks."""

    file: Path
    handle: int
    held: bool


def take(file: Path, waiting: Callable[[str], None]) -> Lock:
    """Lock a file, which is made for it in a folder of its own; while another process holds it, say who, once, and wait."""
    told = False
    while True:
        file.parent.mkdir(exist_ok=True)
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        except FileNotFoundError:
            continue  # the one before has just deleted the folder
        except OSError:
            with contextlib.suppress(OSError):  # another's is in it
                file.parent.rmdir()
            raise
        try:
            while (held := attempt(handle)) is None:
                if not told:
                    waiting(_holder(handle))
                    told = True
                time.sleep(0.1)
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), file.stat()):
                    _held.add(handle)
                    _sign(handle)
                    return Lock(file, handle, held)
        except BaseException:
            if handle in _held:
                release(Lock(file, handle, True))  # the disk is so full that nobody can sign
            else:
                os.close(handle)
            raise
        os.close(handle)  # the one before has deleted the file that we waited for


def release(lock: Lock) -> None:
    """Delete a locked file, and the folder that was made for it if nothing else is there, and let others go on."""
    if lock.handle not in _held:
        return
    _held.discard(lock.handle)
    if sys.platform == "win32":
        os.close(lock.handle)  # what is open cannot be deleted there
    with contextlib.suppress(OSError):
        lock.file.unlink()
        lock.file.parent.rmdir()
    if sys.platform != "win32":
        os.close(lock.handle)


def is_ours(file: Path) -> bool:
    """Whether a file is one that `take` has made; one that was cut short as it was made is empty."""
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return content.startswith(_MARK) or not content


def attempt(handle: int) -> bool | None:
    """Lock an open file, if no one else has; False where there are no locks, and None where someone has."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        if error.errno not in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            raise
        return None
    return True


def _sign(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, _MARK + str(os.getpid()).encode() + b"\n")


def _holder(handle: int) -> str:
    """The process that holds the lock, as it wrote it."""
    try:
        return os.pread(handle, 200, 0).removeprefix(_MARK).decode("ascii", "replace").strip() or "?"
    except (OSError, AttributeError):
        return "?"


def _let_go() -> None:
    """Close the locks in a forked process: one that outlives its killed parent would keep everybody waiting."""
    for handle in _held:
        with contextlib.suppress(OSError):
            os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
