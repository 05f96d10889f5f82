"""The collections on which citations and feeds are judged: the sample, hostile values, and digital.gov's archive."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from briefbook import markup
from briefbook.bodies import Bodies
from briefbook.build import build
from briefbook.deriving import outputs_of
from briefbook.model import Library, Output, Site
from conftest import ROOT, SETTINGS, SITES, texts_below
from digitalgov import archive, convert

EXTENSIONS = markup.EXTENSIONS
"""Those with which a build renders texts."""
NAMES = ("sample", "hostile", "digitalgov")


@cache
def site_of(name: str) -> Site:
    """The site of a collection; a test that needs the archive is skipped where it is not."""
    if name == "digitalgov":
        if (folder := archive()) is None:
            pytest.skip("the archive of digital.gov is not here; BRIEFBOOK_DATA names its folder")
        texts = convert(folder)
    elif name == "hostile":
        texts = texts_below(SITES / "good", SITES / "hostile")
    else:
        texts = texts_below(ROOT / "docs")
    about = replace(SETTINGS, publisher="Institute & Sons", licence="CC BY 4.0", licence_url="https://example.org/by")
    settings = about if "about.md" in texts else replace(about, navigation=())
    site = build(texts.items(), settings)
    assert site.errors == ()
    return site


def library_of(name: str) -> Library:
    """The Library of a collection."""
    library = site_of(name).library
    assert library is not None
    return library


@cache
def files_of(name: str) -> dict[str, bytes]:
    """All outputs of a collection by path, bodies rendered as a build renders them."""
    site = site_of(name)
    pages = {page.path: page for page in site.pages}
    bodies = Bodies(pages, site.settings, {path: page.url for path, page in pages.items()}, EXTENSIONS)
    return {
        output.path: output.content if isinstance(output, Output) else output.write(bodies) for output in outputs_of(site)
    }
