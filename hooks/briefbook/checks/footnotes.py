"""A footnote that a text defines is defined once, and the text leads to it.

Why: of two definitions of one name only one is shown, and a footnote without a mark has no way back to its place.

Wrong: `[^note]: As of May.` twice, or with no `[^note]` in the text

Right: `The rate rose.[^note]` and below it `[^note]: As of May.`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citations import definitions, marks
from briefbook.model import Library, Problem

RULES = {"footnote": "error"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `footnote` for each definition that is the second of its name, or that no mark leads to."""
    for record in library.records:
        body = record.source.body
        if "[^" not in body:
            continue
        named = {mark.id for mark in marks(body)}
        seen: set[str] = set()
        for each in definitions(body):
            if each.id in seen:
                message = f"the footnote '{each.id}' is defined here a second time, and one of the two is lost; rename one"
                yield record.source.problem_in_body("footnote", message, each.start)
            elif each.id not in named:
                message = f"nothing in the text leads to this footnote; write [^{each.id}] where it belongs, or delete it"
                yield record.source.problem_in_body("footnote", message, each.start)
            seen.add(each.id)
