"""Did you mean: the known word nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_SHORT = 5


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
    """The same word in other capitals, one that is like it, or begins with it.

    Alike are words of an Indel similarity of at least 72 of 100. Of five letters or fewer two may be wrong then: such words
    have to begin alike as well, or one slip makes one of the other. Nobody who wrote 'nope' meant 'opec'.
    """
    if same := next((each for each in known if each.casefold() == word.casefold()), None):
        return same
    from rapidfuzz import fuzz, process  # which nobody needs who has made no mistake
    from rapidfuzz.distance import OSA

    is_short = len(word) <= _SHORT
    for near, _, _ in process.extract(word, known, scorer=fuzz.ratio, score_cutoff=72, limit=None if is_short else 1):
        if not is_short or near[:1] == word[:1] or OSA.distance(word, near) == 1:
            return near
    return next((each for each in known if len(word) > 3 and each.startswith(f"{word}-")), None)
