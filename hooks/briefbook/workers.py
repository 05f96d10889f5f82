"""Spreads work over the cores by forked processes, which see all that is in memory and need not be sent it.

Each process takes the next number from a pipe when it is done with its last, so that none waits long for another. Where
there is no `fork`, or with BRIEFBOOK_JOBS=1, everything is done in this process; the results are the same.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import struct
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, Protocol, TypeVar, cast

from briefbook import stopping

T = TypeVar("T")
_NUMBER = struct.Struct("<I")
_MOST = 10_000
"""Numbers that the smallest pipe of a system in use holds at once (64 KiB) with room to spare."""


class Spread(Protocol):
    """A way to do a number of independent pieces of work: gives what `work` returns for 0, 1, 2 ... in this order."""

    def __call__(self, work: Callable[[int], T], number: int) -> list[T]: ...


class WorkerError(Exception):
    """A process ended without a result, or with an error that cannot be sent; carries what it said."""


def one_by_one(work: Callable[[int], T], number: int) -> list[T]:
    """Do all work in this process."""
    return [work(each) for each in range(number)]


def jobs() -> int:
    """How many processes to use: BRIEFBOOK_JOBS, else the cores that this process may use."""
    if not hasattr(os, "fork"):
        return 1
    wanted = os.environ.get("BRIEFBOOK_JOBS", "")
    if wanted.isdecimal() and int(wanted) > 0:
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_all_cores(work: Callable[[int], T], number: int) -> list[T]:
    """Do the work in as many processes as there are cores, this one among them.

    An error in one of them is raised here, when the others have ended.
    """
    processes = min(jobs(), number)
    if processes < 2 or number > _MOST:
        return one_by_one(work, number)
    numbers, filling = os.pipe()
    os.write(filling, b"".join(_NUMBER.pack(each) for each in range(number)))
    os.close(filling)
    children: list[tuple[int, int]] = []
    try:
        children += (_child(partial(_all_that_come, work, numbers)) for _ in range(processes - 1))
        done = _all_that_come(work, numbers, lambda: True)
        for each in children:
            done.update(_result_of(each))
    finally:
        os.close(numbers)
        for child, results in children:
            _end(child, results)
    return [done[each] for each in range(number)]


class Task(Generic[T]):
    """Work that goes on in a process of its own, beside all else; without `fork`, or with one job, it is done here.

    `work` is given what says whether anybody still waits for it.
    """

    def __init__(self, work: Callable[[Callable[[], bool]], T]) -> None:
        self._child = _child(work) if jobs() > 1 else None
        self._result = None if self._child else work(lambda: True)

    def result(self) -> T:
        """Wait for what the work returns, or raise what it has raised."""
        if self._child:
            try:
                self._result = _result_of(self._child)
            finally:
                self.end()
        return cast(T, self._result)

    def is_done(self, seconds: float) -> bool:
        """Whether nobody has to wait for the result longer than so many seconds."""
        return self._child is None or bool(select.select([self._child[1]], [], [], seconds)[0])

    def end(self) -> None:
        """See the process off, whether or not its work is done."""
        if self._child:
            _end(*self._child)
            self._child = None


def _all_that_come(work: Callable[[int], T], numbers: int, wanted: Callable[[], bool]) -> dict[int, T]:
    done: dict[int, T] = {}
    while wanted() and (packed := os.read(numbers, _NUMBER.size)):
        (number,) = _NUMBER.unpack(packed)
        done[number] = work(number)
    return done


def forked(work: Callable[[int], None]) -> tuple[int, int]:
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


def _child(work: Callable[[Callable[[], bool]], Any]) -> tuple[int, int]:
    """Start a process for work that can ask whether this one is still there."""
    parent = os.getpid()

    def do(sending: int) -> None:
        with os.fdopen(sending, "wb") as file:
            try:
                message = pickle.dumps((work(lambda: os.getppid() == parent), None), pickle.HIGHEST_PROTOCOL)
            except BaseException as error:
                message = pickle.dumps((None, _sendable(error)))
            file.write(message)

    return forked(do)


def _sendable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError("".join(traceback.format_exception(error)))
    return error


def _result_of(child: tuple[int, int]) -> Any:
    with os.fdopen(os.dup(child[1]), "rb") as file:
        message = file.read()
    if not message:
        raise WorkerError("a process ended without a result; the system may have too little memory")
    done, error = pickle.loads(message)
    if error is not None:
        raise error
    return done


def _end(child: int, results: int) -> None:
    """See a process off; one that is still at work is not needed any more."""
    os.close(results)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
