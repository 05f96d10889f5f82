"""A process that is started while little is in memory, and is given work later, beside all else that goes on.

It copies nothing of what this process learns in between, and nothing has to be copied because it is there, as it would be
were it forked when the work comes (`workers`). What it is given and what it gives is pickled.
"""

from __future__ import annotations

import os
import pickle
import select
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar, cast

from briefbook.workers import ProcessGone, end, forked, jobs, sendable

T = TypeVar("T")


class Standby(Generic[T]):
    """Waits for work, one piece at a time; without `fork`, or with one job, this process does it when it is given."""

    def __init__(self) -> None:
        self._child: tuple[int, int] | None = None
        self._result: tuple[T | None, BaseException | None] | None = None
        self.busy = False
        if jobs() > 1:
            taking, self._orders = os.pipe()
            parent = os.getpid()
            try:
                self._child = forked(lambda sending: _serve(taking, self._orders, sending, parent))
            except BaseException:
                os.close(self._orders)
                raise
            finally:
                os.close(taking)

    def begin(self, work: Callable[..., T], *given: Any) -> None:
        """Begin with work, a function of a module, and what it is to be given."""
        self.busy = True
        if self._child is None:
            self._result = _done(work, given)
            return
        order = memoryview(pickle.dumps((work, given), pickle.HIGHEST_PROTOCOL))
        order = memoryview(len(order).to_bytes(8, "little") + order)
        try:
            while order:
                order = order[os.write(self._orders, order) :]
        except BrokenPipeError:
            pass  # the process is gone; that no result comes tells as much

    def is_done(self) -> bool:
        """Whether nobody has to wait for the result any more."""
        return self._child is None or bool(select.select([self._child[1]], [], [], 0)[0])

    def result(self) -> T:
        """Wait for what the work returns, or raise what it has raised; then the process waits for work again."""
        if self._child:
            message = _received(self._child[1])
            if message is None:
                raise ProcessGone
            self._result = pickle.loads(message)
        assert self._result is not None
        (result, error), self._result, self.busy = self._result, None, False
        if error is not None:
            raise error
        return cast(T, result)

    def end(self) -> None:
        """See the process off, whether or not its work is done."""
        if self._child:
            os.close(self._orders)
            end(*self._child)
            self._child = None


def wait(some: Iterable[Standby[Any]], seconds: float) -> None:
    """Wait until one of some is done, but not longer than so many seconds."""
    some = tuple(some)
    children = [each._child for each in some if each._child]
    if len(children) == len(some):
        select.select([results for _, results in children], [], [], seconds)


def _serve(taking: int, orders: int, sending: int, parent: int) -> None:
    """Do what is ordered, until nobody is there any more who could order."""
    os.close(orders)
    while (order := _received(taking)) is not None and os.getppid() == parent:
        try:
            message = pickle.dumps(_done(*pickle.loads(order)), pickle.HIGHEST_PROTOCOL)
        except BaseException as error:
            message = pickle.dumps((None, sendable(error)))
        framed = memoryview(len(message).to_bytes(8, "little") + message)
        while framed:
            framed = framed[os.write(sending, framed) :]


def _done(work: Callable[..., T], given: tuple[Any, ...]) -> tuple[T | None, BaseException | None]:
    try:
        return work(*given), None
    except Exception as error:
        return None, sendable(error)


def _received(pipe: int) -> bytes | None:
    """A whole message; None where the other side has gone."""
    length = _exactly(pipe, 8)
    return _exactly(pipe, int.from_bytes(length, "little")) if length else None


def _exactly(pipe: int, size: int) -> bytes | None:
    come = bytearray()
    while len(come) < size:
        if not (chunk := os.read(pipe, min(size - len(come), 1 << 20))):
            return None
        come += chunk
    return bytes(come)
