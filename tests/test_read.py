"""A file's text becomes its fields, with their places, and its body."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.positions import Position, unpacked
from briefbook.read import read

VISIBLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"], exclude_characters="\u2028\u2029\x85\ufeff")
)
VALUES = st.recursive(VISIBLE, lambda inner: st.lists(inner, max_size=3), max_leaves=4)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), VALUES, max_size=5), VISIBLE)
def test_what_is_written_as_front_matter_is_read_back(fields: dict[str, object], body: str) -> None:
    """JSON is YAML: whatever is put between quotes comes back to the letter."""
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    source, problems = read("x.md", f"---\n{front}---\n{body}")

    assert problems == ()
    assert source is not None
    assert fields == source.fields
    assert body == source.body


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), VISIBLE, min_size=1, max_size=5))
def test_every_field_keeps_its_line(fields: dict[str, str]) -> None:
    front = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    source, _ = read("x.md", f"---\n{front}---\n")

    assert source is not None
    assert {name: line for line, name in enumerate(fields, 2)} == {
        key[0]: at.line for key, at in unpacked(source.positions).items()
    }


@given(st.text())
def test_any_text_is_read_or_refused_and_never_raises(text: str) -> None:
    source, problems = read("x.md", text)

    assert (source is None) == bool(problems)


@pytest.mark.battery("A24", "A30")
@given(st.text())
def test_any_front_matter_is_read_or_refused_and_never_raises(text: str) -> None:
    source, problems = read("x.md", f"---\n{text}\n---\n")

    assert (source is None) == bool(problems)


@pytest.mark.battery("A27")
@pytest.mark.parametrize(
    "word", ["NO", "y", "off", "1:30", "017", "1_000", "~", "2024", "null", "1e3", ".inf", "0x1F", "true"]
)
def test_a_word_stays_the_word_that_was_typed(word: str) -> None:
    """YAML 1.1 makes of these False, True, 90, 15, 1000, None, numbers: the country NO vanished that way."""
    source, _ = read("x.md", f"---\ntitle: {word}\n---\n")

    assert source is not None
    assert word == source.fields["title"]


def test_places_of_nested_values() -> None:
    source, _ = read("x.md", "---\nsources:\n  - title: A\n    date: 2024-01-01\n  - title: B\n---\nbody\n")

    assert source is not None
    assert [Position(3, 12), Position(4, 11), Position(5, 12)] == [
        source.position("sources", 0, "title"),
        source.position("sources", 0, "date"),
        source.position("sources", 1, "title"),
    ]
    assert source.body_line == 7


@pytest.mark.battery("A30")
def test_windows_line_ends_and_a_byte_order_mark_are_taken_out() -> None:
    source, _ = read("x.md", "\ufeff---\r\ntitle: A\r\n---\r\nOne.\r\nTwo.\r\n")

    assert source is not None
    assert (source.fields, source.body) == ({"title": "A"}, "One.\nTwo.\n")


def test_a_text_without_front_matter_is_all_body() -> None:
    source, _ = read("x.md", "Note: text\n")

    assert source is not None
    assert (source.fields, source.body) == ({}, "Note: text\n")


def test_a_problem_in_a_body_is_on_its_line() -> None:
    source, _ = read("x.md", "---\ntitle: A\n---\n\nOne.\nTwo here.\n")

    assert source is not None
    problem = source.problem_in_body("rule", "message", source.body.index("here"))
    assert (problem.line, problem.column) == (6, 5)


_FIELDS = "title: Fog\ndate: 2024-01-10\nsection: weather\ntopics: [storms]\n"


@pytest.mark.battery("A26")
@pytest.mark.parametrize(
    ("front", "place", "words"),
    [
        (_FIELDS.replace("[storms]", "[storms"), (5, 9), "'[' opens here and is never closed"),
        (_FIELDS.replace("title: Fog", "topics: [fog"), (2, 9), "'[' opens here and is never closed"),
        (_FIELDS + "sources:\n  - {title: A, publisher: B\n", (7, 5), "'{' opens here and is never closed"),
        (_FIELDS + "sources:\n  - {title: A: b}\n", (7, 5), "an entry between these brackets has a sign that divides it"),
        (_FIELDS.replace("[storms]", "[storms,,fog]"), (5, 17), "an entry is missing here"),
        (_FIELDS.replace("date:", "  date:"), (3, 3), "this field begins further right than the one above it"),
        (_FIELDS + "sources:\n  - title: A\n publisher: B\n", (8, 2), "this line begins in another column"),
        (_FIELDS + "sources:\n  - title: A\n   publisher: B\n", (8, 4), "this line begins in another column"),
        (f"  {_FIELDS}", (2, 1), "the first field begins further right"),
        (_FIELDS + "key_points: - a\n", (6, 13), "'-' begins an entry of a list on a line of its own"),
        (_FIELDS.replace("Fog", '"C:\\Users"'), (2, 13), "a backslash means something to YAML"),
        (_FIELDS.replace("Fog", "*Fog* rises"), (2, 8), "a text cannot begin with this character"),
        (_FIELDS.replace("Fog", "! Fog"), (2, 8), "'!' is a YAML tag"),
        (_FIELDS.replace("Fog", "> Fog"), (2, 10), "'|' and '>' begin a text on the next line"),
        (_FIELDS.replace("Fog", '"Fog" rises'), (2, 14), "the text in quotes has ended before this"),
        (_FIELDS.replace("section: ", "section:"), (4, 1), "write a common blank behind the colon"),
        (_FIELDS + 'key_points:\n  - "The port" closed\n', (7, 16), "the text in quotes has ended before this"),
        (_FIELDS + "actors:\n- a\n-b\nlang: en\n", (8, 1), "write a blank behind the -"),
        (_FIELDS.replace("Fog", "[sic] says"), (2, 14), "a text that begins with a bracket stands in quotes"),
        (_FIELDS.replace("Fog", "!!python/name:x y"), (2, 8), "'!!python/name:x' is a YAML tag"),
        (_FIELDS + "}\n", (6, 1), "this sign closes nothing that is open"),
        (_FIELDS + "<<<<<<< HEAD\nlang: en\n=======\nlang: fr\n>>>>>>> b\n", (6, 1), "git could not join two changes here"),
    ],
)
def test_what_yaml_cannot_read_is_told_in_plain_words_where_it_is(front: str, place: tuple[int, int], words: str) -> None:
    source, (problem, *others) = read("x.md", f"---\n{front}---\n\nText.\n")

    assert (None, []) == (source, others)
    assert (place, words) == ((problem.line, problem.column), problem.message[: len(words)])
    assert "expected" not in problem.message
