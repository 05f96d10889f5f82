"""CSL-JSON: what Zotero, Pandoc and citation processors read without loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefbook.citable import Citable, collections
from briefbook.data import as_json
from briefbook.model import Library, Offer, Output
from briefbook.owners import Beside, of_all

OFFERS = (
    Offer(
        frozenset({"brief", "section", "actor", "topic", "site"}),
        "cite.json",
        "application/vnd.citationstyles.csl+json",
        "CSL-JSON",
        "citation",
    ),
)


def derive(library: Library) -> Iterator[Output]:
    """Yield a file for each collection: always a list, as the schema wants it."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Output]:
    """What to yield for one of them."""
    return collections(library, "json", _text, _listed)


def _text(item: Citable) -> str:
    return as_json(entry(item))


def _listed(texts: Iterable[str]) -> str:
    return "[" + ",\n".join(texts) + "]\n"


def entry(item: Citable) -> dict[str, Any]:
    """The item of one brief."""
    made = {
        "id": item.key,
        "type": "report",
        "title": item.title,
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in item.authors
        ],
        "issued": {"date-parts": [[item.date.year, item.date.month, item.date.day]]},
        "publisher": item.publisher,
        "number": item.number,
        "language": item.lang,
        "DOI": item.doi,
        "URL": item.url,
    }
    return {key: value for key, value in made.items() if value}
