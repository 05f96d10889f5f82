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
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def stage(target: Path) -> Path:
    """Make an empty folder beside the target, to build in."""
    target = _real(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-briefbook-", dir=target.parent))
    staged.chmod(0o777 & ~_umask())
    return staged


def swap_in(staged: Path, target: Path) -> None:
    """Put the staged folder in the target's place, and delete what stood there.

    Hidden files at the top of the old folder are kept, as MkDocs keeps them: one may be the `.git` of a worktree.
    """
    target = _real(target)
    if not target.exists():
        staged.rename(target)
        return
    _exchange(staged, target)
    for hidden in staged.iterdir():
        if hidden.name.startswith(".") and not (target / hidden.name).exists():
            hidden.rename(target / hidden.name)
    discard(staged)


def discard(staged: Path) -> None:
    """Delete a staged folder."""
    shutil.rmtree(staged, ignore_errors=True)


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
