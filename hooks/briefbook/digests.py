"""Digests of values, alike on every machine and in every run, by which what was made of them is known again."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from operator import attrgetter, methodcaller
from typing import Any

SIZE = 16
_PROTOCOL = 5


_Reduce = Callable[[Any], tuple[Any, ...] | str]


class _Reducers(dict[type, _Reduce]):
    """How to take apart a value of each type that pickle has no code for: a record into its fields.

    That takes a fifth of the time that dataclasses take to look their fields up.
    """

    def __missing__(self, kind: type) -> _Reduce:
        self[kind] = reduce = _reducer(kind)
        return reduce


def _reducer(kind: type) -> _Reduce:
    if issubclass(kind, tuple):
        return lambda record: (kind, tuple(record))
    if not is_dataclass(kind):
        return methodcaller("__reduce_ex__", _PROTOCOL)
    names = [each.name for each in fields(kind)]
    if len(names) < 2:
        return lambda record: (kind, tuple(getattr(record, name) for name in names))
    values = attrgetter(*names)
    return lambda record: (kind, values(record))


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()


def digest_of(*values: object) -> bytes:
    """A digest of plain values and records; sets are not among them, since their order is nobody's."""
    into = io.BytesIO()
    pickler = _Pickler(into, _PROTOCOL)
    pickler.fast = True  # otherwise two texts that are equal are written otherwise than one that stands there twice
    pickler.dump(values)
    return blake2b(into.getbuffer(), digest_size=SIZE).digest()
