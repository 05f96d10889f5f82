"""The day after which `/.well-known/security.txt` no longer holds lies ahead, and less than a year (RFC 9116).

Why: who finds a weakness must be able to trust that the address is still read; a file that has run out is to be ignored.
The day is the owner's to renew, in `mkdocs.yml`.

Wrong: `security_expires: 2019-01-01`

Right: `security_expires:` with a day of the next twelve months
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from briefbook.model import Library, Problem

RULES = {"security-contact": "warning"}
_YEAR = timedelta(days=365)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `security-contact` where the day is past, or too far ahead."""
    expires, today = library.settings.security_expires, library.today
    if expires is None or today is None or today < expires < today + _YEAR:
        return
    fault = "is past" if expires <= today else "lies more than a year ahead"
    message = (
        f"'security_expires' {fault}; see that {library.settings.security_contact} is read, and set a day of the next year"
    )
    yield Problem("../mkdocs.yml", 1, 1, "security-contact", message, "warning")
