"""At a link to an actor a card says who it is, by mouse and by keyboard, and gets in nobody's way (WCAG 1.4.13)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.harness import Open

LINK = ".bb-prose a.actor"
CARD = ".bb-card-over:visible"


@pytest.fixture
def brief(opened: Open, pages: dict[str, str]) -> Page:
    return opened(pages["brief"])


def test_under_the_pointer_a_card_says_kind_summary_count_and_day(brief: Page) -> None:
    name = brief.locator(LINK).first
    name.hover()
    card = brief.locator(CARD)

    expect(card).to_have_count(1)
    said = card.inner_text().splitlines()
    assert len(said) >= 4
    assert any(line in {"Person", "State", "Organisation", "Intergovernmental body"} for line in said)
    assert "brief" in said[-1]
    assert ", the last on " in said[-1]
    assert card.get_attribute("id") == name.get_attribute("aria-describedby")


def test_the_pointer_may_move_onto_the_card_and_off(brief: Page) -> None:
    brief.locator(LINK).first.hover()
    brief.locator(CARD).hover()
    brief.wait_for_timeout(600)
    expect(brief.locator(CARD)).to_have_count(1)

    brief.mouse.move(2, 2)
    expect(brief.locator(CARD)).to_have_count(0)
    assert brief.locator(LINK).first.get_attribute("aria-describedby") is None


def test_escape_closes_the_card_and_leaves_pointer_and_focus(brief: Page) -> None:
    link = brief.locator(LINK).nth(1)
    brief.locator(LINK).first.focus()
    brief.keyboard.press("Tab")
    expect(brief.locator(CARD)).to_have_count(1)
    brief.keyboard.press("Escape")

    expect(brief.locator(CARD)).to_have_count(0)
    assert link.evaluate("each => each === document.activeElement")


def test_the_focus_shows_the_card_and_takes_it_along(brief: Page) -> None:
    brief.locator(LINK).first.focus()
    brief.keyboard.press("Tab")
    expect(brief.locator(CARD)).to_contain_text(brief.locator(LINK).nth(1).inner_text().split()[-1])
    brief.wait_for_timeout(3000)
    expect(brief.locator(CARD)).to_have_count(1)
    while brief.evaluate("document.activeElement.matches('a.actor')"):
        brief.keyboard.press("Tab")

    expect(brief.locator(CARD)).to_have_count(0)


def test_a_finger_opens_the_dossier_and_no_card(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], 360, has_touch=True, is_mobile=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(LINK).first.tap()
    page.wait_for_url("**/actors/*/")

    assert [] == [url for url in asked if url.endswith("index.json")]


def test_a_card_is_asked_for_once(brief: Page) -> None:
    asked: list[str] = []
    brief.on("request", lambda request: asked.append(request.url))
    for _ in range(2):
        brief.locator(LINK).first.hover()
        expect(brief.locator(CARD)).to_have_count(1)
        brief.mouse.move(2, 2)
        expect(brief.locator(CARD)).to_have_count(0)

    assert 1 == len([url for url in asked if url.endswith("index.json")])


@pytest.mark.parametrize("width", [320, 1350])
def test_a_card_stays_inside_the_window(opened: Open, pages: dict[str, str], width: int) -> None:
    page = opened(pages["brief"], width)
    for link in page.locator(LINK).all():
        link.hover()
        expect(page.locator(CARD)).to_have_count(1)
        box = page.locator(CARD).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_without_the_record_has_no_card(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"])
    page.route("**/index.json", lambda route: route.abort())
    page.locator(LINK).first.hover()
    page.wait_for_timeout(600)

    expect(page.locator(CARD)).to_have_count(0)


LONG_NAMES = "briefs/2024/cop29-new-climate-finance-goal/"
"""A brief with actors beside it whose names take two lines."""
_WRAPPED = """(links) => links.map((each, index) => [index, each.getClientRects().length])
  .filter(([, lines]) => lines > 1).map(([index]) => index)"""
_LAST_LINE = """(link) => { const line = [...link.getClientRects()].at(-1);
  return [line.left + Math.min(15, line.width / 2), line.top + line.height / 2]; }"""
_HIDDEN = """(link) => { const card = document.querySelector("#bb-card").getBoundingClientRect();
  return [...link.getClientRects()].some((line) => line.left < card.right && line.right > card.left &&
    line.top < card.bottom && line.bottom > card.top); }"""


def test_a_card_lets_a_click_on_each_line_of_a_long_name_through(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["home"] + LONG_NAMES)
    link = page.locator("aside a", has_text="Organisation for Economic Co-operation and Development")
    link.scroll_into_view_if_needed()
    assert 2 == link.evaluate("each => each.getClientRects().length")
    where = link.evaluate(_LAST_LINE)
    page.mouse.move(*where)
    expect(page.locator(CARD)).to_have_count(1)
    page.mouse.click(*where)

    page.wait_for_url("**/actors/*/", timeout=3000)


@pytest.mark.parametrize("where", ["top", "foot"])
def test_a_card_hides_no_line_of_its_link_from_who_uses_the_keyboard(
    opened: Open, pages: dict[str, str], where: str
) -> None:
    """Wherever the link stands in the window, be it at the foot, where the card stands above."""
    page = opened(pages["home"] + LONG_NAMES)
    links = page.locator("main :is(.bb-actors li a, a.actor)")
    wrapped = links.evaluate_all(_WRAPPED)
    for index in wrapped:
        links.nth(index).evaluate(
            "(link, end) => link.scrollIntoView({ block: end })", "start" if where == "top" else "end"
        )
        links.nth(index).focus()
        expect(page.locator(CARD)).to_have_count(1)
        assert not links.nth(index).evaluate(_HIDDEN), links.nth(index).inner_text()
        page.keyboard.press("Escape")
        links.nth(index).blur()

    assert wrapped
