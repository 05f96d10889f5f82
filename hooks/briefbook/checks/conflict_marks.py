"""No text has the marks that git leaves where two changes could not be joined.

Why: both versions would be published, one below the other, with git's signs between them.

Wrong: `<<<<<<< HEAD` above one version, `=======` below it, and `>>>>>>> strike` below the other

Right: one of the two, without these lines
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.conflicts import conflicts
from briefbook.model import Library, Problem
from briefbook.prose import within_code

RULES = {"conflict": "error"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `conflict` for each in a body, outside code; those in front matter are told when it is read."""
    for record in library.records:
        body = record.source.body
        if "<<<<<<<" in body or ">>>>>>>" in body:
            inside = within_code(body)
            for at, message in conflicts(body):
                if not inside(at):
                    yield record.source.problem_in_body("conflict", message, at)
