"""Lighthouse gives the pages that readers come to full marks, on a phone and on a desk."""

from __future__ import annotations

from statistics import median

import pytest

from browser.checkers import lighthouse

_FLOORS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
_SHIFT = 0.02
_RUNS = 3


@pytest.mark.parametrize("desktop", [False, True], ids=["mobile", "desktop"])
@pytest.mark.parametrize("kind", ["home", "brief", "dossier", "actors", "search"])
def test_lighthouse_gives_full_marks(pages: dict[str, str], kind: str, desktop: bool) -> None:
    """The median of three runs decides, since a busy machine costs points; a first one that is good is the only one."""
    runs = [lighthouse(pages[kind], desktop=desktop)]
    if short_of(runs):
        runs += [lighthouse(pages[kind], desktop=desktop) for _ in range(_RUNS - 1)]

    assert {} == short_of(runs), runs


def short_of(runs: list[dict[str, float]]) -> dict[str, float]:
    """The scores of which the median falls short."""
    found = {name: median(run[name] for run in runs) for name in (*_FLOORS, "shift")}
    good = {name: found[name] >= floor for name, floor in _FLOORS.items()} | {"shift": found["shift"] <= _SHIFT}
    return {name: score for name, score in found.items() if not good[name]}
