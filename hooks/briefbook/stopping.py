"""Turns Ctrl-C, SIGTERM and a closed terminal into an orderly end, with the exit code that shells expect: 128 + signal."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Any

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class _State:
    process = 0
    former: dict[signal.Signals, Any]
    came: signal.Signals | None = None
    held_back = 0


_state = _State()
_state.former = {}


def listen() -> None:
    """Have the signals end this process by SystemExit, until `rest`, so that what stands in `finally` is done."""
    _state.process, _state.came, _state.held_back = os.getpid(), None, 0
    for each in _SIGNALS:
        with contextlib.suppress(ValueError):  # in a thread; signals are the business of the first one
            former = signal.getsignal(each)
            if former is not signal.SIG_IGN:  # nohup wants it so
                _state.former.setdefault(each, former)
                signal.signal(each, _stop)


def rest() -> None:
    """Have the signals mean what they meant before."""
    for each, former in _state.former.items():
        signal.signal(each, former)
    _state.former.clear()


def came() -> str:
    """The name of the signal that ended the work, or nothing."""
    return _state.came.name if _state.came else ""


@contextlib.contextmanager
def later() -> Iterator[None]:
    """Let signals wait while something is done that is not to be left half done."""
    _state.held_back += 1
    try:
        yield
    finally:
        _state.held_back -= 1
    if _state.came and not _state.held_back and _state.process == os.getpid():
        raise SystemExit(128 + _state.came)


def _stop(number: int, frame: FrameType | None) -> None:
    if os.getpid() != _state.process:  # a forked worker has nothing to tidy up
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        return
    _state.came = signal.Signals(number)
    if not _state.held_back:
        raise SystemExit(128 + number)
