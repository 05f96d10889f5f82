"""Nobody is sent on to a withdrawn brief but by a text that knows of it.

Why: where the brief was, readers meet a date and a reason; and what a text took from it may no longer hold. In `related` it
is recommended, whoever knows, and the page leaves it out. A link in a text may have its reason: a brief that corrects or
explains the other has to lead to it. So a brief is told of a link if its text has not been changed since: if its date, and
those of its `changes` that are not minor, lie before the withdrawal. Pages without a date are not told, since nobody can
say what they knew; nor is a withdrawn brief itself, whose text is not shown.

Wrong: `related: [2023/storm]`, where that brief has `status: withdrawn`

Right: `related: [2023/storm-anew]`, the brief that stands in its place
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from briefbook import paths
from briefbook.model import Brief, Library, Problem

RULES = {"withdrawn-brief": "warning"}
RESTS_ON = {"withdrawn-brief": (("status",), ("path",), ("date",), ("changes",))}


def check(library: Library) -> Iterator[Problem]:
    """Yield a `withdrawn-brief` for each related brief that is withdrawn, and each link to one in an older text."""
    withdrawn = {brief.source.path: brief.withdrawn.date for brief in library.briefs if brief.withdrawn}
    if not withdrawn:
        return
    for brief in library.written:
        if brief.status != "withdrawn":
            yield from _related(brief, withdrawn)
            yield from _linked(brief, withdrawn)


def _related(brief: Brief, withdrawn: Mapping[str, date]) -> Iterator[Problem]:
    for number, each in enumerate(brief.related):
        if day := withdrawn.get(paths.path_of("brief", each)):
            message = f"'{each}' was withdrawn on {day}; take it out, or name the brief that stands in its place"
            yield brief.source.warning("withdrawn-brief", message, "related", number)


def _linked(brief: Brief, withdrawn: Mapping[str, date]) -> Iterator[Problem]:
    folder = brief.source.path.rpartition("/")[0]
    touched = max((brief.date, *(change.date for change in brief.changes if change.kind != "minor")))
    for link in brief.source.links:
        path, _, fragment = link.target.partition("#")
        if link.raw or fragment:
            continue  # one in HTML, or to a place in a text that is gone, is an error already
        if (day := withdrawn.get(paths.joined(folder, path.partition("?")[0]))) and touched < day:
            message = (
                f"the brief that this leads to was withdrawn on {day}, after this one was written; take the link out,"
                " or say so in the text, with an entry in 'changes'"
            )
            yield brief.source.problem_in_body("withdrawn-brief", message, link.start, "warning")
