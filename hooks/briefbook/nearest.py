"""Did you mean: the known word nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rapidfuzz import fuzz, process


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The words "; did you mean 'x'?" for the nearest known word, or nothing where none is near.

    With a mapping, its keys are the words to compare and its values those to propose. Ties go to the word that comes
    first in the alphabet, so that one input gives one message.
    """
    near = _nearest(word, sorted(known))
    if near is None:
        return ""
    return f"; did you mean '{known[near] if isinstance(known, Mapping) else near}'?"


def _nearest(word: str, known: list[str]) -> str | None:
    """The same word in other capitals, one that is like it (Indel similarity of at least 72 of 100), or begins with it."""
    if same := next((each for each in known if each.casefold() == word.casefold()), None):
        return same
    if found := process.extract(word, known, scorer=fuzz.ratio, score_cutoff=72, limit=1):
        return found[0][0]
    return next((each for each in known if len(word) > 3 and each.startswith(f"{word}-")), None)
