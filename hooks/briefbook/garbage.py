"""Spares a build the time that Python takes to look for garbage, and to take apart at the end all that was learned."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def lying() -> Iterator[None]:
    """Look for none while modules are imported, which make little of it, nor in what they have made ever after."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.freeze()
            gc.enable()


def let_lie() -> None:
    """Look for none until `leave`: a build only learns more and more, and looking takes a tenth of its time."""
    gc.disable()


def leave(learned: object) -> None:
    """Leave what was learned to the system, which takes it back at once with the process.

    Python would take it apart object by object before it ends, a tenth of the time of a build where one brief was edited.
    """
    import ctypes  # which nothing else needs, and not before the end

    gc.freeze()
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(learned))
    gc.enable()
