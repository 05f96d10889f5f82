"""Spreads work over the cores by forked processes, which see all that is in memory and need not be sent it.

Each process takes the next number when it is done with its last, so that none waits long for another, and sends what came
of it at once. Where there is no `fork`, or with BRIEFBOOK_JOBS=1, everything is done in this process; the results
are the same.

A fork is not free: of all that is in memory, each side copies what it touches next, a page at a time. One long fork is
therefore better than several short ones, what is soon done is done here, and what lives long beside all else is to be
forked early (`standby`).
"""

from __future__ import annotations

import contextlib
import errno
import logging
import math
import os
import pickle
import select
import signal
import struct
import time
import traceback
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, Generic, Protocol, TypeVar

from briefbook import stopping
from briefbook.pipes import WIDE, widen

log = logging.getLogger("mkdocs.briefbook")

T = TypeVar("T")
_WORTH_A_FORK = 0.1
"""Seconds that the rest of some work would take one process, from which on others are to help."""
_LESS = "where it is short, BRIEFBOOK_JOBS=1 takes less of it"
_RANGE = struct.Struct("<II")
_MOST = 1000
"""Ranges that the smallest pipe holds at once: 8 KiB, where a user of Linux has many others."""
_LENGTH = struct.Struct("<Q")


class Spread(Protocol):
    """A way to do a number of independent pieces of work: gives what `work` returns for 0, 1, 2 ... in this order.

    `done` is called in this process with each number and its result, in the order in which they come.
    """

    def __call__(
        self, work: Callable[[int], T], number: int, done: Callable[[int, T], object] = lambda number, result: None
    ) -> list[T]: ...


class WorkerError(Exception):
    """A process ended with an error that cannot be sent; carries what it said."""


class ProcessGone(WorkerError):
    """A process ended without a result: somebody has killed it, or the system has, for want of memory."""

    def __str__(self) -> str:
        return f"a process ended without a result; memory may have run out: {_LESS}"


def lack_of_memory(error: BaseException) -> str | None:
    """What to tell of an error that comes of too little memory, or most probably does; None of any other."""
    if isinstance(error, ProcessGone):
        return str(error)
    is_lack = isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
    return f"memory has run out: {_LESS}" if is_lack else None


def one_by_one(
    work: Callable[[int], T], number: int, done: Callable[[int, T], object] = lambda number, result: None
) -> list[T]:
    """Do all work in this process."""
    results = []
    for each in range(number):
        results.append(work(each))
        done(each, results[-1])
    return results


def jobs() -> int:
    """How many processes to use: BRIEFBOOK_JOBS, else the cores that this process may use."""
    if not hasattr(os, "fork"):
        _say_that_there_is_no_fork()
        return 1
    if wanted := _wanted():
        return wanted
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _say_that_there_is_no_fork() -> None:
    log.debug("This system has no fork: all is made by one process, with the same result")


def _wanted() -> int:
    """How many processes somebody has asked for; 0 where nobody has."""
    wanted = os.environ.get("BRIEFBOOK_JOBS", "")
    return int(wanted) if wanted.isdecimal() else 0


def on_all_cores(
    work: Callable[[int], T], number: int, done: Callable[[int, T], object] = lambda number, result: None
) -> list[T]:
    """Do the work in as many processes as there are cores, this one among them.

    It is begun here, and others help as soon as what has been done tells that the rest takes long; at once where somebody
    has asked for a number of processes. An error in one of them is raised here, when the others have ended.
    """
    processes = min(jobs(), number)
    if processes < 2:
        return one_by_one(work, number, done)
    results: dict[int, T] = {}

    def note(each: int, result: T) -> None:
        results[each] = result
        done(each, result)

    began, at_once = time.monotonic(), bool(_wanted())
    while not at_once and len(results) < number:
        note(len(results), work(len(results)))
        if (time.monotonic() - began) / len(results) * (number - len(results)) > _WORTH_A_FORK:
            break
    if len(results) == number:
        return [results[each] for each in range(number)]
    crew = Crew(work, range(len(results), number), min(processes, number - len(results)) - 1)
    try:
        crew.join(work, note)
    finally:
        crew.end()
    return [results[each] for each in range(number)]


