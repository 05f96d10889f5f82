"""Writes an English title in headline style, with capitals as the Chicago Manual (8.160) and the MLA Handbook ask for them.

What is small is a list of words: no program knows whether `over` is a preposition where it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

_SMALL = {"a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto", "or"}
_SMALL |= {"over", "so", "the", "till", "to", "up", "v", "v.", "versus", "via", "vs", "vs.", "with", "yet"}
_OPENING, _CLOSING = "\"'“‘„‚«‹([{¿¡", "\"'”’»›)]}"

_ADDRESS = re.compile(r"\w[\w+.-]*(?:://|@)|mailto:|[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}|[\w-]+(?:\.[\w-]+)*:\d")
"""The beginning of an address, or the name of a host: `e.g.` and `no.7` are none."""
_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]\.")
"""`U.S.`, `e.g.`, `Ph.D.`, or the initial of a name."""
_CUT_SHORT = frozenset(
    (
        "approx art assn capt ch co col corp dept dr est etc fig ft gen gov hon inc jr lt ltd maj messrs mr mrs ms mt "
        "no nos pp prof rep rev sen sgt sr st ste vol vols vs jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)


@lru_cache(maxsize=64)
def in_capitals(title: str, lang: str) -> str:
    """An English title in headline style; one in another language stays as it is, and so do addresses.

    Two styles in turn ask for each.
    """
    if lang and lang.partition("-")[0] != "en":
        return title
    words, blanks = title.split(), re.findall(r"\s+", title)
    firsts = [True, *map(_ends, words)]
    last = len(words) - 1
    made = (_written(word, is_outer=firsts[place] or place == last) for place, word in enumerate(words))
    return "".join(f"{word}{blank}" for word, blank in zip_longest(made, blanks, fillvalue=""))


def _written(word: str, *, is_outer: bool) -> str:
    """A word as it stands in a title, or at the outer end of one or of its parts, where no word is small."""
    core = word.lstrip(_OPENING)
    is_small = core.rstrip(_CLOSING) in _SMALL or _LETTERS.fullmatch(core)
    if not word.islower() or _ADDRESS.match(core) or (is_small and not is_outer):
        return word
    return f"{word[: len(word) - len(core)]}{core[0].upper()}{core[1:]}"


def _ends(word: str) -> bool:
    """Whether a part of a title ends with a word: a sentence does, an abbreviation does not."""
    core = word.strip(_OPENING + _CLOSING)
    if core.endswith("."):
        return not (_LETTERS.fullmatch(core) or core[:-1].casefold() in _CUT_SHORT)
    return core.endswith((":", "?", "!"))
