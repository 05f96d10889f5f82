"""robots.txt (RFC 9309): everything may be read, and here is the map."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file; a sitemap has to be named by its whole address, so without a base URL it is not named."""
    lines = ["User-agent: *", "Allow: /"]
    if library.settings.base_url:
        lines += ["", f"Sitemap: {library.settings.base_url}sitemap.xml"]
    yield Output("robots.txt", "".join(f"{line}\n" for line in lines).encode())
