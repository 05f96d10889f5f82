"""A list names each id once.

Why: what stands twice was meant to be something else, or was left over from a copy.

Wrong: `actors: [egypt, sudan, egypt]`

Right: `actors: [egypt, sudan]`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem

RULES = {"named-twice": "warning"}
ALONE = True
_LISTS = ("authors", "topics", "actors", "related", "aliases", "weak_aliases")


def check(library: Library) -> Iterator[Problem]:
    """Yield a `named-twice` for each entry that the list has already, and for a record that is related to itself."""
    for record in library.records:
        for field in _LISTS:
            met: set[str] = {record.id} if field == "related" else set()
            for number, each in enumerate(getattr(record, field, ())):
                if each in met:
                    message = (
                        f"'{each}' stands in this list already" if each != record.id else "this names the record itself"
                    )
                    yield record.source.warning("named-twice", f"{message}; take it out", field, number)
                met.add(each)
