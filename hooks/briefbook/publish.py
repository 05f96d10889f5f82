"""Replaces a published folder whole or leaves it as it was: a site is built beside it and exchanged in one step.

MkDocs empties its `site_dir` before it builds, so that a build that fails, or is killed, leaves a ruin. Here the fresh
site grows in a sibling folder, on the same disk; the exchange is one rename of the file system's.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_ABANDONED = 3600.0
"""Seconds after which a staged folder is taken for the leftover of a build that was killed."""


def stage(target: Path) -> Path:
    """Make an empty folder beside the target, to build in."""
    target = _real(target)
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(f"{target} is a file; a site is published as a folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(target)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-briefbook-", dir=target.parent))
    staged.chmod(0o777 & ~_umask())
    return staged


def swap_in(staged: Path, target: Path) -> None:
    """Put the staged folder in the target's place, and delete what stood there; raises OSError with the target as it was.

    Hidden files at the top of the old folder are kept, as MkDocs keeps them: one may be the `.git` of a worktree. They
    are brought over first, so that the exchange is the last step that can fail.
    """
    target = _real(target)
    if not target.exists():
        staged.rename(target)
        return
    for hidden in target.iterdir():
        if hidden.name.startswith(".") and not (staged / hidden.name).exists():
            _bring_over(hidden, staged / hidden.name)
    _exchange(staged, target)
    discard(staged)


def discard(staged: Path) -> None:
    """Delete a staged folder."""
    shutil.rmtree(staged, ignore_errors=True)


def _clear_leftovers(target: Path) -> None:
    """Delete staged folders that a build left when it was killed: only ours, and none that may still be at work."""
    for left in target.parent.glob(f".{target.name}-briefbook-*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                discard(left)


def _bring_over(old: Path, new: Path) -> None:
    """Have a file or a folder at a second place, by links to the same bytes where the disk can do that."""
    if old.is_dir() and not old.is_symlink():
        shutil.copytree(old, new, symlinks=True, copy_function=_link_or_copy)
    else:
        _link_or_copy(str(old), str(new))


def _link_or_copy(old: str, new: str) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _real(target: Path) -> Path:
    """The folder itself where the target is a link to one, so that the link stays."""
    return Path(os.path.realpath(target))


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places: on Linux in one step, elsewhere by renames, the first undone if the second fails."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
                return
    aside = one.with_name(f"{one.name}-old")
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
