"""Tells which names are nearly the same: spelt otherwise, in another order, with letters that only look alike."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһаαβεικνορτυχγηω",
    "abekmhopctyxijsdqwhaabeikvoptuxynw",
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.){2,}")
BUSY = 200
"""How many names may share a key before it tells nothing."""


def skeleton(name: str) -> str:
    """A name without all that the eye passes over: case, accents, signs, and the alphabet of letters that look alike.

    `U.N.` is `UN`.
    """
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), unicodedata.normalize("NFKD", name.casefold()))
    plain = plain.translate(_LOOKALIKES)
    return " ".join(re.findall(r"[^\W_]+\+*", "".join(each for each in plain if not unicodedata.combining(each))))


def mixed(text: str) -> str | None:
    """The first word that mixes alphabets whose letters look alike, or is written in full-width letters."""
    if text.isascii():
        return None
    for word in re.findall(r"[^\W\d_]+", text):
        if not word.isascii():
            names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
            if len(names.intersection(_SCRIPTS)) > 1 or "FULLWIDTH" in names or "MATHEMATICAL" in names:
                return str(word)
    return None


def alike(one: str, other: str, *, least: float = 84) -> bool:
    """Whether two names are nearly the same; names whose numbers differ never are."""
    a, b = skeleton(one), skeleton(other)
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    first, second = " ".join(sorted(a.split())), " ".join(sorted(b.split()))
    if len(first) >= 7 and abs(len(first) - len(second)) < 2 and _consonants(first) == _consonants(second):
        least = min(least, 75)
    return first == second or fuzz.ratio(first, second) >= least


def name_keys(name: str) -> frozenset[str]:
    """Keys of which names that are alike share one: their consonants in order, whole and with one left out."""
    letters = _consonants(" ".join(sorted(skeleton(name).split())))
    if len(letters) < 6:
        return frozenset({letters or skeleton(name)})
    return frozenset({letters, *(letters[:each] + letters[each + 1 :] for each in range(len(letters)))})


def title_keys(title: str) -> frozenset[str]:
    """Keys of which titles that are alike share one: their words in order, whole and with one left out."""
    words = sorted(skeleton(title).split())
    if len(words) < 4:
        return frozenset({" ".join(words)})
    return frozenset({" ".join(words), *(" ".join(words[:each] + words[each + 1 :]) for each in range(len(words)))})


def _consonants(text: str) -> str:
    """A text without vowels and without the second of two letters alike."""
    return re.sub(r"[aeiouy ]|(.)(?=\1)", "", text)


def pairs(keys: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of ids that share a key, each once and in order; never all pairs, since few share one.

    A key that very many share tells nothing and is passed over.
    """
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for each, its_keys in sorted(keys.items()):
        for key in its_keys:
            shared[key].append(each)
    met: set[tuple[str, str]] = set()
    for ids in shared.values():
        if 1 < len(ids) <= BUSY:
            met.update((one, other) for number, one in enumerate(ids) for other in ids[number + 1 :])
    yield from sorted(met)
