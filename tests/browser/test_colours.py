"""Light and dark: what the system asks for until the reader chooses; then on every page, from its first frame."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.harness import Open

_GROUND = "getComputedStyle(document.body).backgroundColor"


def is_dark(page: Page) -> bool:
    return bool(page.evaluate(f"{_GROUND}.match(/\\d+/g).map(Number).every((each) => each < 60)"))


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_decides_first(opened: Open, pages: dict[str, str], scheme: str, javascript: bool) -> None:
    page = opened(pages["home"], color_scheme=scheme, java_script_enabled=javascript)

    assert is_dark(page) == (scheme == "dark")
    assert page.locator(".bb-scheme").is_visible() == javascript


def test_the_choice_holds_on_all_pages_and_in_other_windows(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["home"], color_scheme="light")
    other = page.context.new_page()
    other.goto(pages["actors"])
    switch = page.get_by_role("button", name="Switch to dark colours")
    switch.click()

    assert is_dark(page)
    page.get_by_role("button", name="Switch to light colours").wait_for()
    other.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    for kind in ("brief", "dossier", "topics"):
        page.goto(pages[kind])
        assert is_dark(page)


def test_no_frame_is_drawn_in_the_other_colours(opened: Open, pages: dict[str, str]) -> None:
    """The colours are settled when the body begins: a script that came later would let the page flash."""
    page = opened(pages["home"], color_scheme="light")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.add_init_script(
        """new MutationObserver((_, watch) => {
          if (!document.body) return;
          window.atFirst = document.documentElement.dataset.scheme;
          watch.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(pages["brief"])

    assert "dark" == page.evaluate("window.atFirst")


def test_where_storage_is_refused_the_choice_lasts_for_the_page(opened: Open, pages: dict[str, str]) -> None:
    page = opened("about:blank", color_scheme="light")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } });")
    page.goto(pages["home"])
    page.get_by_role("button", name="Switch to dark colours").click()

    assert is_dark(page)
    assert [] == errors
