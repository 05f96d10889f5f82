"""Wakes up when something changes at some places on the disk: the system tells of it, and where it does not, time does."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_SETTLE = 0.04
"""Seconds of silence after which somebody has done saving: an editor may empty a file before it writes it."""
_LONGEST = 1.0
logging.getLogger("watchdog").setLevel(logging.CRITICAL)  # at its end it complains that it is told of changes no more
_READ = frozenset({"opened", "closed_no_write"})


class Watch:
    """Watches files, and folders with all that is below; a place may come and go."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._touched: set[str] = set()
        self._places: dict[Path, tuple[int, int] | None] = {}
        self._observer = Observer()
        self._told = True
        self._running = False

    @property
    def told(self) -> bool:
        """Whether the system tells of changes, as far as we know."""
        return self._told

    def add(self, place: Path) -> None:
        """Watch one place more."""
        if place not in self._places:
            self._places[place] = _identity(place)
            self._schedule(place)

    def start(self) -> None:
        """Begin to watch."""
        self._running = True
        with self._unless_refused():
            self._observer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._running = False
        if self._observer.is_alive():
            self._observer.stop()

    def wake(self) -> None:
        """End a wait."""
        self._woken.set()

    def pending(self) -> bool:
        """Whether something has changed since the last wait was over."""
        return self._woken.is_set()

    def touched(self) -> frozenset[str]:
        """The places of which something was told since this was last asked, folders that hold them left out."""
        told, self._touched = self._touched, set()
        return frozenset(told)

    def wait(self, longest: float) -> bool:
        """Wait until something has changed and nothing more does; False if nothing has for the longest time."""
        woken = self._woken.wait(longest)
        until = time.monotonic() + _LONGEST
        while self._woken.is_set() and time.monotonic() < until:
            self._woken.clear()
            self._woken.wait(_SETTLE)
        self._woken.clear()
        self._follow()
        return woken

    def missed(self) -> None:
        """Say that something has changed of which the system did not tell."""
        self._told = False

    def _follow(self) -> None:
        """Watch what stands where a folder stood that was moved away or deleted; the system would go on with that one."""
        now = {place: _identity(place) for place in self._places}
        if now != self._places and self._running:
            self.stop()
            self._observer, self._places = Observer(), now
            for place in now:
                self._schedule(place)
            self.start()

    def _schedule(self, place: Path) -> None:
        handler = _Handler(self._told_of)
        with self._unless_refused():
            if place.is_dir():
                self._observer.schedule(handler, str(place), recursive=True)
            # An editor that saves by renaming puts another file in its place; the folder tells of that.
            self._observer.schedule(_Handler(self._told_of, str(place)), str(place.parent), recursive=False)

    def _told_of(self, event: FileSystemEvent) -> None:
        if not (event.is_directory and event.event_type == "modified"):
            self._touched |= {str(path) for path in (event.src_path, event.dest_path) if path}
        self._woken.set()

    @contextlib.contextmanager
    def _unless_refused(self):  # type: ignore[no-untyped-def]
        try:
            yield
        except OSError:  # it has no more watches to give, or cannot watch such a place
            self._told = False


class _Handler(FileSystemEventHandler):
    """Passes on all events, or those of one place, but not that somebody has read something."""

    def __init__(self, tell: Callable[[FileSystemEvent], None], only: str | None = None) -> None:
        self._tell, self._only = tell, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READ and self._only in {None, event.src_path, event.dest_path}:
            self._tell(event)


def _identity(place: Path) -> tuple[int, int] | None:
    """Which folder lies at a place; a file may be another each time it is saved."""
    try:
        state = os.stat(place)  # noqa: PTH116
    except OSError:
        return None
    return (state.st_dev, state.st_ino) if place.is_dir() else (0, 0)
