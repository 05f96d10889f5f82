"""Sites with one mistake each: the author reads where it is, what it is and what to do.

A site's `docs/` lies over `sites/good/`; `expected.txt` is what an author reads. To write it anew: GOLDEN=write pytest
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbook.build import build
from conftest import SETTINGS, SITES, Texts, texts_below

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
