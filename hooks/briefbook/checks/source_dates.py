"""A brief is not older than the sources that it rests on.

Why: a brief dated before its newest source has a wrong date, or a source that was not there when it was written. A source
that a later entry in `changes` brought in is fine; one of the kind `minor`, such as a mended typing error, brings none.

Wrong: `date: 2024-01-10` with a source of `date: 2024-02-01`

Right: `date: 2024-02-01`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem

RULES = {"source-date": "warning"}
RESTS_ON = {"source-date": (("date",), ("changes",))}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `source-date` for each source that is younger than its brief and all changes of substance."""
    for brief in library.briefs:
        latest = max([brief.date, *(change.date for change in brief.changes if change.kind != "minor")])
        for number, source in enumerate(brief.sources):
            if source.date and source.date > latest:
                message = (
                    f"this source is of {source.date}, the brief of {latest}; correct one of the dates, or tell in"
                    " 'changes' what the source brought, as major or correction"
                )
                yield brief.source.warning("source-date", message, "sources", number, "date")
            if source.date and source.accessed and source.accessed < source.date:
                message = (
                    f"the source was read on {source.accessed}, before it appeared on {source.date}; correct one of the two"
                )
                yield brief.source.warning("source-date", message, "sources", number, "accessed")
