"""Replaces a published folder whole or leaves it as it was: a site is built beside it and exchanged in one step.

MkDocs empties its `site_dir` before it builds, so that a build that fails, or is killed, leaves a ruin. Here the fresh
site grows in a hidden folder beside it, on the same disk; the exchange is one rename of the file system's. The hidden
folder also holds the lock that makes a second build of the same site wait, and is deleted at the end of every build.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefbook import block_groups, lock

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_CANNOT_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_ABANDONED = 3600.0
"""Seconds after which, on a disk without locks, a fresh site is taken for the leftover of a build that was killed."""
_FRESH, _LOCK, _OLD = "fresh-", "lock", "old"
_UMASK = 0o022
_LOOKS, _BETWEEN_LOOKS = 25, 0.02
"""How often, and after how many seconds each time, a folder without our mark is looked at before it is called foreign."""


@dataclass(frozen=True, slots=True)
class Staging:
    """A fresh site while it grows in its `folder`, with all that is to be put back when it is done."""

    target: Path
    folder: Path
    lock: lock.Lock
    umask: int
    process: int
    mode: int
    """That of every folder which is made in it: 755, but where the disk knows no modes, or has lists of access."""


def stage(target: Path, waiting: Callable[[str], None] = lambda process: None) -> Staging:
    """Make an empty folder beside the target, to build in; raises OSError where a site could not be published after all.

    If another process builds the same target, `waiting` is told which, and this one waits its turn. Until the end, files
    are made with the modes 644 and 755, whatever the umask: a site is for a web server to read, and two builds are to
    be alike. The top folder keeps the mode that its owner gave it.
    """
    target = _real(target)
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a site is published as a folder, and this is a file", str(target))
    if _is_mounted(target):
        reason = (
            "a disk or a volume is mounted on this very folder, so that it cannot be replaced whole; publish into one below"
        )
        raise OSError(errno.EBUSY, reason, str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    work = target.with_name(f".{target.name}-briefbook")
    if not _is_ours(work):
        raise FileExistsError(errno.EEXIST, "this is not Briefbook's, which builds at this place; move it", str(work))
    taken = lock.take(work / _LOCK, waiting)
    try:
        _recover(work, target)
        _clear_leftovers(work, taken)
        folder = block_groups.new_folder(work, _FRESH)
        folder.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o755)
        mode = _mode_of_folders(folder)
    except BaseException:
        _clear_leftovers(work, taken)
        lock.release(taken)
        raise
    staging = Staging(target, folder, taken, os.umask(_UMASK), os.getpid(), mode)
    atexit.register(discard, staging)
    return staging


def swap_in(staging: Staging, put_away: Callable[[Path], object] = lambda old: None) -> None:
    """Put the fresh site in the target's place, and delete what stood there; raises OSError with the target as it was.

    What stood there is not deleted if it was `put_away`. That may fail, as everything may that comes after the exchange,
    and costs the next build some time; the site is published all the same.

    Hidden files at the top of the old folder are kept, as MkDocs keeps them: one may be the `.git` of a worktree. They
    are brought over first, so that the exchange is the last step that can fail.
    """
    fresh, target = staging.folder, staging.target
    if target.exists():
        for hidden in sorted(target.iterdir()):
            if hidden.name.startswith("."):
                _bring_over(hidden, fresh / hidden.name)
        _exchange(fresh, target)
        with contextlib.suppress(OSError):
            put_away(fresh)
    else:
        fresh.rename(target)
    discard(staging)


def discard(staging: Staging) -> None:
    """Delete the fresh site, or the old one that has come in its place, and let the next build begin."""
    if staging.process != os.getpid():
        return  # a forked worker that ends in some unusual way
    atexit.unregister(discard)
    os.umask(staging.umask)
    for left in staging.folder.parent.glob(f"{staging.folder.name}*"):  # with the places where its folders were made
        _delete(left)
    lock.release(staging.lock)


def _mode_of_folders(inside: Path) -> int:
    """The mode that a new folder has, found out by making one."""
    before = os.umask(_UMASK)
    try:
        new = inside / "new"
        new.mkdir()
        mode = new.stat().st_mode & 0o777
        new.rmdir()
        return mode
    finally:
        os.umask(before)


def _is_ours(work: Path) -> bool:
    """Whether a hidden folder may be built in: it is not there yet, or a build has left it, by its marks."""
    if not work.exists() and not work.is_symlink():
        return True
    if work.is_symlink() or not work.is_dir():
        return False
    for _ in range(_LOOKS):
        with contextlib.suppress(FileNotFoundError):  # the build that was at work there has ended
            if not lock.is_ours(work / _LOCK) and any(work.iterdir()):
                time.sleep(_BETWEEN_LOOKS)  # builds that take turns may end and begin just between these two questions
                continue
        return True
    return False


def _clear_leftovers(work: Path, taken: lock.Lock) -> None:
    """Delete what a build left when it was killed. Who holds the lock knows that none is at work any more."""
    for left in [*work.glob(f"{_FRESH}*"), work / _OLD]:
        with contextlib.suppress(OSError):
            if taken.held or time.time() - left.stat().st_mtime > _ABANDONED:
                _delete(left)


def _recover(work: Path, target: Path) -> None:
    """Put back an old site that a build was killed in the middle of replacing, where that takes two steps."""
    if not target.exists() and (work / _OLD).is_dir():
        (work / _OLD).rename(target)


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _bring_over(old: Path, new: Path) -> None:
    """Have a file or a folder at a second place too, by links to the same bytes; what is new there stays."""
    if old.is_dir() and not old.is_symlink():
        if not os.path.lexists(new):
            new.mkdir()
            shutil.copystat(old, new)
        if new.is_dir() and not new.is_symlink():
            for each in sorted(old.iterdir()):
                _bring_over(each, new / each.name)
    elif not os.path.lexists(new):
        _link_or_copy(old, new)


def _link_or_copy(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _real(target: Path) -> Path:
    """The folder itself where the target is a link to one, so that the link stays."""
    return Path(os.path.realpath(target))


def _is_mounted(target: Path) -> bool:
    """Whether something is mounted on a folder, which cannot be renamed then.

    To move a folder into itself never succeeds, and the error tells: the inside of a mounted one is on another device.
    `os.path.ismount` does not see a folder of the same disk, which is what a container's volume often is.
    """
    try:
        target.rename(target / "itself")
    except OSError as error:
        return error.errno == errno.EXDEV
    return False


def _exchange(fresh: Path, target: Path) -> None:
    """Let two folders change places: on Linux in one step, elsewhere by renames, the first undone if the second fails."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if rename := getattr(libc, "renameat2", None):
            if rename(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE) == 0:
                return
            if (number := ctypes.get_errno()) not in _CANNOT_EXCHANGE:
                raise OSError(number, os.strerror(number), str(target))
    aside = fresh.with_name(_OLD)
    target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        aside.rename(target)
        raise
    try:
        aside.rename(fresh)
    except OSError:
        _delete(aside)  # what is published is the fresh one, and that is all that was asked for
