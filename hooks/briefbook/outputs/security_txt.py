"""security.txt (RFC 9116): whom to tell of a weakness of the site, where its owner has said so."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Output

_PATH = ".well-known/security.txt"


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file; its last day is the owner's to set, since a build does not know which day it is."""
    settings = library.settings
    if not settings.security_contact or settings.security_expires is None:
        return
    lines = [f"Contact: {settings.security_contact}", f"Expires: {settings.security_expires.isoformat()}T00:00:00Z"]
    if settings.base_url:
        lines.append(f"Canonical: {settings.base_url}{_PATH}")
    yield Output(_PATH, "".join(f"{line}\n" for line in lines).encode(), promised=False)
