"""People with disabilities can read and use the pages, as far as checkers can tell: axe and HTML CodeSniffer."""

from __future__ import annotations

import pytest

from browser.checkers import axe, pa11y
from browser.harness import SAMPLE, STATES, Open, open_menu, open_search

KINDS = [*SAMPLE, *STATES, "search"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1350])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(opened: Open, pages: dict[str, str], kind: str, width: int, scheme: str) -> None:
    page = opened(pages[kind], width, color_scheme=scheme, reduced_motion="reduce")

    assert scheme == page.evaluate("document.documentElement.dataset.scheme")
    assert [] == axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1350])
@pytest.mark.parametrize("kind", ["home", "brief"])
def test_axe_finds_nothing_with_the_search_open(
    opened: Open, pages: dict[str, str], kind: str, width: int, scheme: str
) -> None:
    page = opened(pages[kind], width, color_scheme=scheme, reduced_motion="reduce")

    assert open_search(page), "no search opens"
    assert [] == axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_menu_open(opened: Open, pages: dict[str, str], scheme: str) -> None:
    page = opened(pages["home"], 360, color_scheme=scheme, reduced_motion="reduce")

    assert open_menu(page) or page.locator("header nav a").first.is_visible(), "the ways of the site are hidden"
    assert [] == axe(page)


def test_html_codesniffer_finds_nothing(pages: dict[str, str]) -> None:
    assert [] == pa11y(pages[kind] for kind in pages)
