"""The map of the site for search engines (sitemaps.org): what they may list, and how new it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from briefbook.atom_format import document
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
    whole = Element("sitemapindex", {"xmlns": _NAMESPACE})
    for start in range(0, len(listed), most):
        path = f"sitemap-{start // most + 1}.xml"
        SubElement(SubElement(whole, "sitemap"), "loc").text = base + path
        yield Output(path, _urls(listed[start : start + most], base))
    yield Output("sitemap.xml", document(whole))


def _urls(pages: Sequence[Page], base: str) -> bytes:
    root = Element("urlset", {"xmlns": _NAMESPACE})
    for page in pages:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = base + page.url
        if page.updated:
            SubElement(url, "lastmod").text = page.updated.isoformat()
    return document(root)
