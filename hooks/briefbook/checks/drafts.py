"""Nothing published refers to a draft, since its readers would meet a page that is not there.

Why: drafts are shown in a preview only.

Wrong: `related: [2024/next-talks]`, where that brief has `status: draft`

Right: publish that brief, or leave it out
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from briefbook import paths
from briefbook.model import Brief, Library, Problem, Record
from briefbook.prose import code

RULES = {"draft": "error"}
RESTS_ON = {"draft": (("status",), ("path",))}

_LINK = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)([^)\s>#]+\.md)", re.MULTILINE)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `draft` for each related brief or link in a body that leads to one."""
    if not library.drafts:
        return
    hidden = {paths.path_of("brief", each) for each in library.drafts}
    for record in library.records:
        if isinstance(record, Brief):
            if record.status == "draft":
                continue
            yield from _related(record, library)
        yield from _linked(record, hidden)


def _related(brief: Brief, library: Library) -> Iterator[Problem]:
    for number, each in enumerate(brief.related):
        if each in library.drafts:
            yield brief.source.problem("draft", f"'{each}' is a draft; publish it or take it out", "related", number)


def _linked(record: Record, hidden: set[str]) -> Iterator[Problem]:
    folder = posixpath.dirname(record.source.path)
    for start, target in _targets(record.source.body):
        there = posixpath.normpath(posixpath.join(folder, target))
        if there in hidden:
            message = f"this link leads to a draft, {paths.shown(there)}; publish it or take the link out"
            yield record.source.problem_in_body("draft", message, start)


@lru_cache(maxsize=1 << 16)
def _targets(body: str) -> tuple[tuple[int, str], ...]:
    """The Markdown files to which a body leads, outside code, each with its place."""
    if ".md" not in body:
        return ()
    verbatim = code(body)
    return tuple((found.start(1), found[1]) for found in _LINK.finditer(body) if not verbatim.touch(*found.span(1)))
