"""What a message advises can be copied: it is valid YAML, and it loses nothing of what the author wrote."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefbook.entries import entries, quoted
from briefbook.meant import near_brief_id, near_ids

LINES = st.lists(
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1).map(str.strip).filter(bool)
)
TEXTS = "tuple[Text, ...]"


@given(LINES)
def test_advice_reads_as_the_lines_of_the_text(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    advice = entries(TEXTS, "".join(f"{line}\n" for line in lines))

    assert lines == yaml.safe_load(f"[{advice}]")


@pytest.mark.parametrize(
    "text", ["NO", "12:30", "2024-13-45", "C:\\dir", '"It\'s" C:\\x', "# one", "- one", "a: b", "&a", "~"]
)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    assert [text] == yaml.safe_load(f"[{quoted(text)}]")


@given(st.text())
def test_any_text_is_guessed_at_and_never_raises(text: str) -> None:
    assert isinstance(near_ids(text), tuple)
    assert near_brief_id(text) is None or "/" in str(near_brief_id(text))
    assert entries("AtLeastOne", text) is not None


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("peace/war", ("peace", "war")),
        ("Peace / War", ("peace", "war")),
        ("topics/war.md", ("war",)),
        ("Topics/War", ("war",)),
        ("docs/topics/war", ("war",)),
        ("../topics/war", ("war",)),
        ("/topics/war/", ("war",)),
        ("https://coast.example/topics/war/", ("war",)),
        ("topics/war/index.md", ("war",)),
        ("مدد", ()),
    ],
)
def test_a_slash_parts_names_and_not_the_parts_of_a_path(text: str, ids: tuple[str, ...]) -> None:
    assert ids == near_ids(text)


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("2023-storm", "2023/storm"),
        ("2023-05-01-storm", "2023/storm"),
        ("2023 The storm", "2023/the-storm"),
        ("../2023/storm.md", "2023/storm"),
        ("https://coast.example/briefs/2023/storm/#end", "2023/storm"),
        ("https://news.example/2023/storm", None),
        ("1701-resolution", None),
        ("The storm comes", None),
        ("2023", None),
    ],
)
def test_a_brief_is_guessed_at_by_its_year_and_name(text: str, brief: str | None) -> None:
    assert brief == near_brief_id(text)
