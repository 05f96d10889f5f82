"""Has work done in a process of its own, which yields to all others, while this one goes on."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from typing import Generic, TypeVar

from briefbook.workers import forked

T = TypeVar("T")
_NICE = 10
_FILES = 65_536
"""No process of ours opens so many."""


class Aside(Generic[T]):
    """Work that was begun; without `fork` a thread of this process does it.

    When it is over a thread calls `done` with what it gave, and with what was said where it failed or was ended.
    """

    def __init__(self, work: Callable[[], T], done: Callable[[T | None, str], None]) -> None:
        self.over = False
        self._done = done
        self._child, results = _begin(work) if hasattr(os, "fork") else (0, 0)
        wait = (self._wait_for, (results,)) if self._child else (self._do, (work,))
        self._waiting = threading.Thread(target=wait[0], args=wait[1], daemon=True)
        self._waiting.start()

    def end(self) -> None:
        """See it off, with all the processes that it has started, whether or not it is done."""
        if self._child and not self.over:
            for kill in (os.killpg, os.kill):  # it may have had no time yet to begin a group
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    kill(self._child, signal.SIGKILL)
            self._waiting.join()

    def _wait_for(self, results: int) -> None:
        with os.fdopen(results, "rb") as file:
            message = file.read()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._child, 0)
        self._close(*(pickle.loads(message) if message else (None, "the process was ended")))

    def _do(self, work: Callable[[], T]) -> None:
        try:
            self._close(work(), "")
        except Exception:
            self._close(None, traceback.format_exc())

    def _close(self, result: T | None, error: str) -> None:
        self.over = True
        self._done(result, error)


def _begin(work: Callable[[], T]) -> tuple[int, int]:
    """Start the process; gives its id and where its result comes from."""

    def do(sending: int) -> None:
        os.setsid()
        os.nice(_NICE)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.closerange(3, sending)  # a browser would wait for a connection to end that only we hold open
        os.closerange(sending + 1, _FILES)
        with os.fdopen(sending, "wb") as file:
            file.write(_done(work))

    return forked(do)


def _done(work: Callable[[], T]) -> bytes:
    try:
        return pickle.dumps((work(), ""))
    except Exception:
        return pickle.dumps((None, traceback.format_exc()))
