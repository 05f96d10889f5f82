"""Words in a text stand one blank apart, and lines end where their words end; `briefbook fix` mends it.

Why: stray blanks show nowhere and turn up in every comparison.

Wrong: `The  parties signed.`

Right: `The parties signed.`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.fixes.spacing import slips
from briefbook.model import Library, Problem

RULES = {"spacing": "warning"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield one `spacing` for the first slip of a body, which tells the number of the others."""
    for record in library.records:
        found = list(slips(record.source.body))
        if found:
            more = f", here and in {len(found) - 1} other places" if len(found) > 1 else ""
            message = f"there are blanks that nobody sees{more}; run briefbook fix"
            yield record.source.problem_in_body("spacing", message, min(found).start, "warning")
