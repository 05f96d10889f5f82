"""The files of a site on the disk, each with its size and time: by these it is known to be what a build has put there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

Stamps = Mapping[str, tuple[int, int]]
"""Sizes and times of files, by their paths from the root of a site (`time_of`)."""
SHOWN = ".well-known"
"""The one hidden name at the top of a site that is ours; others, such as a `.git`, belong to the published folder alone."""
_MODE = 0o644


class Found(NamedTuple):
    """What lies in a folder."""

    files: dict[str, tuple[int, int]]
    amiss: tuple[str, ...]
    """Folders, with a slash at the end, as no build leaves them: with a mode of their own, empty, or closed to us."""


def stamps(folder: Path, without: str = "") -> dict[str, tuple[int, int]]:
    """The files below a folder, by path from there, with their sizes and times (`time_of`); not the hidden at its top.

    Left out is what lies in the folder `without`, whose name ends with a slash.
    """
    return look(folder, without).files


def look(folder: Path, without: str = "", mode: int = 0o755) -> Found:
    """The files below a folder, as `stamps` tells them, and which folders are not as they were made, with a `mode`.

    The folder itself is its owner's, and so are the folders that others have in `.well-known`.
    """
    found: dict[str, tuple[int, int]] = {}
    amiss: set[str] = set()
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                empty = True
                for entry in entries:
                    empty = False
                    if not inside and entry.name.startswith(".") and entry.name != SHOWN:
                        continue
                    state = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(state.st_mode):
                        if (below := f"{inside}{entry.name}/") != without:
                            waiting.append(below)
                            if state.st_mode & 0o777 != mode:
                                amiss.add(below)
                    else:
                        found[inside + entry.name] = (state.st_size, time_of(state))
        except PermissionError:
            if not inside:
                raise
            empty = True
        if empty and inside:
            amiss.add(inside)
    return Found(found, tuple(sorted(path for path in amiss if not path.startswith(f"{SHOWN}/") or path == f"{SHOWN}/")))


def paths(folder: Path) -> Iterator[str]:
    """The paths of the files that `stamps` tells, which costs a third where nobody asks for more."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as entries:
            for entry in entries:
                if not inside and entry.name.startswith(".") and entry.name != SHOWN:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{inside}{entry.name}/")
                else:
                    yield inside + entry.name


def time_of(state: os.stat_result) -> int:
    """When a file was last written, in nanoseconds; 0 where it has not the mode that every published file has."""
    as_published = stat.S_ISREG(state.st_mode) and (os.name != "posix" or stat.S_IMODE(state.st_mode) == _MODE)
    return state.st_mtime_ns if as_published else 0
