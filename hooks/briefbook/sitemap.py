"""The map of the site for search engines (sitemaps.org): what they may list, and how new it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefbook.elements import document, element, with_text
from briefbook.model import Library, Output, Page
from briefbook.subject import subject

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses that one file may hold; a larger site has several, and a file that names them."""


def sitemap(pages: Iterable[Page], library: Library, most: int = MOST) -> Iterator[Output]:
    """Yield the map; its addresses are whole, so that a site without a base URL has none."""
    base = library.settings.base_url
    if not base:
        return
    listed = [page for page in pages if subject(page, library).indexed]
    if len(listed) <= most:
        yield Output("sitemap.xml", _urls(listed, base))
        return
    parts = {f"sitemap-{start // most + 1}.xml": listed[start : start + most] for start in range(0, len(listed), most)}
    for path, some in parts.items():
        yield Output(path, _urls(some, base), promised=False)
    yield Output(
        "sitemap.xml", _document("sitemapindex", [element("sitemap", with_text("loc", base + path)) for path in parts])
    )


def _urls(pages: Sequence[Page], base: str) -> bytes:
    return _document("urlset", [element("url", with_text("loc", base + page.url) + _changed(page)) for page in pages])


def _changed(page: Page) -> str:
    return with_text("lastmod", page.updated.isoformat()) if page.updated else ""


def _document(root: str, lines: Sequence[str]) -> bytes:
    return document(element(root, "\n".join(["", *lines, ""]), {"xmlns": _NAMESPACE}))
