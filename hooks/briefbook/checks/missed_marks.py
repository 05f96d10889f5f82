"""What is meant as a list, a table, a link, a mark or code becomes one.

Why: Markdown says nothing where a sign is missing, and shows the other signs to the reader: a list or a table runs on in
its paragraph where no blank line stands above it, and a link with a blank between its brackets is words.

Wrong: `[the text] (https://example.org/)`

Right: `[the text](https://example.org/)`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.prose import Spans, marked, within_code
from briefbook.signs import signs

RULES = {"missed-mark": "warning"}
ALONE = True
_ADDRESS = r"(?:https?://|mailto:|[\w./-]+\.md\b)[^()\s]*"
_WORDS = r"\[[^\[\]\n]+\]"
_BLANK_IN_HOST = r"https?://[^\s()/?#]*\s[^()\n]*\)"
"""An address that has an end, and no host that can be: `checks/links.py` tells so."""
_SIGNS = (
    (re.compile(rf"{_WORDS}[ \n]\({_ADDRESS}\)"), "a link has no blank between its brackets; take it out"),
    (re.compile(rf"\({_ADDRESS}\){_WORDS}(?!\()"), "of a link the words come first: [words](address)"),
    (
        re.compile(rf"{_WORDS}\((?!{_BLANK_IN_HOST}){_ADDRESS}(?=\s(?!\s*[\"'])|\Z)"),
        "the address of this link has no end; write ) there",
    ),
)
_ITEM = re.compile(r"\n(?P<item>(?:[-*+]|1[.)])[ ]+\S[^\n]*)(?=\n(?P<next>(?:[-*+]|2[.)])[ ])?|\Z)")
_NO_WORDS = re.compile(r"\s*$|[ \t]|[-*+>|#]|\d+[.)][ ]")
"""What a line begins with that is empty, or of another kind than a paragraph's."""
_MARKS = (
    (
        re.compile(r"\[\^(?<!\\\[\^)(?:[ ]+[\w-]{1,60}|[\w-]{1,60}[,;:. ][^\[\]\n]{0,80})\](?!:|\()"),
        "a mark is [^id] and nothing else; write a page or the like behind it",
    ),
    (
        re.compile(r"\[\[(?<!\[\[\[)(?![a-z0-9-]{1,100}(?:\|[^\[\]\n]+)?\]\])[^\[\]\n]{2,80}\]\](?![(\[])"),
        "an actor is named by its id, the name of its file: [[port-authority]] or [[port-authority|the port]]",
    ),
)
_BELOW_HEAD = re.compile(r"^[ |:-]+$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})(?P<rest>[^\n]*)$", re.MULTILINE)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `missed-mark` for each place where a sign is missing."""
    for record in library.records:
        for at, message in sorted(_missed(record.source.body)):
            yield record.source.problem_in_body("missed-mark", message, at, "warning")


def _missed(body: str) -> Iterator[tuple[int, str]]:
    there = b"\n" + signs(body)
    inside = within_code(body)
    if b"](" in there or b"]\n(" in there or b")[" in there:
        for pattern, message in _SIGNS:
            yield from ((found.start(), message) for found in pattern.finditer(body) if not inside(found.start()))
    if b"[^" in there or b"[[" in there:
        for pattern, message in _MARKS:
            for found in pattern.finditer(body):
                if not inside(found.start()) and f"{found[0]}:" not in body:
                    yield found.start(), message
    yield from _lists(body)
    if "|" in body:
        yield from ((at, message) for at, message in _tables(body) if not inside(at))
    if b"```" in there or b"~~~" in there:
        yield from _left_open(body)


def _lists(body: str) -> Iterator[tuple[int, str]]:
    """The lists that run on in the paragraph above them, as two items show, or a colon before the one."""
    closed: Spans | None = None
    for found in _ITEM.finditer(body):
        start = body.rfind("\n", 0, found.start()) + 1
        above = body[start : found.start()]
        if _NO_WORDS.match(above) or not (found["next"] or above.rstrip().endswith(":")):
            continue
        closed = closed or marked(body)
        if not closed.touch(start, found.end("item")):
            yield found.start("item"), "a list begins after a blank line; put one above this"


def _tables(body: str) -> Iterator[tuple[int, str]]:
    """The tables that stay words: those without a blank line above, or with another number of cells below their head."""
    for line in _BELOW_HEAD.finditer(body):
        above = body[: max(0, line.start() - 1)].rsplit("\n", 2)
        if "-" not in line[0] or "|" not in line[0] or "|" not in above[-1] or not line.start():
            continue
        start = line.start() - 1 - len(above[-1])
        if len(above) > 1 and above[-2].strip() and "|" not in above[-2]:
            yield start, "a table begins after a blank line; put one above this"
        elif _cells(above[-1]) != _cells(line[0]):
            message = (
                f"the head of this table has {_cells(above[-1])} cells, the line of hyphens below it {_cells(line[0])}"
            )
            yield start, f"{message}; write as many"


def _cells(row: str) -> int:
    return re.sub(r"\\.|`[^`]*`", "x", row).strip().removeprefix("|").removesuffix("|").count("|") + 1


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
