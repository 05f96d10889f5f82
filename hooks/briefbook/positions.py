"""Where each value of a file's front matter stands, packed small: of thousands of files that are held, few are asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

Key = tuple[str | int, ...]
"""Where a value stands in front matter: ("sources", 0, "date")."""


_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


class Position(NamedTuple):
    """Where in a file something stands; lines and columns count from 1."""

    line: int = 1
    column: int = 1


def packed(positions: Mapping[Key, Position]) -> bytes:
    """The positions of all values by their keys, in a form that costs a process nothing to hold and to be given."""
    return _JSON.encode([(key, *at) for key, at in positions.items()]).encode("ascii")


@lru_cache(maxsize=64)
def unpacked(positions: bytes) -> Mapping[Key, Position]:
    """The positions that were packed."""
    return {tuple(key): Position(line, column) for key, line, column in json.loads(positions)} if positions else {}
