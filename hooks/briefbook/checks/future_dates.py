"""A brief whose date lies ahead is a draft.

Why: what is merged is published at once, whatever its date says. Only `check` knows which day it is.

Wrong: `date: 2999-01-01`

Right: `date: 2999-01-01` with `status: draft`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from briefbook.model import Library, Problem

RULES = {"future-date": "error"}
_ZONES = timedelta(days=1)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `future-date` for each such brief; a day of grace lets tomorrow begin in the east."""
    if library.today is None:
        return
    for brief in library.briefs:
        if brief.date > library.today + _ZONES and brief.status != "draft":
            message = f"{brief.date} is yet to come; write 'status: draft', or the date of publication"
            yield brief.source.problem("future-date", message, "date")
