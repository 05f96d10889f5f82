"""An author's `family` is how the name ends.

Why: citations put the family name first, and can tell the two parts of a name only so.

Wrong: `family: Quay` beside `name: Ada Key`

Right: `family: Quay` beside `name: Ada Quay`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem

RULES = {"family": "error"}
RESTS_ON = {"family": (("name",),)}


def check(library: Library) -> Iterator[Problem]:
    """Yield a problem for each family name that its name does not end in."""
    for author in library.authors.values():
        if author.family and not author.name.endswith(f" {author.family}"):
            message = (
                f"'{author.name}' does not end in '{author.family}'; write the end of the name here, or remove the line"
                " where the family name stands first: the name is then cited as it is"
            )
            yield author.source.problem("family", message, "family")
