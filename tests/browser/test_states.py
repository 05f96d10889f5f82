"""Pages hold what archives bring: long names, many actors, tables, code, pictures, other scripts, and nothing at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from browser.harness import KINDS, Open
from browser.serve import served
from conftest import Project


@pytest.fixture(scope="module")
def site(states: Project) -> Iterator[str]:
    """The site at its extremes, served."""
    with served(states.site) as address:
        yield address


PAGES = {
    "full": "briefs/2024/full/",
    "home": "",
    "archive": "briefs/",
    "long name": "actors/long-name/",
    "arabic": "actors/arabic/",
    "without mentions": "actors/nobody/",
    "careless": "briefs/2024/careless/",
    "leftward": "briefs/2024/leftward/",
    "index": "actors/page/2/",
    "topic without briefs": "topics/silence/",
    "empty department": "sections/empty/",
    "departments": "sections/",
    "not found": "no/such/page/",
}


@pytest.mark.parametrize("width", [320, 360, 768, 1350])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_runs_out_of_the_window(opened: Open, site: str, kind: str, width: int) -> None:
    page = opened(site + PAGES[kind], width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = """(width) => [...document.querySelectorAll("main *")].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && box.right > width + 1 && !each.closest("pre, table");
    }).map((each) => each.outerHTML.slice(0, 100))"""
    assert [] == page.evaluate(outside, width)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("without mentions", "No brief lists or mentions this actor yet."),
        ("topic without briefs", "No brief treats this topic yet."),
        ("empty department", "This department has published no brief yet."),
        ("departments", "This department has published no brief yet."),
    ],
)
def test_a_page_without_anything_says_so(opened: Open, site: str, kind: str, says: str) -> None:
    assert opened(site + PAGES[kind]).get_by_text(says).first.is_visible()


_EMPTY = """() => [...document.querySelectorAll("main :is(ul, ol, dl, section, aside, nav, figure)")]
  .filter((each) => each.checkVisibility() && !each.innerText.trim() && !each.querySelector("svg, img, input"))
  .map((each) => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_is_shown_that_has_nothing(opened: Open, pages: dict[str, str], kind: str) -> None:
    assert [] == opened(pages[kind]).evaluate(_EMPTY)


def test_an_archive_without_actors_of_one_department_has_no_empty_places(opened: Open, digitalgov: Project) -> None:
    with served(digitalgov.site) as address:
        for path in ("", "actors/", "topics/", "sections/digital-government/", "briefs/", "search/", "authors/"):
            page = opened(address + path)
            assert [] == page.evaluate(_EMPTY), path
            assert path != "actors/" or page.get_by_text("There is no actor yet.").is_visible()
            titles = page.locator("main :is(h2, h3)").all_inner_texts()
            assert not {"Actors, with the number of briefs", "By department"} & set(titles)
            page.context.close()


def test_where_there_is_no_page_there_is_search(opened: Open, site: str) -> None:
    page = opened(site + PAGES["not found"])
    page.get_by_role("search").get_by_role("searchbox").fill("harbour")
    with page.expect_request("**/search/?q=harbour"):
        page.get_by_role("button", name="Search", exact=True).click()


def test_names_of_other_scripts_keep_to_themselves(opened: Open, site: str) -> None:
    """What stands after a right-to-left name in a list, a count or a date, is not drawn into it."""
    page = opened(site + PAGES["full"])
    name = page.locator("aside bdi", has_text="المجلس").first

    assert "isolate" == name.evaluate("each => getComputedStyle(each).unicodeBidi")
    assert "rtl" == opened(site + PAGES["arabic"]).locator("h1").evaluate("each => getComputedStyle(each).direction")


def test_our_own_words_in_a_brief_of_another_language_are_said_to_be_english(opened: Open, pages: dict[str, str]) -> None:
    """And the author's own are not, whichever way the language runs (WCAG 3.1.2)."""
    language = "each => each.closest('[lang]').lang"
    for kind, lang in (("French, of three authors, with pictures in portrait", "fr"), ("right to left", "ar")):
        page = opened(pages[kind])
        ours = (
            ".bb-meta time",
            "#bb-key-points",
            "#bb-sources",
            ".bb-back a",
            ".bb-cite h2",
            ".bb-aside h2",
            ".bb-neighbours span",
        )
        for words in ours:
            assert "en" == page.locator(words).first.evaluate(language), (kind, words)
        for words in ("h1", ".bb-lead", ".bb-key li", ".bb-prose p", ".bb-sources li"):
            assert lang == page.locator(words).first.evaluate(language), (kind, words)


@pytest.mark.parametrize("width", [360, 1350])
def test_the_sign_between_two_steps_of_the_trail_stands_beside_the_second(
    opened: Open, pages: dict[str, str], width: int
) -> None:
    page = opened(pages["dossier"], width)
    page.locator(".bb-trail a").last.evaluate("each => { each.textContent = 'A department with a long name '.repeat(4); }")

    assert [] == page.locator(".bb-trail li").evaluate_all(
        """(steps) => steps.filter((each) => each.clientHeight > each.querySelector('a').offsetHeight + 2)
          .map((each) => each.outerHTML)"""
    )


@pytest.mark.parametrize("width", [360, 1350])
def test_a_brief_from_right_to_left_runs_that_way(opened: Open, site: str, width: int) -> None:
    """All that its author wrote; citations and what stands beside it are English and keep their way."""
    page = opened(site + PAGES["leftward"], width)
    middle = """each => { const range = document.createRange(); range.selectNodeContents(each);
      const box = range.getBoundingClientRect(); return [box.left, box.right]; }"""
    for words in ("h1", ".bb-lead", ".bb-key li", ".bb-prose h2", ".bb-prose li", ".bb-prose td", ".bb-sources li"):
        assert "rtl" == page.locator(words).first.evaluate("each => getComputedStyle(each).direction"), words
    for words in ("h1", ".bb-lead", ".bb-prose h2"):
        _, right = page.locator(words).first.evaluate(middle)
        around = page.locator("article").bounding_box()
        assert around is not None
        assert right == pytest.approx(around["x"] + around["width"], abs=3), words
    for words in (".bb-cite", ".bb-aside", ".bb-neighbours", ".bb-meta time", ".bb-meta dd"):
        assert "ltr" == page.locator(words).first.evaluate("each => getComputedStyle(each).direction"), words
    if width > 1000:
        text, aside = page.locator(".bb-text").bounding_box(), page.locator(".bb-aside").bounding_box()
        assert text is not None
        assert aside is not None
        assert aside["x"] < text["x"]


def test_a_name_of_another_script_begins_where_the_page_does(opened: Open, site: str) -> None:
    page = opened(site + PAGES["arabic"])
    left, _ = page.locator("h1").evaluate(
        """each => { const range = document.createRange(); range.selectNodeContents(each);
          const box = range.getBoundingClientRect(); return [box.left, box.right]; }"""
    )

    assert left == pytest.approx(page.locator(".bb-trail").evaluate("each => each.getBoundingClientRect().left"), abs=3)


def test_the_italic_comes_with_the_page_that_has_one(opened: Open, site: str) -> None:
    """With `font-display: optional` what is not preloaded comes too late for the first view."""
    page = opened(site + PAGES["careless"])
    loaded = "[...document.fonts].filter((each) => each.style === 'italic').map((each) => each.status)"
    page.evaluate("document.fonts.ready")

    assert ["loaded"] == page.evaluate(loaded)
    assert 1 == page.locator("link[rel=preload][href$='serif-italic.woff2']").count()
    assert 0 == opened(site + PAGES["full"]).locator("link[rel=preload][href$='serif-italic.woff2']").count()


def test_changes_stand_before_the_text_and_a_wide_table_scrolls_by_itself(opened: Open, site: str) -> None:
    page = opened(site + PAGES["full"], 360)

    assert page.get_by_role("heading", name="Corrections and changes").is_visible()
    assert "auto" == page.locator(".bb-prose table").evaluate("each => getComputedStyle(each).overflowX")
    order = [each.inner_text() for each in page.locator("main h2").all()]
    assert order.index("Corrections and changes") < order.index("Key points") < order.index("A table")
    assert order.index("Sources") < order.index("Actors")


def test_a_wide_picture_keeps_its_proportions_and_takes_the_room_beside_the_text(opened: Open, site: str) -> None:
    def size(page: Page) -> tuple[float, float]:
        box = (
            page.get_by_role("figure", name="The harbour, as drawn in 1901.")
            .get_by_role("img", name="A harbour")
            .bounding_box()
        )
        assert box is not None
        return box["width"], box["height"]

    for width in (360, 1350):
        page = opened(site + PAGES["full"], width)
        text = page.locator(".bb-prose").bounding_box()
        assert text is not None
        wide, high = size(page)
        assert wide == pytest.approx(text["width"] + (160 if width == 1350 else 0), abs=1)
        if width == 1350:
            aside = page.locator(".bb-aside").bounding_box()
            assert aside is not None
            assert text["x"] + wide + 40 < aside["x"]
        assert wide / high == pytest.approx(4, rel=0.02)


def test_the_measure_is_60_to_70_characters(opened: Open, pages: dict[str, str]) -> None:
    """The characters of the full lines of a brief, as they fall."""
    page = opened(pages["brief"])
    page.evaluate("document.fonts.ready")
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".bb-prose > p")].flatMap((each) => {
          const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
          const lines = new Map();
          while (walk.nextNode()) {
            if (walk.currentNode.parentElement.matches(".citation")) continue;
            for (let at = 0; at < walk.currentNode.length; at++) {
              const range = document.createRange();
              range.setStart(walk.currentNode, at);
              range.setEnd(walk.currentNode, at + 1);
              const top = Math.round(range.getBoundingClientRect().top / 12);
              lines.set(top, (lines.get(top) ?? 0) + 1);
            }
          }
          return [...lines.values()].slice(0, -1);
        })"""
    )
    mean = sum(lines) / len(lines)

    assert 60 <= mean <= 70
    assert "19px" == page.locator(".bb-prose p").first.evaluate("each => getComputedStyle(each).fontSize")
    assert page.evaluate("[...document.fonts].some((each) => each.family.includes('Serif') && each.status === 'loaded')")


@pytest.mark.parametrize("width", [360, 1350])
def test_nothing_shifts_when_the_fonts_come(opened: Open, pages: dict[str, str], width: int) -> None:
    page = opened("about:blank", width)
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shift += each.value; })
          .observe({ type: "layout-shift", buffered: true });"""
    )
    for kind in ("home", "brief", "dossier", "actors"):
        page.goto(pages[kind], wait_until="networkidle")
        assert page.evaluate("window.shift") <= 0.02
