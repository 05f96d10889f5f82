"""The sample collection is what the project promises; an institute's own content, in its place, is not held to this."""

from __future__ import annotations

import pytest

from briefbook.build import collect
from briefbook.citations import citations
from briefbook.link import ancestors
from briefbook.model import Library
from conftest import ROOT, SETTINGS, texts_below

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def library() -> Library:
    if "sample collection" not in (DOCS / "about.md").read_text(encoding="utf-8"):
        pytest.skip("this is no longer the sample collection")
    made, problems = collect(texts_below(DOCS).items(), SETTINGS)
    assert problems == ()
    return made


def test_there_is_enough_to_show(library: Library) -> None:
    assert len(library.briefs) >= 24
    assert len({brief.section for brief in library.briefs}) >= 6
    assert len(library.actors) >= 70
    assert len(library.topics) >= 25
    assert len(library.authors) >= 3
    assert any(ancestors(topic, library.topics) for topic in library.topics)
    assert sum(bool(actor.aliases) for actor in library.actors.values()) >= 70
    assert any(post.since for actor in library.actors.values() for post in actor.positions)


def test_briefs_are_of_the_promised_length_and_time(library: Library) -> None:
    for brief in library.briefs:
        assert 450 <= len(brief.source.body.split()) <= 900, brief.id
        assert "2023-10" <= brief.date.isoformat()[:7] <= "2024-12", brief.id
    months = {brief.date.isoformat()[:7] for brief in library.briefs}
    assert (min(months), max(months)) == ("2023-10", "2024-12")


def test_every_brief_rests_on_dated_sources_that_its_text_cites(library: Library) -> None:
    for brief in library.briefs:
        cited = {each.id for each in citations(brief.source.body)}
        for source in brief.sources:
            assert source.publisher, (brief.id, source.title)
            assert source.date, (brief.id, source.title)
            assert source.date <= brief.date, (brief.id, source.title)
            assert source.id in cited, (brief.id, source.title)


def test_no_two_actors_share_an_alias(library: Library) -> None:
    owners: dict[str, str] = {}
    for actor in library.actors.values():
        for alias in actor.aliases:
            assert owners.setdefault(alias.casefold(), actor.id) == actor.id, alias
