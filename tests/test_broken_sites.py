"""Sites with one mistake each: the author reads where it is, what it is and what to do.

A site's `docs/` lies over `sites/good/`; `expected.txt` is what an author reads. To write it anew: GOLDEN=write pytest
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from briefbook.build import build
from briefbook.cli.check import check
from conftest import ROOT, SETTINGS, SITES, Texts, texts_below

BROKEN = sorted(path for path in (SITES / "broken").iterdir() if path.is_dir())


@pytest.mark.battery("A21", "A26", "A28", "A29", "B4")
@pytest.mark.parametrize("site", BROKEN, ids=lambda site: site.name)
def test_a_mistake_is_explained(site: Path) -> None:
    made = build(texts_below(SITES / "good", site / "docs").items(), SETTINGS)
    actual = "".join(f"{problem}\n" for problem in made.problems)
    if os.environ.get("GOLDEN") == "write":
        (site / "expected.txt").write_text(actual, encoding="utf-8")
    expected = (site / "expected.txt").read_text(encoding="utf-8")

    assert expected == actual
    assert made.errors, "a broken site has an error"


@pytest.mark.parametrize("file", ["Briefs/2024/fog.md", "topic/haze.md", "help.md"])
def test_a_check_of_a_file_alone_knows_the_records_that_are_to_move(tmp_path: Path, file: str) -> None:
    """A page with a field of a record's once ended the check with a trace of Python."""
    page = {"help.md": "---\ntitle: Help\nrelated: [about]\nredirect_from: [aid]\n---\n"}
    texts = texts_below(SITES / "good", SITES / "broken" / "record-in-another-folder" / "docs") | page
    for path, text in texts.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    of_all = [problem for problem in check(tmp_path)[1] if problem.path == file]

    assert of_all
    assert of_all == list(check(tmp_path, lambda path: path == file)[1])


def test_the_example_site_has_no_mistake(good: Texts) -> None:
    """Without this, every test above could pass by chance."""
    assert build(good.items(), SETTINGS).problems == ()


def test_a_file_among_the_static_ones_may_not_take_a_page_s_address(good: Texts) -> None:
    made = build(good.items(), SETTINGS, others=["actors/arland/index.html", "pictures/map.png"])

    assert [str(problem) for problem in made.problems] == [
        "docs/actors/arland/index.html:1:1: docs/actors/arland.md would be published at the same address, "
        "/actors/arland/; move one of them [duplicate-url]"
    ]


def test_a_readme_at_the_address_of_a_page_that_the_site_makes_is_to_have_its_name(good: Texts) -> None:
    """No other file is named that is not there."""
    home = good.pop("index.md")
    made = build({**good, "README.md": home}.items(), SETTINGS)

    assert [str(problem) for problem in made.problems] == [
        "docs/README.md:1:1: the site makes the page at /; what you write for it lies in docs/index.md; "
        "rename this one to that [duplicate-url]"
    ]


def test_nothing_is_made_of_a_site_with_an_error(good: Texts) -> None:
    made = build({**good, "actors/bo.md": "---\nname: Bo\n---\n"}.items(), SETTINGS)

    assert made.pages == ()
