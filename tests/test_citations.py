"""Marks in a body become links to the numbered sources."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbook.citations import citations, linked, misplaced


def test_each_mark_is_a_link_with_a_place_of_its_own() -> None:
    one, two, again = (
        "[1](#bb-source-1){ .citation #bb-cite-a-1 }",
        "[2](#bb-source-2){ .citation #bb-cite-b-1 }",
        "[1](#bb-source-1){ .citation #bb-cite-a-2 }",
    )

    assert f"One.{one} Two.{two}{again}" == linked("One.[^a] Two.[^b][^a]", {"a": 1, "b": 2})


def test_code_comments_and_footnotes_of_the_body_s_own_stay() -> None:
    body = (
        "`[^a]` ``x ` [^a]``\n\n```\n[^a]\n```\n\n~~~~\n[^a]\n~~~~\n\n    [^a]\n\n<!-- [^a] -->\n\\[^a] [^b]\n\n[^b]: B\n"
    )

    assert body == linked(body, {"a": 1, "b": 2})


def test_an_open_fence_runs_to_the_end() -> None:
    assert citations("```\n[^a]\n") == ()


def test_a_further_paragraph_of_a_list_item_is_no_code() -> None:
    assert ["a", "b"] == [
        cited.id for cited in citations("1. First.\n\n    More.[^a]\n\n    Yet more.[^b]\n\nEnd.\n\n    [^c]\n")
    ]


def test_a_mark_inside_a_link_or_html_is_none_and_is_told() -> None:
    body = "[link[^a]](https://e.org) `[^c]` [text](x.md)[^d]\n\n<div>[^b]</div>\n"

    assert ["d"] == [cited.id for cited in citations(body)]
    assert ["a", "b"] == [cited.id for cited in misplaced(body)]


def test_a_mark_within_a_list_that_looks_like_code_is_a_citation() -> None:
    assert [cited.id for cited in citations("- one\n    - two[^a]\n")] == ["a"]


@given(st.text(alphabet="ab[]^`~ \n:-1"))
def test_a_body_without_sources_comes_back_to_the_letter(body: str) -> None:
    assert body == linked(body, {})


@given(st.text(alphabet="ab[]^`~ \n:-1"))
def test_what_is_linked_is_what_is_cited(body: str) -> None:
    cited = [each.id for each in citations(body) if each.id == "a"]

    assert len(cited) == linked(body, {"a": 1}).count("(#bb-source-1)")
