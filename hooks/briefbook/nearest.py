"""Did you mean: the known word nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The words "; did you mean 'x'?" for the nearest known word, or nothing where none is near.

    Ties go to the word that comes first in the alphabet, so that one input gives one message.
    """
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word most like another, if it is like enough to be what was meant (Indel similarity of 72 of 100)."""
    found = process.extract(word, sorted(known), scorer=fuzz.ratio, score_cutoff=72, limit=1)
    return found[0][0] if found else None
