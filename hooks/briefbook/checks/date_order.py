"""Dates follow each other: what is known, the brief, what was changed in it or withdrew it; the two ends of a post.

Why: a change before the brief, or a cut-off after it, is a slip of the pen that readers take for a fact.

Wrong: `date: 2024-03-05` with `changes: [{date: 2024-03-01, note: A figure.}]`

Right: `changes: [{date: 2024-04-01, note: A figure.}]`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from briefbook.model import Brief, Library, Problem

RULES = {"date-order": "warning"}
RESTS_ON = {"date-order": (("date",), ("changes",), ("positions",))}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `date-order` for each date that stands on the wrong side of the brief's, or of the beginning of a post."""
    for brief in library.briefs:
        yield from _of_brief(brief)
    for actor in library.actors.values():
        for number, post in enumerate(actor.positions):
            if post.since and post.until and post.until < post.since:
                message = f"this post ends on {post.until}, before it begins, on {post.since}; correct one of the two"
                yield actor.source.warning("date-order", message, "positions", number, "to")


def _of_brief(brief: Brief) -> Iterator[Problem]:
    latest = max([brief.date, *(change.date for change in brief.changes)])
    if brief.information_cutoff and (day := _day(brief.information_cutoff)) > latest:
        message = f"what was known until {day} cannot stand in a text of {latest}; correct one of the two"
        yield brief.source.warning("date-order", message, "information_cutoff")
    for number, change in enumerate(brief.changes):
        if change.date < brief.date:
            message = f"this change is of {change.date}, before the brief of {brief.date}; correct one of the two"
            yield brief.source.warning("date-order", message, "changes", number, "date")
    if brief.withdrawn and brief.withdrawn.date < brief.date:
        message = f"the brief of {brief.date} was withdrawn before it, on {brief.withdrawn.date}; correct one of the two"
        yield brief.source.warning("date-order", message, "withdrawn", "date")


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
