"""The pages hold where a reader's window, eyes or browser are not the usual ones."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.harness import KINDS, Open

# WCAG 1.4.12
_SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""
_CUT = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each);
  if (!each.textContent.trim() || each.closest(".bb-hidden")) return false;
  if (!each.checkVisibility({ visibilityProperty: true })) return false;
  const hides = (axis) => ["hidden", "clip"].includes(style[axis]);
  const hidden = style.clipPath !== "none" || (each.clientWidth <= 1 && each.clientHeight <= 1);
  return !hidden && ((hides("overflowX") && each.scrollWidth > each.clientWidth + 1) ||
    (hides("overflowY") && each.scrollHeight > each.clientHeight + 1));
}).map((each) => each.outerHTML.slice(0, 120))"""
_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(-3).map((each) => each.outerHTML.slice(0, 120))"""
# What a page says but for its controls, which may need a script.
_WORDS = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const words = [];
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    if (around.checkVisibility() && !around.closest("form, button, label, [role=search], [aria-live], .bb-find"))
      words.push(...texts.currentNode.data.split(/\\s+/));
  }
  return words;
}"""
_MOVES = """() => [document.documentElement, ...document.querySelectorAll("*")].filter((each) => {
  const style = getComputedStyle(each);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return style.scrollBehavior === "smooth" || long(style.transitionDuration) ||
    (style.animationName !== "none" && long(style.animationDuration));
}).map((each) => each.outerHTML.slice(0, 120))"""


def fits(page: Page) -> None:
    """Nothing is cut off, and there is no second way to scroll."""
    assert [] == page.evaluate(_WIDE)
    assert [] == page.evaluate(_CUT)


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_320_pixels(opened: Open, pages: dict[str, str], kind: str) -> None:
    """That is 1280 pixels enlarged four times, too (WCAG 1.4.10)."""
    fits(opened(pages[kind], 320, 640))


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_enlarged_twice(opened: Open, pages: dict[str, str], kind: str) -> None:
    """As browsers do, all of it, and the letters alone (WCAG 1.4.4)."""
    fits(opened(pages[kind], 640, 400, device_scale_factor=2))
    page = opened(pages[kind], 1280)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits(page)


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_letters_may_be_twice_as_large_on_a_phone(opened: Open, pages: dict[str, str], kind: str) -> None:
    page = opened(pages[kind], 360)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits(page)


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_letters_words_and_lines_may_be_spaced(opened: Open, pages: dict[str, str], kind: str) -> None:
    page = opened(pages[kind], 360, bypass_csp=True)
    page.add_style_tag(content=_SPACED)
    fits(page)


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_who_wants_less_motion(opened: Open, pages: dict[str, str], kind: str) -> None:
    assert [] == opened(pages[kind], reduced_motion="reduce").evaluate(_MOVES)


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript_the_text_is_there_and_no_button_that_does_nothing(
    opened: Open, pages: dict[str, str], kind: str
) -> None:
    bare = opened(pages[kind], 360, java_script_enabled=False)
    buttons = bare.locator("button:visible, summary:visible").all()

    assert bare.locator("h1").count() == 1
    assert 0 == bare.locator("form:visible").count()
    assert len(bare.locator("main").inner_text().split()) > 3
    assert [] == [each.inner_text() for each in buttons if each.get_attribute("type") == "button"]
    if not kind.startswith("search"):  # its results are what the script finds
        assert set(opened(pages[kind], 360).evaluate(_WORDS)) <= set(bare.evaluate(_WORDS))


@pytest.mark.battery("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_controls_are_seen_in_forced_colours(opened: Open, pages: dict[str, str], kind: str) -> None:
    """Where the reader's system chooses the colours, backgrounds are gone: a control needs a border, a link its line."""
    page = opened(pages[kind], forced_colors="active")
    bare = page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), select")].filter((each) => {
          if (!each.checkVisibility()) return false;
          const style = getComputedStyle(each);
          return style.borderStyle === "none" || parseFloat(style.borderWidth) === 0 || style.forcedColorAdjust === "none";
        }).map((each) => each.outerHTML.slice(0, 120))"""
    )

    assert [] == bare
    assert [] == page.evaluate(
        """() => [...document.querySelectorAll("main p a")].filter((each) => each.checkVisibility() &&
          getComputedStyle(each).forcedColorAdjust === "none").map((each) => each.outerHTML.slice(0, 120))"""
    )


@pytest.mark.battery("D6")
def test_bars_are_seen_in_forced_colours_whatever_the_reader_has_chosen(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["dossier"], forced_colors="active", color_scheme="dark")
    fill = "getComputedStyle(document.querySelector('.bb-activity rect')).fill"
    for _ in range(3):
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == page.evaluate(fill)
        page.locator(".bb-scheme").click()
