"""Hundreds of single faults in good briefs: each is told, in the right file, on the right line, by the right rule."""

from __future__ import annotations

from datetime import date

import pytest

from briefbook.build import collect
from conftest import ROOT, SETTINGS, texts_below
from mutations import KINDS, mutations

NUMBER = len(KINDS)
SEEDS = (7, 2024)


@pytest.mark.battery("A2", "A26", "A28", "A31", "A32", "A33", "B1", "B2")
@pytest.mark.parametrize("seed", SEEDS)
def test_every_single_fault_is_told_where_it_is(seed: int) -> None:
    good = texts_below(ROOT / "docs")
    briefs = {path: text for path, text in good.items() if path.startswith("briefs/") and path.count("/") == 2}
    missed = []
    kinds = set()
    for path, mutation in mutations(briefs, NUMBER, seed):
        kinds.add(mutation.kind)
        problems = collect({**good, path: mutation.text}.items(), SETTINGS, today=date(2026, 1, 1))[1]
        told = {(problem.path, problem.line, problem.rule) for problem in problems}
        if not any((path, mutation.line, rule) in told for rule in mutation.rule.split()):
            missed.append((path, mutation.kind, mutation.line, sorted(told)[:3]))

    assert [] == missed
    assert set(KINDS) == kinds
    assert len(kinds) >= 70
