"""Shows on a terminal, in one line that is written over and over, which stage long work is in, how far it is, how long yet.

Into a pipe or a file nothing is written. What is logged in between clears the line first.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from typing import TextIO

_BETWEEN, _SURE = 0.1, 1.0
"""Seconds between two writings of the line, and those after which the time left can be guessed."""


class Line:
    """A line on a terminal; on anything else, nothing."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.shows = stream.isatty() and os.environ.get("TERM") != "dumb"
        self.name, self.done, self.total = "", 0, 0
        self.began = self.shown_at = 0.0
        self.width = 0

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a stage of so many steps, or of steps that nobody has counted."""
        self.name, self.done, self.total, self.began = name, 0, total, self.clock()
        self.show()

    def advance(self, steps: int = 1) -> None:
        """Go some steps further."""
        self.reach(self.done + steps)

    def reach(self, done: int) -> None:
        """Say how many steps are done in all."""
        self.done = min(done, self.total)
        if self.shows and self.clock() - self.shown_at >= _BETWEEN:
            self.show()

    def show(self) -> None:
        """Write the line over the one before."""
        if self.shows and self.name:
            text = self.text()[: shutil.get_terminal_size().columns - 1]
            self.stream.write(f"\r{text:<{self.width}}")
            self.stream.flush()
            self.width, self.shown_at = len(text), self.clock()

    def clear(self) -> None:
        """Leave an empty line, for something else to be written there."""
        if self.width:
            self.stream.write(f"\r{'':<{self.width}}\r")
            self.stream.flush()
            self.width = 0

    def text(self) -> str:
        """The stage, how much of it is done, and the time that the rest would take."""
        if not self.total:
            return self.name
        said = f"{self.name}: {self.done:,} of {self.total:,}"
        passed = self.clock() - self.began
        if passed < _SURE or not 0 < self.done < self.total:
            return said
        return f"{said}, {_time(passed / self.done * (self.total - self.done))} left"


_line: Line | None = None


def begin(handlers: Iterable[logging.Handler] = ()) -> None:
    """Show progress from now on, until `end`; what these handlers log has a line of its own."""
    global _line
    _line = Line(sys.stderr)
    for handler in handlers:
        handler.addFilter(_clear_first)


def stage(name: str, total: int = 0) -> None:
    """Begin a stage of so many steps."""
    if _line:
        _line.stage(name, total)


def advance(steps: int = 1) -> None:
    """Go some steps further in a stage."""
    if _line:
        _line.advance(steps)


def reach(done: int) -> None:
    """Say how many steps of a stage are done in all."""
    if _line:
        _line.reach(done)


def clear() -> None:
    """Clear the line, so that something else can be written."""
    if _line:
        _line.clear()


def end() -> None:
    """Clear the line for good."""
    global _line
    clear()
    _line = None


def summary(pages: int, cached: int, seconds: float, warnings: int) -> str:
    """What a build amounted to, in a line."""
    kept = f", {cached:,} of them from the cache" if cached else ""
    told = {0: "no warnings", 1: "1 warning"}.get(warnings, f"{warnings:,} warnings")
    return f"{pages:,} page{'s' * (pages != 1)}{kept}, in {seconds:.1f} s; {told}"


def _clear_first(record: logging.LogRecord) -> bool:
    clear()
    return True


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(seconds, 1):.0f} s"


def _forget() -> None:
    """Show nothing in a forked process: its parent does."""
    global _line
    _line = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
