"""_headers: what a server is to send with every page, as Netlify and Cloudflare Pages read it."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Output
from briefbook.security_policy import in_headers


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file, of one rule for all that the site holds."""
    lines = ["/*", f"  Content-Security-Policy: {in_headers()}", "  X-Content-Type-Options: nosniff"]
    yield Output("_headers", "".join(f"{line}\n" for line in lines).encode(), promised=False)
