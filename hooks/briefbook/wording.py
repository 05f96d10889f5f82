"""How the styles of citation write names and titles: parts, initials, lists, capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefbook.citable import Name, Run

_SMALL = {"a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto", "or"}
_SMALL |= {"over", "so", "the", "till", "to", "up", "via", "with", "yet"}


def inverted(name: Name) -> str:
    """Family name first, for the place in the alphabet: `Quay, Ada`."""
    return f"{name.family}, {name.given}" if name.given else name.family


def initials(given: str) -> str:
    """The initials of given names: `Jean-Luc Ada` becomes `J.-L. A.`."""
    return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in given.split())


def listed(names: Sequence[str], last: str) -> str:
    """Names in a row, a comma before the word that leads to the last: `A, B, and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, {last} {names[-1]}"


def ended(text: str) -> str:
    """A text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def in_capitals(title: str, lang: str) -> str:
    """An English title in headline style; one in another language stays as it is."""
    if lang and lang.partition("-")[0] != "en":
        return title
    words: list[str] = []
    for word in title.split():
        first = not words or words[-1][-1] in ":."
        words.append(word[0].upper() + word[1:] if word.islower() and (first or word not in _SMALL) else word)
    return " ".join(words)


def numbered(number: str, label: str) -> str:
    """The number of a report, with a label where it is a bare number."""
    return f"{label} {number}" if re.fullmatch(r"[A-Za-z]*\d+[A-Za-z]*", number) else number


def titled(before: str, title: str, after: str) -> tuple[Run, ...]:
    """A citation in three pieces, the title in italics."""
    return tuple(run for run in (Run(before), Run(title, italic=True), Run(after)) if run.text)
