"""Mends what can be mended without asking: every fix in turn, and never one after which a file reads worse than before."""

from __future__ import annotations

import re

from briefbook import fixes
from briefbook.edits import applied
from briefbook.read import read
from briefbook.shelf import modules
from briefbook.validate import validate

_FIXES = modules(fixes)
_NO_TEXT = re.compile("[\ud800-\udfff\0]")
_ROUNDS = 4  # what YAML cannot read until one fix has been made waits for the others


def mended(path: str, text: str) -> str:
    """The text of a file as it should be; the same text where there is nothing to mend or nothing safe.

    Nothing is in a file that is not UTF-8: a byte put in for a character would spoil it.
    """
    if _NO_TEXT.search(text):
        return text
    for _ in range(_ROUNDS):
        before = text
        for fix in _FIXES:
            changed = applied(text, fix.edits(text))
            if changed != text and faults(path, changed) <= faults(path, text):
                text = changed
        if text == before:
            break
    return text


def faults(path: str, text: str) -> int:
    """How many problems a file has by itself; one that cannot be read has more than any other."""
    source, problems = read(path, text)
    if source is None:
        return 1000 + len(problems)
    return len(validate(source)[1])
