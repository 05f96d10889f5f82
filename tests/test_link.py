"""The Library knows what points at what."""

from __future__ import annotations

from briefbook.build import collect
from briefbook.model import Library
from conftest import SETTINGS, Texts


def library_of(texts: Texts, *, with_drafts: bool = False) -> Library:
    library, problems = collect(texts.items(), SETTINGS, with_drafts=with_drafts)
    assert problems == ()
    return library


def test_briefs_are_newest_first(good: Texts) -> None:
    library = library_of(good)

    assert [each.id for each in library.briefs] == [
        "2024/strike-ends",
        "2024/strike-begins",
        "2023/storm",
        "2023/wrong-map",
    ]


def test_a_draft_is_there_for_a_preview_only(good: Texts) -> None:
    assert "2024/next-talks" not in library_of(good).brief_of
    assert "2024/next-talks" in library_of(good, with_drafts=True).brief_of


def test_a_withdrawn_brief_is_in_the_archive_and_on_no_actor(good: Texts) -> None:
    library = library_of(good)

    assert "2023/wrong-map" in {each.id for each in library.by_year[2023]}
    assert library.by_actor["ada-quay"][1:] == ()
    assert "2023/wrong-map" not in {each.id for each in library.by_topic["storms"]}


def test_a_broader_topic_has_the_briefs_of_all_below_it_once(good: Texts) -> None:
    assert [each.id for each in library_of(good).by_topic["trade"]] == ["2024/strike-ends", "2024/strike-begins"]


def test_neighbours_are_those_of_the_section(good: Texts) -> None:
    library = library_of(good)

    assert {key: brief.id for key, brief in library.earlier.items()} == {"2024/strike-ends": "2024/strike-begins"}
    assert {key: brief.id for key, brief in library.later.items()} == {"2024/strike-begins": "2024/strike-ends"}


def test_the_order_of_the_files_does_not_matter(good: Texts) -> None:
    assert repr(library_of(good)) == repr(library_of(dict(reversed(good.items()))))


def test_a_site_without_any_record_is_a_site() -> None:
    library = library_of({})

    assert (library.briefs, library.actors, library.by_year) == ((), {}, {})


def test_departments_stand_by_order_and_then_as_names_do(good: Texts) -> None:
    for number, title in enumerate(("Zones", "Études", "10 Seas", "al-Qods", "9 Seas", "Last", "First")):
        order = {"First": "order: 1\n", "Last": "order: 2\n"}.get(title, "")
        good[f"sections/s{number}.md"] = f"---\ntitle: {title}\n{order}---\n"
    titles = [
        each.title for each in library_of(good).sections.values() if each.id.startswith("s") and each.id[1:].isdigit()
    ]

    assert ["First", "Last", "al-Qods", "Études", "Zones", "9 Seas", "10 Seas"] == titles
