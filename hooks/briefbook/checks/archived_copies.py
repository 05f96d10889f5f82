"""An archived copy is at an address that cannot be changed under way, and is not older than what it shows.

Why: readers go to the copy when the original is gone, and take it for the original.

Wrong: `archived: http://web.archive.org/web/2024/x`

Right: `archived: https://web.archive.org/web/20240305120000/https://example.org/x`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefbook.model import Library, Problem, Reference

RULES = {"archived": "error"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield an `archived` for each copy that is not at an https address, or whose address tells too early a day."""
    for brief in library.briefs:
        for number, source in enumerate(brief.sources):
            if source.archived and (message := _fault(source, source.archived)):
                yield brief.source.problem("archived", message, "sources", number, "archived")


def _fault(source: Reference, address: str) -> str | None:
    if not address.startswith("https://"):
        return "the address of an archived copy begins with https://"
    if source.date and (stamp := re.search(r"/web/(\d{4})(\d{2})(\d{2})\d*/", address)):
        try:
            day = date(*map(int, stamp.groups()))
        except ValueError:
            return "the day in this address is none of the calendar; copy the address anew"
        if day < source.date:
            return f"the copy is of {day}, before the source of {source.date}; take a later one"
    return None
