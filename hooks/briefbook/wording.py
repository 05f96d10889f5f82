"""How the styles of citation write names and titles: parts, initials, lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from briefbook.citable import Name, Run

_PARTING = str.maketrans(
    {
        ",": "\N{SINGLE LOW-9 QUOTATION MARK}",
        ";": "\N{FULLWIDTH SEMICOLON}",
        "\N{ARABIC COMMA}": "\N{TURNED COMMA}",
        "\N{ARABIC SEMICOLON}": "\N{FULLWIDTH SEMICOLON}",
    }
)
_KINDS = {"Lu": "L", "Ll": "L", "Lt": "L", "Lo": "L", "Lm": "s", "Mn": "m", "Mc": "m"}
_LETTER = re.compile("s?Lm*")
"""A letter with the marks on it, and the sign before it that is written like a letter: `ʿA` of `ʿAbd`."""


def inverted(name: Name) -> str:
    """Family name first, for the place in the alphabet: `Quay, Ada`."""
    return f"{name.family}, {name.given}" if name.given else name.family


def in_one_piece(text: str) -> str:
    """A name, or a part of one, that programs do not part any further: with other signs for those at which they do.

    Zotero parts names at each comma and at each semicolon, wherever it reads them but in CSL-JSON and BibTeX, and knows no
    way to say that `Office of Information Policy, DOJ` is one. The signs here look the same.
    """
    return text.translate(_PARTING)


def initials(given: str) -> str:
    """The initials of given names: `Jean-Luc Ada` becomes `J.-L. A.`, as `J.-L.A.` does.

    A letter keeps its marks and loses the quotation marks before it; a small word behind others is no name, but a particle
    (`L. van`); and where letters have no capitals, names have no initials.
    """
    words = [_words(part) for part in re.split(r"\s*-\s*", unicodedata.normalize("NFC", given))]
    first = next((word for part in words for word in part), "")
    made = (" ".join(filter(None, (_initial(word, word is first) for word in part))) for part in words)
    return "-".join(filter(None, made))


def _words(part: str) -> list[str]:
    return part.replace(".", " ").split()


def _initial(word: str, is_first: bool) -> str:
    found = _LETTER.search("".join(_KINDS.get(unicodedata.category(sign), ".") for sign in word))
    if not found:
        return ""
    letter = word[found.start() : found.end()]
    small, capital = letter.islower(), letter.lower() != letter
    return f"{letter}." if capital or (small and is_first) else word


def listed(names: Sequence[str], last: str) -> str:
    """Names in a row, a comma before the word that leads to the last: `A, B, and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, {last} {names[-1]}"


def ended(text: str) -> str:
    """A text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def year(day: date, era: str = "AD") -> str:
    """The year of a citation; of less than four digits it says which years are counted."""
    return f"{day.year} {era}" if day.year < 1000 else f"{day.year}"


def numbered(number: str, label: str) -> str:
    """The number of a report, with a label where it is a bare number."""
    return f"{label} {number}" if re.fullmatch(r"[A-Za-z]*\d+[A-Za-z]*", number) else number


def titled(before: str, title: str, after: str) -> tuple[Run, ...]:
    """A citation in three pieces, the title in italics."""
    return tuple(run for run in (Run(before), Run(title, italic=True), Run(after)) if run.text)
