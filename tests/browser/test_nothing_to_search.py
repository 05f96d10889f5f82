"""A site without briefs, actors and topics has no box that finds nothing: it says so, and leads to what there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.harness import Open
from browser.serve import served
from conftest import Project

NOTHING = "There is nothing to search yet: no brief, actor or topic is published here."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of one page and one department."""
    docs = tmp_path_factory.mktemp("nothing") / "docs"
    (docs / "sections").mkdir(parents=True)
    (docs / "about.md").write_text("---\ntitle: About\n---\n\nWho we are.\n", encoding="utf-8")
    (docs / "sections" / "harbour.md").write_text("---\ntitle: Harbour\n---\n", encoding="utf-8")
    project = Project(Path(docs.parent) / "project", docs)
    done = project.build("--strict")
    assert done.returncode == 0, done.stderr
    with served(project.site) as found:
        yield found


@pytest.fixture
def page(opened: Open, address: str) -> Iterator[Page]:
    page = opened(f"{address}about/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert [] == said


@pytest.mark.parametrize("asked", ["", "?q=harbour", "?q=harbour&year=2024&sort=newest"])
def test_the_search_page_says_that_there_is_nothing_and_what_there_is(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}search/{asked}")
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    page.wait_for_timeout(300)

    expect(page.get_by_text(NOTHING)).to_be_visible()
    assert page.locator("main input").count() == 0
    assert ["Departments", "About"] == page.locator("main .bb-links a").all_inner_texts()


@pytest.mark.parametrize("path", ["", "404.html", "about/", "actors/", "topics/", "briefs/"])
def test_no_page_has_a_box(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")

    assert page.locator("input[type=search]").count() == 0


@pytest.mark.parametrize("way", ["/", "Control+k", "link"])
def test_key_and_link_lead_to_what_it_says(page: Page, address: str, way: str) -> None:
    if way == "link":
        page.click(".bb-search-link")
    else:
        page.keyboard.press(way)
    page.wait_for_url(f"{address}search/")

    expect(page.get_by_text(NOTHING)).to_be_visible()
