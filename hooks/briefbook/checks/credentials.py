"""No address in a text names a user or a password.

Why: what is in the repository is known to all, its history included; and a name before the host makes an address look like
one of somebody else's.

Wrong: `https://desk:secret@example.org/report`

Right: `https://example.org/report`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.prose import within_code

RULES = {"credentials": "error"}
ALONE = True
_ADDRESS = re.compile(r"https?://[^\s/?#@<>()\[\]]*@(?=[\w\[])", re.IGNORECASE)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `credentials` for each address outside code that names a user; those of sources are told as `url`."""
    for record in library.records:
        body = record.source.body
        if "@" not in body or "://" not in body:
            continue
        inside = within_code(body)
        for found in _ADDRESS.finditer(body):
            if not inside(found.start()):
                message = "this address names a user or a password, which all can read; take out what stands from // to @"
                yield record.source.problem_in_body("credentials", message, found.start())