class Crew(Generic[T]):
    """Processes that have begun with numbered pieces of some work; this one helps when it is to `join`.

    An error in one of them is raised here, where its results are asked for. `end` is to be called in any case.
    """

    def __init__(self, work: Callable[[int], T], numbers: range, helpers: int) -> None:
        self._of = len(numbers)
        self.results: dict[int, T] = {}
        """What has come so far, by the numbers of the pieces."""
        self._children: list[_Child] = []
        self._numbers = _piped(numbers)
        try:
            for _ in range(helpers):
                self._children.append(_Child(*forked(partial(_send_all, work, self._numbers, os.getpid()))))
        except BaseException:
            self.end()
            raise

    def result_of(self, number: int) -> T:
        """What has come of a piece that another process has begun with, or will; without one there is no end to it."""
        while number not in self.results:
            self._wait(self.results.__setitem__)
        return self.results[number]

    def join(self, work: Callable[[int], T], done: Callable[[int, T], object] = lambda number, result: None) -> None:
        """Do here what nobody has begun with, and wait for the others; `done` is called with each new result."""

        def note(each: int, result: T) -> None:
            self.results[each] = result
            done(each, result)

        for each in _taken(self._numbers):
            note(each, work(each))
            for child in self._children:
                child.tell(note)
        while len(self.results) < self._of:
            self._wait(note)

    def end(self) -> None:
        """See the processes off, whether or not their work is done."""
        os.close(self._numbers)
        for child in self._children:
            end(child.process, child.results)

    def _wait(self, note: Callable[[int, T], None]) -> None:
        """Wait until something comes, and note it."""
        waiting = [child for child in self._children if not child.ended]
        if not waiting:
            raise ProcessGone
        for ready in select.select([child.results for child in waiting], [], [])[0]:
            next(child for child in waiting if child.results == ready).tell(note)


class _Child:
    """A process that does its share, as this one sees it: what has come of it so far."""

    def __init__(self, process: int, results: int) -> None:
        self.process, self.results, self.ended = process, results, False
        self._come = bytearray()
        os.set_blocking(results, False)

    def tell(self, note: Callable[[int, Any], None]) -> None:
        """Note the results that have come by now; raises the error that the process has met."""
        with contextlib.suppress(BlockingIOError):
            while not self.ended:
                self._come += (chunk := os.read(self.results, WIDE))
                self.ended = not chunk
        while len(self._come) >= _LENGTH.size:
            end_of = _LENGTH.size + _LENGTH.unpack_from(self._come)[0]
            if len(self._come) < end_of:
                break
            each, result, error = pickle.loads(memoryview(self._come)[_LENGTH.size : end_of].tobytes())
            del self._come[:end_of]
            if error is not None:
                raise error
            note(each, result)


class _Outbox:
    """What a process has to send: as much of it at once as goes without waiting, the rest when there is no more to do."""

    def __init__(self, sending: int) -> None:
        self._sending, self._left = sending, bytearray()
        widen(sending)
        os.set_blocking(sending, False)

    def put(self, message: bytes) -> None:
        self._left += _LENGTH.pack(len(message)) + message
        with contextlib.suppress(BlockingIOError):
            self._send()

    def close(self) -> None:
        os.set_blocking(self._sending, True)
        self._send()
        os.close(self._sending)

    def _send(self) -> None:
        while self._left:
            del self._left[: os.write(self._sending, memoryview(bytes(self._left[:WIDE])))]


def _piped(numbers: range) -> int:
    """A pipe with numbers to be `_taken` by this process and those that it forks; each is read by one of them."""
    step = max(1, math.ceil(len(numbers) / _MOST))
    taking, filling = os.pipe()
    os.write(filling, b"".join(_RANGE.pack(start, min(start + step, numbers.stop)) for start in numbers[::step]))
    os.close(filling)
    return taking


def _taken(numbers: int) -> Iterator[int]:
    """Take one number after the other, until none is left."""
    while packed := os.read(numbers, _RANGE.size):
        yield from range(*_RANGE.unpack(packed))


def _send_all(work: Callable[[int], Any], numbers: int, parent: int, sending: int) -> None:
    """Do what comes, as long as somebody waits for it, and send what came of it."""
    outbox = _Outbox(sending)
    for number in _taken(numbers):
        if os.getppid() != parent:
            break
        try:
            message = pickle.dumps((number, work(number), None), pickle.HIGHEST_PROTOCOL)
        except BaseException as error:
            outbox.put(pickle.dumps((number, None, sendable(error))))
            break
        outbox.put(message)
    outbox.close()


def forked(work: Callable[[int], object]) -> tuple[int, int]:
    """Start a process; `work` is given where to send what comes of it. Returns its id, and where that arrives."""
    results, sending = os.pipe()
    with stopping.later():  # Python drops what is raised in the middle of a fork
        child = os.fork()
    if child:
        os.close(sending)
        return child, results
    try:
        os.close(results)
        work(sending)
    finally:
        os._exit(0)  # nothing of the parent's is to be run or written twice


def sendable(error: BaseException) -> BaseException:
    """An error as it can be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError("".join(traceback.format_exception(error)))
    return error


def end(child: int, results: int) -> None:
    """See a process off; one that is still at work is not needed any more."""
    os.close(results)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
