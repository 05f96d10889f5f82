"""Who has a keyboard and no mouse gets everywhere, sees where the focus is, and is held nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browser.harness import Open, open_menu, open_search

_MOST = 2000
_STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  window.stops ??= new Map();
  if (!window.stops.has(here)) window.stops.set(here, window.stops.size);
  const box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  const boxes = [...here.getClientRects()];
  const seen = boxes.some((each) => {
    const at = document.elementFromPoint(each.x + each.width / 2, each.y + each.height / 2);
    return at && (here.contains(at) || at.contains(here) || at.closest("label")?.control === here);
  });
  return {
    number: window.stops.get(here),
    what: here.outerHTML.slice(0, 120),
    inView: box.width > 0 && box.height > 0 &&
      box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    seen,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5 && style.opacity !== "0",
  };
}"""


def tour(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """The stops of the focus from the top of a page until it leaves the page or is back at the first."""
    stops: list[dict[str, Any]] = []
    for _ in range(_MOST):
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None or (stops and stop["number"] == stops[0]["number"]):
            return stops
        assert not stops or stop["number"] != stops[-1]["number"], f"the focus is held at {stop['what']}"
        stops.append(stop)
    raise AssertionError("the tour does not end")


@pytest.mark.battery("D6")
@pytest.mark.parametrize("colours", ["none", "active"], ids=["colours", "forced colours"])
@pytest.mark.parametrize("width", [360, 1350])
@pytest.mark.parametrize("kind", ["home", "brief", "dossier", "actors", "search", "search with results"])
def test_the_focus_goes_through_the_page_and_is_seen(
    opened: Open, pages: dict[str, str], kind: str, width: int, colours: str
) -> None:
    page = opened(pages[kind], width, forced_colors=colours, reduced_motion="reduce")
    stops = tour(page)

    assert 'href="#bb-content"' in stops[0]["what"], "the first stop is the way past the header"
    assert len(stops) > 10
    assert [] == [stop["what"] for stop in stops if not stop["inView"]], "the focus is out of sight"
    assert [] == [stop["what"] for stop in stops if not stop["seen"]], "the focus is behind something"
    assert [] == [stop["what"] for stop in stops if not stop["ring"]], "the focus has no ring"


@pytest.mark.battery("D6")
def test_the_way_back_has_the_same_stops(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], reduced_motion="reduce")
    there = [stop["number"] for stop in tour(page)]
    back = [stop["number"] for stop in tour(opened(pages["brief"], reduced_motion="reduce"), "Shift+Tab")]

    assert len(there) == len(back)


@pytest.mark.battery("D6")
def test_the_first_stop_leads_past_the_header(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], 360)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert "bb-content" == page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.battery("D6")
@pytest.mark.parametrize("width", [360, 1350])
def test_escape_closes_the_search_and_the_focus_is_back(opened: Open, pages: dict[str, str], width: int) -> None:
    page = opened(pages["brief"], width)

    assert open_search(page), "no search opens"
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert 0 == page.locator("dialog[open], [role=dialog]:visible").count()
    assert page.evaluate("!document.activeElement.closest('dialog, [role=dialog]')")


@pytest.mark.battery("D6")
def test_escape_closes_the_menu(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], 360)
    if open_menu(page):
        page.keyboard.press("Escape")

        assert 0 == page.locator("header details[open], header button[aria-expanded=true]").count()
    else:
        assert page.locator("header nav a").first.is_visible()


def test_the_colour_switch_works_by_keyboard_and_is_remembered(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["home"], color_scheme="light")
    page.locator(".bb-scheme").focus()
    page.keyboard.press("Enter")

    assert "dark" == page.evaluate("document.documentElement.dataset.scheme")
    page.goto(pages["brief"])
    assert "dark" == page.evaluate("document.documentElement.dataset.scheme")
