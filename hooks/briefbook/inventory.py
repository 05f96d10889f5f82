"""The files of a site on the disk, each with its size and time: by these it is known to be what a build has put there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

Stamps = Mapping[str, tuple[int, int]]
"""Sizes and times of files, by their paths from the root of a site (`time_of`)."""
SHOWN = ".well-known"
"""The one hidden name at the top of a site that is ours; others, such as a `.git`, belong to the published folder alone."""
_MODE = 0o644


def stamps(folder: Path, without: str = "") -> dict[str, tuple[int, int]]:
    """The files below a folder, by path from there, with their sizes and times (`time_of`); not the hidden at its top.

    Left out is what lies in the folder `without`, whose name ends with a slash.
    """
    found: dict[str, tuple[int, int]] = {}
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as entries:
            for entry in entries:
                if not inside and entry.name.startswith(".") and entry.name != SHOWN:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if (below := f"{inside}{entry.name}/") != without:
                        waiting.append(below)
                else:
                    state = entry.stat(follow_symlinks=False)
                    found[inside + entry.name] = (state.st_size, time_of(state))
    return found


def time_of(state: os.stat_result) -> int:
    """When a file was last written, in nanoseconds; 0 where it has not the mode that every published file has."""
    as_published = stat.S_ISREG(state.st_mode) and (os.name != "posix" or stat.S_IMODE(state.st_mode) == _MODE)
    return state.st_mtime_ns if as_published else 0
