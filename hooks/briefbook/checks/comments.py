"""A comment in a text is closed, and is one to Markdown as well.

Why: what is meant for nobody is published otherwise, and no rule looks at what stands below a comment without an end.

Wrong: `<!-- Ask the desk about this figure.` without the sign of its end

Right: `<!-- Ask the desk about this figure. -->`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.markup import TooSlow, render
from briefbook.model import Library, Problem
from briefbook.prose import comments

RULES = {"comment": "error"}
ALONE = True
RENDERS = True
_CODE = re.compile(r"<(?P<tag>code|pre)>.*?</(?P=tag)>|<!--.*?-->", re.DOTALL)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `comment` for each that has no end, or that Markdown shows since a blank line breaks it."""
    for record in library.records:
        body = record.source.body
        for start, end in comments(body):
            if end - start < 7 or not body.startswith("-->", end - 3):
                message = "the comment that begins here has no end; write --> behind its last word"
                yield record.source.problem_in_body("comment", message, start)
            elif re.search(r"\n[ \t]*\n", body[start:end]) and not _begins_line(body, start) and _is_shown(body):
                message = "readers see this comment; begin it on a line of its own, or take the blank lines out of it"
                yield record.source.problem_in_body("comment", message, start)


def _begins_line(body: str, start: int) -> bool:
    """Whether nothing stands before it on its line, which makes a comment of it whatever follows."""
    before = body[body.rfind("\n", 0, start) + 1 : start]
    return not before.strip() and len(before) < 4


def _is_shown(body: str) -> bool:
    """Whether the signs of a comment are words to Markdown."""
    try:
        return "&lt;!--" in _CODE.sub("", render(body))
    except TooSlow:
        return False  # `checks/html.py` says so
