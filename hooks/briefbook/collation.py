"""The order of names from A to Z, in which the index of actors and all other lists of names stand."""

from __future__ import annotations

import re
from functools import lru_cache

from briefbook.paths import slug

_OTHERS = "#"
_FIGURES = re.compile(r"[0-9]+")
_LONG = 8
"""Figures of a number in a name, a date without hyphens included."""


@lru_cache(maxsize=1 << 17)
def by_name(name: str) -> tuple[bool, str, str]:
    """What to sort a name by: accents and capitals tell only names apart that are else the same, and 9 comes before 10.

    Names of other scripts and those that begin with a figure come last. It is kept, since dossiers, the index and the
    feeds all ask for the same names.
    """
    return initial(name) == _OTHERS, _FIGURES.sub(lambda figures: figures[0].zfill(_LONG), slug(name)), name


def initial(name: str) -> str:
    """The letter under which a name stands, `#` for one of another script or a figure."""
    made = slug(name)
    foreign = made == "untitled" and "ntitled" not in name.casefold()
    return _OTHERS if foreign or not made[0].isalpha() else made[0].upper()
