"""A brief whose date lies ahead is a draft, and nothing was read, changed or withdrawn on a day to come.

Why: what is merged is published at once, whatever its date says, and a change of the year 2999 would keep a feed on top of
every reader's list until then. `check` asks which day it is, and so does a build before it publishes anything.

Wrong: `date: 2999-01-01`

Right: `date: 2999-01-01` with `status: draft`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from briefbook.model import Library, Problem

RULES = {"future-date": "error", "future-day": "warning"}
RESTS_ON = {"future-date": (("status",),)}
_ZONES = timedelta(days=1)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `future-date` for each such brief, change or withdrawal, a `future-day` for what was read in days to come.

    A day of grace lets tomorrow begin in the east.
    """
    if library.today is None:
        return
    last = library.today + _ZONES
    for brief in library.briefs:
        if brief.date > last and brief.status != "draft":
            message = f"{brief.date} is yet to come; write 'status: draft', or the date of publication"
            yield brief.source.problem("future-date", message, "date")
        for number, source in enumerate(brief.sources):
            if source.accessed and source.accessed > last:
                message = f"{source.accessed} is yet to come, and nobody has read this source then; correct the day"
                yield brief.source.warning("future-day", message, "sources", number, "accessed")
        for number, change in enumerate(brief.changes):
            if change.date > last:
                message = f"{change.date} is yet to come; write the day of the change"
                yield brief.source.problem("future-date", message, "changes", number, "date")
        if brief.withdrawn and brief.withdrawn.date > last:
            message = f"{brief.withdrawn.date} is yet to come; write the day on which the brief was withdrawn"
            yield brief.source.problem("future-date", message, "withdrawn", "date")
