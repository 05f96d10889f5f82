"""Texts are taken in for a build: search is begun with as they come to be known, and what is known is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from briefbook.build import build
from briefbook.intake import Intake, take_in
from briefbook.known import NOTHING, Known
from briefbook.memory import Recalled
from briefbook.model import Library
from conftest import SETTINGS, Texts

ONE = "briefs/2024/strike-begins.md"
TODAY = date(2030, 1, 1)


class Search:
    """Stands for what search begins with: notes when it is told of a Library."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def linked(self, library: Library) -> None:
        self.told.append("linked")

    def judged(self, library: Library) -> None:
        self.told.append("judged")


def taken_in(texts: Texts, today: date | None) -> tuple[Intake, list[str], list[Known]]:
    search: Any = Search()
    kept: list[Known] = []
    recalled = Recalled(NOTHING, tuple(texts.items()), {}, (), (), frozenset())
    return take_in(recalled, SETTINGS, frozenset(), search, kept.append, today), search.told, kept


def test_the_site_is_that_of_the_texts_and_what_is_known_is_kept(good: Texts) -> None:
    intake, told, kept = taken_in(good, TODAY)

    assert [page.path for page in build(good.items(), SETTINGS).pages] == [page.path for page in intake.site.pages]
    assert ["linked", "judged"] == told
    assert [{*good}] == [{*known.readings} for known in kept]


def test_of_texts_with_an_error_no_more_is_rendered_for_search(good: Texts) -> None:
    good[ONE] = good[ONE].replace("title:", "titel:")
    intake, told, kept = taken_in(good, TODAY)

    assert "unknown-field" in {problem.rule for problem in intake.problems}
    assert ["linked"] == told
    assert kept, "what is right need not be read again"


def test_what_is_only_looked_at_shows_drafts_and_leaves_search_alone(good: Texts) -> None:
    good["briefs/2024/sketch.md"] = good[ONE].replace("---\n", "---\nstatus: draft\n", 1)
    shown, told, _ = taken_in(good, None)
    published, _, _ = taken_in(good, TODAY)
    drafts = ["briefs/2024/sketch.md" in {page.path for page in intake.site.pages} for intake in (shown, published)]

    assert [] == told
    assert [True, False] == drafts


def test_a_day_to_come_is_wrong_where_something_is_published(good: Texts) -> None:
    rules = [{problem.rule for problem in taken_in(good, today)[0].problems} for today in (None, date(2024, 1, 1), TODAY)]

    assert [False, True, False] == ["future-date" in each for each in rules]
