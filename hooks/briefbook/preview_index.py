"""The search index of a preview: made aside when a reader opens search, of what is shown then, and kept until the next.

A save waits for none: the index of the states between is never made.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from briefbook.aside import Aside
from briefbook.bundle_index import FOLDER

_KEPT = 2
"""A page that was opened before goes on with the index that it has begun to load."""

_CRASHED = "making it failed, for a reason that stands on the terminal of `mkdocs serve`"

Work = Callable[[Path], str]
"""Makes an index in a folder; gives what is wrong where it cannot."""


class Told(NamedTuple):
    """What is to be told of the index: whether it is made of the state that was asked for, or why there is none."""

    made: bool
    error: str = ""


class PreviewIndex:
    """The indexes that were made, by the numbers of states, below a `folder`; `tell` is told why one could not be made."""

    def __init__(self, folder: Path, tell: Callable[[str], None] = lambda fault: None) -> None:
        self._folder, self._tell = folder, tell
        self._made: dict[int, Path] = {}
        self._wanted = 0
        self._work: Aside[str] | None = None
        self._number = 0
        self._error = Told(made=False)
        self._news = threading.Condition()
        self._ended = False

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for an index that is not made and that nothing has begun to make."""
        return self._wanted > self._number and (self._work is None or self._work.over) and not self._ended

    @property
    def has_any(self) -> bool:
        """Whether there is an index, of whatever state."""
        return bool(self._made)

    def make(self, number: int, work: Work, wake: Callable[[], None]) -> None:
        """Begin to make the index of a state; `wake` is called when it is over."""
        self._number = number
        folder = self._folder / str(number)

        def done(fault: str | None, error: str) -> None:
            if (fault or error) and not self._ended:
                self._tell(fault or error)
            self._over(number, folder, fault or (_CRASHED if error else ""))
            wake()

        folder.mkdir(parents=True, exist_ok=True)
        self._work = Aside(lambda: work(folder), done)

    def wait_for(self, number: int, wake: Callable[[], None], longest: float) -> Told:
        """Have the index of a state made, or of a later one, and wait for it, but not for too long."""
        with self._news:
            if number > max(self._wanted, self._number):
                self._wanted, self._error = number, Told(made=False)
            wake()
            self._news.wait_for(lambda: self._newest >= number or self._error.error or self._ended, timeout=longest)
            return Told(made=True) if self._newest >= number else self._error

    def file(self, path: str) -> bytes | None:
        """A file of the newest index that has it, by its path from the root of the site; None where there is none."""
        inside = PurePosixPath(path)
        if inside.parts[:1] != (FOLDER,) or ".." in inside.parts or "\0" in path:
            return None
        with self._news:
            folders = [*reversed(self._made.values())]
        for folder in folders:
            try:
                return (folder / inside).read_bytes()
            except OSError:
                continue
        return None

    def end(self) -> None:
        """Make nothing more."""
        self._ended = True
        if self._work:
            self._work.end()
        with self._news:
            self._news.notify_all()

    @property
    def _newest(self) -> int:
        return max(self._made, default=0)

    def _over(self, number: int, folder: Path, error: str) -> None:
        with self._news:
            self._error = Told(made=False, error=error)
            if not error:
                self._made[number] = folder
            for old in sorted(self._made)[:-_KEPT]:
                shutil.rmtree(self._made.pop(old), ignore_errors=True)
            self._news.notify_all()
