"""Widens the pipes between processes, so that who sends seldom waits for who reads."""

from __future__ import annotations

import contextlib
import sys

if sys.platform != "win32":
    import fcntl

WIDE = 1 << 20
"""Bytes that a pipe may hold at most without the rights of an administrator (`/proc/sys/fs/pipe-max-size`)."""


def widen(pipe: int) -> None:
    """Have a pipe hold as much as it may; where the system knows no such thing, or refuses, it stays as it is."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, WIDE)
