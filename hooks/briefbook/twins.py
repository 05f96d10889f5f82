"""Tells which names are nearly the same: spelt otherwise, in another order, with letters that only look alike."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Indel

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһаαβεικνορτυχγηω",
    "abekmhopctyxijsdqwhaabeikvoptuxynw",
)
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.){2,}")
_WORDS = re.compile(r"[^\W_]+\+*")
_LONG = 6
"""Consonants by which a name is told from most others."""
_LETTERS = 20
BUSY = 200
"""How many names may share a key before it tells nothing."""


def skeleton(name: str) -> str:
    """A name without all that the eye passes over: case, accents, signs, and the alphabet of letters that look alike.

    `U.N.` is `UN`.
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_LOOKALIKES)
        plain = "".join(each for each in plain if not unicodedata.combining(each))
    if "." in plain:
        plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    return " ".join(_WORDS.findall(plain))


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
    if first == second:
        return True
    bones = _consonants(first), _consonants(second)
    if min(map(len, bones)) < _LONG and bones[0] != bones[1]:
        return _slip_apart(first, second) and not (one.isupper() and other.isupper())
    if len(first) >= 7 and abs(len(first) - len(second)) < 2 and bones[0] == bones[1]:
        least = min(least, 75)
    return fuzz.ratio(first, second) >= least or _slip_apart(first, second)


def likeness(one: str, other: str) -> float:
    """How like two names are, of 100: tells which of several twins is the nearest."""
    return fuzz.ratio(*(" ".join(sorted(skeleton(name).split())) for name in (one, other)))


def _slip_apart(first: str, second: str) -> bool:
    """Whether two names are one but for a plural, a letter too many, two letters in the other order, or a vowel.

    Of short names no more is a slip: Iceland is not Ireland, nor Austria Australia; what is shorter than five letters is
    another word with any letter more.
    """
    least = min(len(first), len(second))
    if least >= 4 and _singular(first) == _singular(second):
        return True
    if least < 5 or max(len(first), len(second)) - least > 1:
        return False
    if len(first) != len(second):
        return Indel.distance(first, second) == 1
    same_bones, same_letters = _consonants(first) == _consonants(second), sorted(first) == sorted(second)
    if same_bones and same_letters:
        return True
    return OSA.distance(first, second) == 1 and (same_letters or (same_bones and least > 5))


def _singular(words: str) -> str:
    """Words without the sign of their plural."""
    return re.sub(r"(?<=\w\w[^siua])s\b", "", re.sub(r"(?<=\w\w)ies\b", "y", words))


def name_keys(name: str) -> frozenset[str]:
    """Keys of which names that are alike share one: their consonants in order, whole and with one left out.

    Names with few consonants share these with too many others. They have keys of all their letters: whole, without the
    sign of the plural, and with one left out.
    """
    words = " ".join(sorted(skeleton(name).split()))
    letters = _consonants(words)
    keys = {letters or words}
    if len(letters) >= _LONG:
        keys.update(letters[:each] + letters[each + 1 :] for each in range(len(letters)))
    else:
        whole = words.replace(" ", "")
        keys |= {f"={whole}", f"={_singular(words).replace(' ', '')}"}
        if len(whole) > 4:
            keys.update(f"={whole[:each]}{whole[each + 1 :]}" for each in range(min(len(whole), _LETTERS)))
    return frozenset(keys)


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
