"""Lists are laid out fifty to a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.build import build
from briefbook.listing import PAGE_LENGTH, parts, url_of_item
from briefbook.paths import url_of
from conftest import SETTINGS, Texts


@given(st.integers(0, 1000))
def test_every_item_stands_on_one_page_and_can_be_found(count: int) -> None:
    laid_out = list(parts("actors/index.md", range(count)))

    assert list(range(count)) == [item for part in laid_out for item in part.items]
    assert all(len(part.items) <= PAGE_LENGTH for part in laid_out)
    assert all(url_of_item("actors/index.md", item) == url_of(part.path) for part in laid_out for item in part.items)


@given(st.integers(0, 100_000))
def test_a_pager_does_not_grow_with_its_list(count: int) -> None:
    assert all(len(part.pager.steps) <= 9 for part in list(parts("x.md", range(min(count, 2000)))))


@pytest.mark.parametrize(
    ("number", "steps"),
    [
        (1, ["1", "2", "3", "…", "20"]),
        (4, ["1", "2", "3", "4", "5", "6", "…", "20"]),
        (10, ["1", "…", "8", "9", "10", "11", "12", "…", "20"]),
    ],
)
def test_a_pager_offers_the_ends_and_the_neighbours(number: int, steps: list[str]) -> None:
    pager = list(parts("x.md", range(1000)))[number - 1].pager

    assert steps == [step.text for step in pager.steps]


def test_a_withdrawn_brief_counts_where_it_is_listed_as_such_and_nowhere_else(good: Texts) -> None:
    """Its department, its year and the archive keep its row, so that what was published is not hidden; nobody else does."""
    gone = {"briefs/2023/storm.md"}
    site = build({path: text for path, text in good.items() if path not in gone}.items(), SETTINGS)
    assert site.errors == ()
    views = {page.path: page.content().view for page in site.pages}

    for path in ("sections/weather.md", "briefs/2023/index.md"):
        assert (1, ["Withdrawn"]) == (views[path].pager.total, [row.label for row in views[path].rows])
    departments = {each.name.text: each for each in views["sections/index.md"].sections}
    assert (1, ["Withdrawn"]) == (
        departments["Weather Studies"].count,
        [row.label for row in departments["Weather Studies"].newest],
    )
    assert views["index.md"].total.count == views["briefs/index.md"].pager.total == len(views["briefs/index.md"].rows)
    assert 0 == views["topics/storms.md"].pager.total == len(views["topics/storms.md"].rows)
    assert "Weather Studies" not in {row.name.text for row in views["feeds/index.md"].rows}
