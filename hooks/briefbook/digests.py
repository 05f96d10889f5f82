"""Digests of values, alike on every machine and in every run, by which what was made of them is known again."""

from __future__ import annotations

import io
import pickle
from hashlib import blake2b

SIZE = 16


def digest_of(*values: object) -> bytes:
    """A digest of plain values and records; sets are not among them, since their order is nobody's."""
    into = io.BytesIO()
    pickler = pickle.Pickler(into, 5)
    pickler.fast = True  # otherwise two texts that are equal are written otherwise than one that stands there twice
    pickler.dump(values)
    return blake2b(into.getbuffer(), digest_size=SIZE).digest()
