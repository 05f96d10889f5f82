"""Related briefs, and why."""

from __future__ import annotations

from briefbook.build import collect
from briefbook.model import Library
from briefbook.related import Related, Relations
from conftest import SETTINGS, Texts

BRIEF = """---
title: {0}
date: {1}
section: harbours
authors: [night-desk]
summary: S.
topics: [{2}]
actors: [{3}]
{4}---

Text.
"""


def reasons(texts: Texts, brief: str) -> dict[str, str]:
    library, problems = collect(texts.items(), SETTINGS)
    assert [] == [problem for problem in problems if problem.severity == "error"]
    return {each.brief.id: in_words(each, library) for each in Relations(library).of(library.brief_of[brief])}


def in_words(each: Related, library: Library) -> str:
    actors = " and ".join(library.actors[key].name for key in each.actors)
    topics = " and ".join(library.topics[key].title for key in each.topics)
    return "; ".join(filter(None, (actors and f"shares {actors}", topics and f"both on {topics}", each.words)))


def _all(library: Library) -> dict[str, tuple[Related, ...]]:
    relations = Relations(library)
    found = {brief.id: relations.of(brief) for brief in library.briefs}
    return {key: each for key, each in found.items() if each}


def test_a_reason_names_what_is_shared_and_how_near_in_time(good: Texts) -> None:
    good["briefs/2024/a.md"] = BRIEF.format("A", "2024-05-01", "storms", "ada-quay, port-authority", "")
    good["briefs/2024/b.md"] = BRIEF.format("B", "2024-05-20", "storms", "ada-quay, port-authority", "")
    good["briefs/2024/c.md"] = BRIEF.format("C", "2024-05-03", "storms", "arland", "")

    found = reasons(good, "2024/a")
    assert "shares Ada Quay and Port Authority of Arland; same month" == found["2024/b"]
    assert "both on Storms; same week" == found["2024/c"]


def test_editors_come_first_and_both_sides_know(good: Texts) -> None:
    assert {"2024/strike-begins": "chosen by the editors"} == {
        key: why for key, why in reasons(good, "2024/strike-ends").items() if key == "2024/strike-begins"
    }
    assert "refers to this brief" == reasons(good, "2024/strike-begins")["2024/strike-ends"]


def test_what_is_rare_counts_more_than_what_everybody_writes_about(good: Texts) -> None:
    for number in range(20):
        good[f"briefs/2024/n-{number:02}.md"] = BRIEF.format("N", "2024-05-01", "storms", "arland", "")
    good["briefs/2024/a.md"] = BRIEF.format("A", "2024-05-01", "storms", "arland, ada-quay", "")
    good["briefs/2024/b.md"] = BRIEF.format("B", "2024-05-30", "trade", "ada-quay", "")

    assert "2024/b" == next(iter(reasons(good, "2024/a")))


def test_at_most_five_and_never_itself(good: Texts) -> None:
    for number in range(20):
        good[f"briefs/2024/n-{number:02}.md"] = BRIEF.format("N", "2024-05-01", "storms", "arland", "")
    library, _ = collect(good.items(), SETTINGS)
    found = _all(library)

    assert all(len(each) <= 5 and key not in {one.brief.id for one in each} for key, each in found.items())
    assert "2023/wrong-map" not in found


def test_related_is_nearly_symmetric(good: Texts) -> None:
    library, _ = collect(good.items(), SETTINGS)
    found = {key: {one.brief.id for one in each} for key, each in _all(library).items()}

    assert all(key in found[other] for key, others in found.items() for other in others)
