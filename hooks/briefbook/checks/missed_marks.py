"""What is meant as a list, a link or code becomes one.

Why: Markdown says nothing where a sign is missing, and shows the other signs to the reader: a list runs on in its paragraph
where no blank line stands above it, and a link with a blank between its brackets is words.

Wrong: `[the text] (https://example.org/)`

Right: `[the text](https://example.org/)`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.prose import marked, within_code

RULES = {"missed-mark": "warning"}
ALONE = True
_ADDRESS = r"(?:https?://|mailto:|[\w./-]+\.md\b)[^()\s]*"
_WORDS = r"\[[^\[\]\n]+\]"
_SIGNS = (
    (re.compile(rf"{_WORDS}[ \n]\({_ADDRESS}\)"), "a link has no blank between its brackets; take it out"),
    (re.compile(rf"\({_ADDRESS}\){_WORDS}(?!\()"), "of a link the words come first: [words](address)"),
    (
        re.compile(rf"{_WORDS}\({_ADDRESS}(?=\s(?!\s*[\"'])|\Z)"),
        "the address of this link has no end; write ) there",
    ),
)
_LIST = re.compile(
    r"^(?![ \t]|[-*+>|#]|\d+[.)][ ])[^\n]*\S[^\n]*\n(?P<item>(?:[-*+]|1[.)])[ ]+\S[^\n]*)"
    r"(?:\n(?P<next>(?:[-*+]|2[.)])[ ])?|\Z)",
    re.MULTILINE,
)
_BOX = re.compile(r"^(?:!{3}|\?{3}\+?)[ ]+[A-Za-z][^\n]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)$", re.MULTILINE)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `missed-mark` for each place where a sign is missing."""
    for record in library.records:
        for at, message in sorted(_missed(record.source.body)):
            yield record.source.problem_in_body("missed-mark", message, at, "warning")


def _missed(body: str) -> Iterator[tuple[int, str]]:
    inside = within_code(body)
    if "](" in body or "] (" in body or "]\n(" in body or ")[" in body:
        for pattern, message in _SIGNS:
            yield from ((found.start(), message) for found in pattern.finditer(body) if not inside(found.start()))
    if "\n- " in body or "\n* " in body or "\n+ " in body or "\n1" in body:
        closed = marked(body)
        for found in _LIST.finditer(body):
            begins = found["next"] or found[0].partition("\n")[0].rstrip().endswith(":")
            if begins and not closed.touch(found.start(), found.end("item")):
                yield found.start("item"), "a list begins after a blank line; put one above this"
    if "!!!" in body or "???" in body:
        told = "this sign makes no box here, and readers see it; write a quotation, with > before each line"
        yield from ((found.start(), told) for found in _BOX.finditer(body) if not inside(found.start()))
    if "```" in body or "~~~" in body:
        yield from _left_open(body)


def _left_open(body: str) -> Iterator[tuple[int, str]]:
    """The fence of code that none closes."""
    opened: re.Match[str] | None = None
    for found in _FENCE.finditer(body):
        if opened is None:
            opened = found
        elif found["fence"].startswith(opened["fence"]) and not found["rest"].strip():
            opened = None
    if opened is not None:
        yield opened.start(), f"the code that begins here has no end; write {opened['fence']} on a line below it"
