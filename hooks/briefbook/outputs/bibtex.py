"""BibTeX: a `@techreport` for each brief, by itself and among those of the site, a section, an actor or a topic."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citable import Citable, Name, collections
from briefbook.model import Library, Offer, Output
from briefbook.owners import Beside, of_all

OFFERS = (
    Offer(
        frozenset({"brief", "section", "actor", "topic", "site"}), "cite.bib", "application/x-bibtex", "BibTeX", "citation"
    ),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Braces have to balance in a BibTeX file even where a backslash stands before them, hence the two named commands.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "\N{NO-BREAK SPACE}": "~",
        "\N{NARROW NO-BREAK SPACE}": r"\,",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
_IN_ADDRESS = str.maketrans({letter: f"%{ord(letter):02X}" for letter in "\\{}"})


def derive(library: Library) -> Iterator[Output]:
    """Yield a file for each collection."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Output]:
    """What to yield for one of them."""
    return collections(library, "bib", entry, "\n".join)


def entry(item: Citable) -> str:
    """The entry of one brief; two pairs of braces keep the capitals of its title, and a desk's name in one piece."""
    fields = {
        "author": " and ".join(_name(name) for name in item.authors),
        "title": f"{{{_tex(item.title)}}}",
        "institution": f"{{{_tex(item.publisher)}}}",
        "number": _tex(item.number),
        "year": f"{item.date.year}",
        "date": item.date.isoformat(),
        "doi": item.doi,
        "url": item.url.translate(_IN_ADDRESS),
    }
    lines = [f" {field}={{{value}}},\n" for field, value in fields.items() if value]
    lines.insert(-1, f" month={_MONTHS[item.date.month - 1]},\n")
    return f"@techreport{{{item.key},\n{''.join(lines)}}}\n"


def _name(name: Name) -> str:
    return f"{{{_tex(name.family)}}}, {{{_tex(name.given)}}}" if name.given else f"{{{_tex(name.family)}}}"


def _tex(text: str) -> str:
    """The text as TeX prints it; pairs that TeX would join to another sign are kept apart."""
    made = text.translate(_TEX)
    for pair in ("--", "''", "``", "?`", "!`"):
        while pair in made:
            made = made.replace(pair, f"{pair[0]}{{}}{pair[1]}")
    return made
