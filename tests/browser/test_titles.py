"""A title typed in whole is the first hit, whatever signs it has: what looks like a tag or an entity is words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from browser.harness import Open
from browser.serve import served
from conftest import SITES, Project

TITLES = (
    "Three <b>bold</b> steps of Zanzor",
    "Three bold steps of others",
    'The <img src=x onerror="alert(1)"> & <b>harbour</b>',
    "List<String> of Quaxil",
    "a<b and c>d of Yorbin",
    "From <section> & </section> to Wobbel",
    "R&D &amp; AT&T of Vexlo",
    "<em>Underlined</em>",
    "<script>alert(1)</script>",
    "Plain &lt;b&gt; of Drimmel",
    "1 < 2 | 3 ~ 4 ^ 5 of Grostin",
    "C:\\Users and {{ page }} of Lorvec",
    "*Bold* _it_ `code` of Pexil",
    "What is it to be",
    "To be or not",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example site with a brief of each title."""
    project = Project(tmp_path_factory.mktemp("titles") / "project", SITES / "good")
    like = (project.docs / "briefs" / "2023" / "storm.md").read_text(encoding="utf-8")
    told = [line for line in like.split("---")[1].splitlines() if line.startswith(("section:", "authors:", "topics:"))]
    for number, title in enumerate(TITLES):
        year = 2023 + number % 2
        quoted = title.replace("'", "''")
        head = (f"title: '{quoted}'", f"date: {year}-10-10", "summary: What it is about.", *told)
        text = "\n".join(("---", *head, "---", "", f"Text {number}: three steps to be or not.", ""))
        (project.docs / "briefs" / str(year) / f"title-{number}.md").write_text(text, encoding="utf-8")
    done = project.build()
    assert done.returncode == 0, done.stderr
    with served(project.site) as found:
        yield found


@pytest.mark.parametrize("title", TITLES)
def test_a_title_typed_in_whole_is_the_first_hit(opened: Open, address: str, title: str) -> None:
    page = opened(f"{address}search/")
    page.fill("#bb-search-words", title)
    page.keyboard.press("Enter")
    expect(page.locator(".bb-search-results h3 a").first).to_have_text(title)
    expect(page.locator(".bb-search-status")).to_contain_text(f"“{title}”")

    assert "No text has" not in page.locator(".bb-search-status").inner_text()


@pytest.mark.parametrize(
    ("typed", "title"),
    [("<b>bold</b> Zanzor", TITLES[0]), ("<section>", TITLES[5]), ("List<String>", TITLES[3]), ("Underlined", TITLES[7])],
)
def test_a_word_with_signs_is_found_as_it_stands(opened: Open, address: str, typed: str, title: str) -> None:
    page = opened(f"{address}search/")
    page.fill("#bb-search-words", typed)
    page.keyboard.press("Enter")

    expect(page.locator(".bb-search-results h3 a").first).to_have_text(title)
