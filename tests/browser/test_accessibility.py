"""People with disabilities can read and use the pages, as far as checkers can tell: axe and HTML CodeSniffer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.checkers import axe, pa11y
from browser.harness import KINDS, Open, open_menu, open_search
from browser.serve import served
from conftest import Project

WIDTHS, SCHEMES = (360, 1350), ("light", "dark")


def found(page: Page) -> list[str]:
    """What axe finds in a page as it stands, narrow and wide, light and dark."""
    told: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_function("scheme => document.documentElement.dataset.scheme === scheme", arg=scheme)
            told += [f"{width} {scheme} {each}" for each in axe(page)]
    return told


@pytest.mark.battery("D3")
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(opened: Open, pages: dict[str, str], kind: str) -> None:
    assert [] == found(opened(pages[kind]))


@pytest.mark.battery("D3")
@pytest.mark.parametrize("kind", ["brief", "dossier"])
def test_axe_finds_nothing_with_the_search_open(opened: Open, pages: dict[str, str], kind: str) -> None:
    page = opened(pages[kind])

    assert open_search(page), "no search opens"
    assert [] == found(page)


@pytest.mark.battery("D3")
def test_axe_finds_nothing_with_the_menu_open(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["home"], 360)

    assert open_menu(page) or page.locator("header nav a").first.is_visible(), "the ways of the site are hidden"
    assert [] == found(page)


@pytest.mark.battery("D3")
def test_axe_finds_nothing_in_an_archive_of_others(opened: Open, digitalgov: Project) -> None:
    """In a tenth of its briefs, always the same, and in a list of each kind, each page at one width in one scheme."""
    briefs = sorted(
        page.parent.relative_to(digitalgov.site).as_posix() for page in digitalgov.site.glob("briefs/*/*/index.html")
    )
    told = []
    with served(digitalgov.site) as address:
        for number, path in enumerate(["", "briefs", "briefs/2014", "topics", "authors", "search", *briefs[::10]]):
            page = opened(
                f"{address}{path}", WIDTHS[number % 2], color_scheme=SCHEMES[number // 2 % 2], reduced_motion="reduce"
            )
            told += [f"{path}: {each}" for each in axe(page)]
            page.context.close()

    assert len(briefs) > 300
    assert [] == told


@pytest.mark.battery("D4")
def test_html_codesniffer_finds_nothing(pages: dict[str, str]) -> None:
    assert [] == pa11y(pages[kind] for kind in pages)
