"""People with disabilities can read and use the pages, as far as checkers can tell: axe and HTML CodeSniffer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.checkers import axe, pa11y
from browser.harness import KINDS, Open, open_menu, open_search
from browser.serve import served
from browser.test_html import pages_of
from conftest import Project

WIDTHS, SCHEMES = (360, 1350), ("light", "dark")


# WCAG 2.5.8: 24 pixels each way, or a circle of that size around the middle that touches no other target; words of a
# sentence are excepted. axe says the same, and takes ten times as long.
_CLOSE = """() => {
  const targets = [...document.querySelectorAll("a[href], button, summary, input, select")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches(".bb-skip"));
  const inSentence = (each) => {
    if (getComputedStyle(each).display !== "inline") return false;
    let block = each.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const words = block.cloneNode(true);
    for (const other of words.querySelectorAll("a, button, details, .bb-hidden")) other.remove();
    return /[\\p{L}\\p{N}]/u.test(words.textContent);
  };
  const boxes = targets.map((each) => {
    const box = each.getBoundingClientRect();
    const middle = [box.left + box.width / 2, box.top + box.height / 2];
    return { each, box, middle, small: box.width < 23.9 || box.height < 23.9, lines: [...each.getClientRects()] };
  });
  const near = (one, other) => other.small && Math.hypot(...one.middle.map((at, axis) => at - other.middle[axis])) < 23.9 ||
    other.lines.some((line) => Math.hypot(one.middle[0] - Math.max(line.left, Math.min(one.middle[0], line.right)),
      one.middle[1] - Math.max(line.top, Math.min(one.middle[1], line.bottom))) < 11.9);
  return boxes.filter((one) => one.small && !inSentence(one.each) && boxes.some((other) =>
    other !== one && !other.each.contains(one.each) && !one.each.contains(other.each) && near(one, other)))
    .map((one) => `${one.each.outerHTML.slice(0, 100)} ${one.box.width} x ${one.box.height}`);
}"""


def too_close(page: Page) -> list[str]:
    """What can be pressed, is small, and has another such thing too close to it, narrow and wide."""
    told = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        told += [f"{width} {each}" for each in page.evaluate(_CLOSE)]
    return told


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
def test_on_no_page_of_the_sample_a_target_is_too_small(opened: Open, pages: dict[str, str], sample: Project) -> None:
    """Whether two come too close to each other hangs on the names that stand there: no page can speak for another."""
    page = opened(pages["home"], reduced_motion="reduce")
    told, looked_at = [], 0
    for file in pages_of(sample.site):
        if 'http-equiv="refresh"' not in file.read_text(encoding="utf-8"):
            path = file.relative_to(sample.site).as_posix().removesuffix("index.html")
            page.goto(pages["home"] + path)
            told += [f"{path}: {each}" for each in too_close(page)]
            looked_at += 1

    assert looked_at > 300
    assert [] == told


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
