"""A build leaves what it has learned to the system, and others their garbage."""

from __future__ import annotations

import gc
import sys

from briefbook import garbage


def test_what_is_left_is_never_taken_apart() -> None:
    learned = ["a text"]
    held = sys.getrefcount(learned)
    try:
        garbage.let_lie()
        assert not gc.isenabled()
        garbage.leave(learned)

        assert gc.isenabled()
        assert held + 1 == sys.getrefcount(learned)
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
        gc.enable()


def test_while_modules_are_imported_nobody_looks_and_then_as_before() -> None:
    with garbage.lying():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with garbage.lying():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
