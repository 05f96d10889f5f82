"""Names, slugs, source paths and URLs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File

from briefbook import paths
from briefbook.paths import PathError, Place


@given(st.text())
def test_a_slug_of_a_slug_is_itself(name: str) -> None:
    assert paths.slug(paths.slug(name)) == paths.slug(name)


@given(st.text())
def test_a_slug_can_be_an_id(name: str) -> None:
    slug = paths.slug(name)[:100].strip("-")

    assert paths.is_id(slug)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hezbollah", "hezbollah"),
        ("Ma'agan Michael", "maagan-michael"),
        ("António Guterres", "antonio-guterres"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("İzmir", "izmir"),
        ("Łódź & Ålesund", "lodz-alesund"),
        ("Straße", "strasse"),
        ("OPEC+", "opec"),
        ("UN  Security\tCouncil", "un-security-council"),
        ("حزب الله", "untitled"),
        ("", "untitled"),
        ("Index", "index-1"),
    ],
)
def test_a_slug_is_what_an_author_expects(name: str, slug: str) -> None:
    assert slug == paths.slug(name)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("briefs/2024/strike.md", Place("brief", "2024/strike")),
        ("actors/bo.md", Place("actor", "bo")),
        ("sections/harbours.md", Place("section", "harbours")),
        ("authors/bo.md", Place("author", "bo")),
        ("topics/storms.md", Place("topic", "storms")),
        ("index.md", Place("page", "index")),
        ("about.md", Place("page", "about")),
        ("actors/index.md", Place("page", "actors/index")),
        ("actors/kind/person.md", Place("page", "actors/kind/person")),
        ("briefs/2024/index.md", Place("page", "briefs/2024/index")),
    ],
)
def test_a_path_says_what_a_file_is(path: str, place: Place) -> None:
    assert place == paths.place_of(path)


@pytest.mark.parametrize(
    "path", ["actors/a/b.md", "briefs/strike.md", "topics/Storms.md", "actors/page.md", "briefs/24/x.md"]
)
def test_no_record_lies_elsewhere(path: str) -> None:
    with pytest.raises(PathError):
        paths.place_of(path)


@pytest.mark.parametrize("kind", ["brief", "actor", "topic", "section", "author"])
def test_the_path_of_a_record_says_what_it_is(kind: str) -> None:
    record_id = "2024/strike" if kind == "brief" else "strike"

    assert Place(kind, record_id) == paths.place_of(paths.path_of(kind, record_id))


@pytest.mark.parametrize(
    "path",
    ["index.md", "about.md", "actors/index.md", "actors/bo.md", "actors/bo/page/2.md", "briefs/2024/x.md", "a/README.md"],
)
def test_a_page_is_published_where_mkdocs_publishes_it(path: str) -> None:
    url = File(path, "docs", "site", use_directory_urls=True).url

    assert ("" if url == "./" else url) == paths.url_of(path)


def test_the_pages_of_a_list_lie_below_it() -> None:
    assert [
        paths.numbered("actors/index.md", 1),
        paths.numbered("actors/index.md", 2),
        paths.numbered("actors/bo.md", 3),
    ] == [
        "actors/index.md",
        "actors/page/2.md",
        "actors/bo/page/3.md",
    ]
