"""A plain text put into Markdown is read back as it stood, wherever it is put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefbook.literal import literal, literal_line

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
SIGNS = st.text(alphabet="ab1 _*`~[](){}<>!#+-=.&;:|\\/'\"^$%@,?é中", min_size=1, max_size=30)
WORDS = SIGNS.map(lambda text: " ".join(text.split())).filter(bool)
KNOWN = [
    "# C", "C #", "1. First", "1) x", "- a", "--- ", "- - -", "> q", "**b** and _i_ and snake_case", "[a](b) ![c](d)",
    "`x` ~~y~~", "<b> a < b &amp; R&D", "\\ \\* \\\\", "[^1] [[p1]]", "[x]: y",
    "~~~", "```", "___", "<!-- x", "***", "=", "a_b_ _c",
]  # fmt: skip


def shown(markdown: str, kind: str) -> str:
    """The text of the one block of a kind, if it holds nothing but text."""
    tokens = READER.parse(markdown)
    assert kind == tokens[0].type
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert {"text", "text_special"} >= {child.type for child in inline.children or ()}
    return "".join(child.content for child in inline.children or ())


def holds(text: str) -> None:
    assert text == shown(f"# {literal_line(text)}", "heading_open")
    assert text == shown(literal_line(text), "paragraph_open")
    assert text == shown(f"- {literal_line(text)}", "bullet_list_open")
    assert f"Name: {text}" == shown(f"- Name: {literal(text)}", "bullet_list_open")


@pytest.mark.parametrize("text", [text.strip() for text in KNOWN])
def test_a_text_of_marks_is_a_text(text: str) -> None:
    holds(text)


@given(WORDS)
def test_every_text_is_read_back(text: str) -> None:
    holds(text)


def test_what_marks_nothing_is_left_alone() -> None:
    for text in ("A plain title: 5 < 6, R&D, snake_case, #1, -5 (x) {y} 2024", "What was agreed?"):
        assert text == literal_line(text)
