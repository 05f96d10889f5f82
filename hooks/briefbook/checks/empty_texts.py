"""A published brief has a text.

Why: a page of nothing but front matter disappoints whoever follows a link to it.

Wrong: a file that ends with the second `---`

Right: a paragraph below it, or `status: draft`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.prose import comments

RULES = {"empty-text": "warning"}
RESTS_ON = {"empty-text": (("status",),)}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield an `empty-text` for each published brief with no word in its body."""
    for brief in library.briefs:
        if brief.status != "published":
            continue
        body = brief.source.body
        for start, end in reversed(comments(body)):
            body = body[:start] + body[end:]
        if not any(map(str.isalnum, body)):
            message = "the brief has no text; write it, or 'status: draft' above"
            yield Problem(brief.source.path, brief.source.body_line, 1, "empty-text", message, "warning")
