"""What is found by its address alone is what a build makes of all: the same pages, the same outputs, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from briefbook.build import build
from briefbook.deriving import outputs_of
from briefbook.lookup import Lookup
from briefbook.model import LateOutput, Output, Page, Site
from conftest import ROOT, SETTINGS, Texts, texts_below


@pytest.fixture(params=["good", "sample", "long", "unaddressed"])
def site(request: pytest.FixtureRequest, good: Texts) -> Site:
    """The example site, the sample, one whose lists go over several pages, and one that has no address."""
    if request.param == "sample":
        return build(texts_below(ROOT / "docs").items(), SETTINGS)
    if request.param == "long":
        brief = good["briefs/2024/strike-ends.md"]
        good |= {f"briefs/2024/strike-{number}.md": brief for number in range(120)}
        good["actors/index.md"] = "---\ntitle: Who is who\n---\n\nAll of them.\n"
    settings = SETTINGS if request.param != "unaddressed" else type(SETTINGS)(name="The Coast")
    return build(good.items(), settings)


def shown(page: Page | None) -> tuple[Any, ...]:
    """A page with what it shows."""
    assert page is not None
    return (page.path, page.template, page.title, page.description, page.trail, page.updated, page.number, page.content())


def test_every_page_is_found_at_its_address_and_by_its_source(site: Site) -> None:
    assert site.library is not None
    assert not site.errors
    lookup = Lookup(site.library)

    for page in site.pages:
        assert shown(page) == shown(lookup.page_at(page.destination))
        if not page.file:
            assert page.destination == lookup[page.path].destination
    assert len(site.pages) == len(lookup)
    assert {page.path for page in site.pages} == {*lookup}
    for address in ("", "briefs", "gone/index.html", "actors/arland/page/9/index.html", "briefs/2024/index.md"):
        assert lookup.page_at(address) is None
    assert "briefs/2024/gone.md" not in lookup


def test_every_output_is_found_at_its_path(site: Site) -> None:
    assert site.library is not None
    lookup = Lookup(site.library)

    def content(output: Output | LateOutput | None) -> bytes:
        assert output is not None
        return output.content if isinstance(output, Output) else output.write({})

    for output in outputs_of(site):
        assert content(output) == content(lookup.output_at(output.path)), output.path
        assert output.path in lookup.files
    for path in ("", "feed.txt", "actors/arland/feed.bib", "briefs/2024/gone/cite.bib", "sitemap-2.xml", "index.html"):
        assert path not in lookup.files
