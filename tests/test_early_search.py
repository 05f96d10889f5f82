"""Search is begun with before the pages are made: what waits for little at once, all else when nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from briefbook import early_search
from briefbook.build import collect
from briefbook.conversion import Conversion
from briefbook.early_search import EarlySearch
from briefbook.lookup import Lookup
from briefbook.markup import EXTENSIONS
from briefbook.model import Library
from briefbook.pagefind import PagefindError
from briefbook.workers import one_by_one
from conftest import SETTINGS, Texts

ONE, OTHER = "briefs/2024/strike-begins.md", "briefs/2024/strike-ends.md"
CONVERSION = Conversion(files={}, extensions=EXTENSIONS)


@pytest.fixture
def library(good: Texts) -> Library:
    return collect(good.items(), SETTINGS)[0]


class Work:
    """Stands for the work of indexing: notes with which texts each index is begun."""

    def __init__(self, *missing: tuple[str, ...]) -> None:
        self.waiting = [SimpleNamespace(missing=each) for each in missing]
        self.begun: list[Mapping[str, str]] = []

    def taken(self, which: Callable[[Any], bool] = lambda each: True) -> list[Any]:
        taken = [each for each in self.waiting if which(each)]
        self.waiting = [each for each in self.waiting if not which(each)]
        return taken

    def index(self, waiting: Any, html: Mapping[str, str]) -> None:
        assert {*waiting.missing} == html.keys()
        self.begun.append(html)


def test_what_waits_for_few_texts_is_begun_with_before_anything_is_judged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early_search, "_FEW", 1)
    work = Work((ONE, OTHER), (), (OTHER,))
    search = EarlySearch(lambda library: work, CONVERSION, one_by_one)  # type: ignore[arg-type, return-value]
    search.linked(library)

    assert [[], [OTHER]] == [[*html] for html in work.begun]
    search.judged(library)
    assert [[], [OTHER], [ONE, OTHER]] == [[*html] for html in work.begun]
    assert search.indexing(library) is work


def test_what_was_rendered_is_handed_over_with_its_lost_links(good: Texts) -> None:
    good[ONE] += "\n[Nowhere](gone.md)\n"
    library = collect(good.items(), SETTINGS)[0]
    work = Work((ONE,))
    search = EarlySearch(lambda library: work, CONVERSION, one_by_one)  # type: ignore[arg-type, return-value]
    search.linked(library)
    bodies = CONVERSION.of_lookup(Lookup(library))
    search.hand_over(bodies)

    assert [(ONE, "gone.md")] == bodies.lost
    assert work.begun[0][ONE] == bodies[ONE]
    assert [(ONE, "gone.md")] == bodies.lost, "it is not rendered again"


def test_that_there_can_be_no_index_is_told_when_all_else_is_right(library: Library) -> None:
    def fails(library: Library) -> NoReturn:
        raise PagefindError("it is not there")

    search = EarlySearch(fails, CONVERSION, one_by_one)
    search.linked(library)
    search.judged(library)

    with pytest.raises(PagefindError, match="it is not there"):
        search.indexing(library)
