"""A summary says more than the title.

Why: lists show both below each other, and search results show the summary alone.

Wrong: `summary: The strike ends.` under `title: The strike ends`

Right: `summary: The union and the authority signed on Monday.`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.twins import skeleton

RULES = {"summary": "warning"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `summary` for each that repeats its title, with a few words more at most."""
    for brief in library.briefs:
        title, summary = skeleton(brief.title), skeleton(brief.summary)
        if title and title in summary and len(summary) < len(title) * 1.3 + 8:
            message = "the summary repeats the title; say what happened and why it matters"
            yield brief.source.warning("summary", message, "summary")
