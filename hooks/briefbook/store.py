"""Keeps values in files of a cache, and gives back only what it has written itself, whole, with the same code.

The format is pickle's, since nothing else reads hundreds of thousands of records in half a second; but of all that pickle
can do, only records of ours and dates come to life, so that a file which somebody else has put there runs nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import pickle
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from briefbook import whole

_MARK = b"briefbook cache\n"
_SIZE = 16
_SUM = struct.Struct("<IQ")
_DATES = {each.__name__: each for each in (date, datetime, timedelta, timezone)}
_RECORDS = {f"briefbook.{name}" for name in ("known", "links", "memory", "mentions", "model", "reuse")}


class Unusable(Exception):
    """A file of a cache is there and is not to be believed; the message says why."""


def load(file: Path, version: bytes) -> Any:
    """The value in a file, or None where there is no file; raises Unusable. `version` is that of the code that uses it."""
    try:
        held = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unusable(f"it cannot be read: {error.strerror}") from error
    start = len(_MARK) + _SIZE + _SUM.size
    if not held.startswith(_MARK) or len(held) < start:
        raise Unusable("it was not written by Briefbook")
    if held[len(_MARK) : len(_MARK) + _SIZE] != _own(file, version):
        raise Unusable("it was written by another version, or with another configuration")
    content = memoryview(held)[start:]
    if held[len(_MARK) + _SIZE : start] != _sum(content):
        raise Unusable("it is cut short, or was changed")
    return unpacked(content)


def packed(value: object) -> bytes:
    """A value as it is kept: it can be part of another, and be ready before the rest of that is known."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes | memoryview) -> Any:
    """What was `packed`; raises Unusable where the content would bring to life what is no record of ours."""
    try:
        return _Unpickler(io.BytesIO(content)).load()
    except Exception as error:  # the sum fits, and yet: whoever wrote it meant to deceive
        raise Unusable(f"it holds what no cache of ours holds: {error}") from error


def save(file: Path, version: bytes, value: object) -> None:
    """Write a value, whole or not at all; where the folder cannot be written, the next build only takes longer."""
    content = packed(value)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        ignore = file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        whole.write(file, (_MARK + _own(file, version) + _sum(content), content))


def _own(file: Path, version: bytes) -> bytes:
    """The version as it stands in one file, so that none is taken for another."""
    return hashlib.blake2b(version + file.name.encode(), digest_size=_SIZE).digest()


def _sum(content: bytes | memoryview) -> bytes:
    """By what is seen that a disk has cut or changed some content; no more, since who means to deceive can count too."""
    return _SUM.pack(zlib.crc32(content), len(content))


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DATES:
            return _DATES[name]
        if module in _RECORDS:
            found = getattr(sys.modules.get(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return _quickened(found)
        raise pickle.UnpicklingError(f"{module}.{name}")


@cache
def _quickened(record: type) -> type:
    """Have a frozen record take its state at once: dataclasses asks for its fields anew each time, half of all the time."""
    if is_dataclass(record) and "__setstate__" in vars(record):
        setters = [getattr(record, each.name).__set__ for each in fields(record)]

        def set_state(self: object, state: Sequence[object]) -> None:
            for put, value in zip(setters, state, strict=True):
                put(self, value)

        record.__setstate__ = set_state  # type: ignore[attr-defined]
    return record
