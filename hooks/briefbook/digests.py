"""Digests of values, alike on every machine and in every run, by which what was made of them is known again."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import Any

SIZE = 16


class _Pickler(pickle.Pickler):
    """Writes records field by field, which takes a fifth of the time that dataclasses take to look their fields up."""

    def reducer_override(self, obj: object) -> Any:
        kind = type(obj)
        if (values_of := _values_of(kind)) is None:
            return NotImplemented
        return kind, values_of(obj)


_Values = Callable[[Any], tuple[Any, ...]]
_known: dict[type, _Values | None] = {}


def _values_of(kind: type) -> _Values | None:
    """What gives the values of a record of a kind, field by field."""
    if kind not in _known:
        names = [each.name for each in fields(kind)] if is_dataclass(kind) else []
        if issubclass(kind, tuple):
            _known[kind] = tuple
        elif len(names) > 1:
            _known[kind] = attrgetter(*names)
        else:
            _known[kind] = (lambda record: tuple(getattr(record, name) for name in names)) if is_dataclass(kind) else None
    return _known[kind]


def digest_of(*values: object) -> bytes:
    """A digest of plain values and records; sets are not among them, since their order is nobody's."""
    into = io.BytesIO()
    pickler = _Pickler(into, 5)
    pickler.fast = True  # otherwise two texts that are equal are written otherwise than one that stands there twice
    pickler.dump(values)
    return blake2b(into.getbuffer(), digest_size=SIZE).digest()
