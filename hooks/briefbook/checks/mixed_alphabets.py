"""No word of a name or a title mixes alphabets whose letters look alike.

Why: 'Аpple' with a Cyrillic А looks like 'Apple', is found by no search, and can pass for somebody else.

Wrong: `name: Аpple` (its first letter is Cyrillic)

Right: `name: Apple`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.twins import mixed, skeleton

RULES = {"mixed-alphabets": "error"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `mixed-alphabets` for each name, title or alias with such a word."""
    for record in library.records:
        for field in ("name", "title"):
            if word := mixed(getattr(record, field, None) or ""):
                yield record.source.problem("mixed-alphabets", _message(word), field)
        for number, alias in enumerate(getattr(record, "aliases", ())):
            if word := mixed(alias):
                yield record.source.problem("mixed-alphabets", _message(word), "aliases", number)


def _message(word: str) -> str:
    return (
        f"'{word}' mixes letters of several alphabets that look alike; write all of it in one, such as '{skeleton(word)}'"
    )
