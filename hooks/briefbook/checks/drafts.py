"""Nothing published refers to a draft, since its readers would meet a page that is not there.

Why: drafts are shown in a preview only.

Wrong: `related: [2024/next-talks]`, where that brief has `status: draft`

Right: publish that brief, or leave it out
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from briefbook import paths
from briefbook.model import Brief, Library, Problem

RULES = {"draft": "error"}

_LINK = re.compile(r"\]\(\s*<?([^)\s>#]+\.md)(?:#[^)\s>]*)?>?")


def check(library: Library) -> Iterator[Problem]:
    """Yield a `draft` for each related brief or link in a body that leads to one."""
    if not library.drafts:
        return
    hidden = {paths.path_of("brief", each) for each in library.drafts}
    for brief in library.briefs:
        if brief.status != "draft":
            yield from _related(brief, library.drafts)
            yield from _linked(brief, hidden)


def _related(brief: Brief, drafts: frozenset[str]) -> Iterator[Problem]:
    for number, each in enumerate(brief.related):
        if each in drafts:
            yield brief.source.problem("draft", f"'{each}' is a draft; publish it or take it out", "related", number)


def _linked(brief: Brief, hidden: set[str]) -> Iterator[Problem]:
    folder = posixpath.dirname(brief.source.path)
    for found in _LINK.finditer(brief.source.body):
        target = posixpath.normpath(posixpath.join(folder, found[1]))
        if target in hidden:
            message = f"this link leads to a draft, {paths.shown(target)}; publish it or take the link out"
            yield brief.source.problem_in_body("draft", message, found.start(1))
