"""Headings in a text start at `##`, go down one step at a time, and are told apart by their words.

Why: the title is the page's only first heading; readers who listen to a page jump from heading to heading; and a link to
one of two headings of the same words may lead to the other.

Wrong: `# Background`

Right: `## Background`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.anchors import anchor
from briefbook.model import Library, Problem, Prose, Record
from briefbook.prose import within_code
from briefbook.signs import signs

RULES = {"heading": "warning"}
ALONE = True
_MARKED = r"^(?P<marks>#{1,6})(?!#)[ \t]*(?P<words>[^\n]*?)[ \t]*#*[ \t]*$"
_HEADING = re.compile(_MARKED.replace("^(?P<marks>#{1,6})", r"(?P<marks>#(?<![^\n]#)#{0,5})"), re.MULTILINE)
"""The same from its sign on, which is quicker to find than a line is."""
_HEADING_OR_UNDERLINED = re.compile(rf"{_MARKED}|^(?P<above>[^\n#>|\s][^\n]*)\n(?P<line>=+|-+)[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"^[=-]+[ \t]*$", re.MULTILINE)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `heading` for each at the first level, after a leap, without words, or with those of another."""
    for record in library.records:
        body = record.source.body
        there = b"\n" + signs(body)
        underlined = (b"\n=" in there or b"\n-" in there) and _UNDERLINE.search(body)
        if underlined or b"\n#" in there:
            yield from _of_body(record, _HEADING_OR_UNDERLINED if underlined else _HEADING)


def _of_body(record: Record, pattern: re.Pattern[str]) -> Iterator[Problem]:
    body, before, met = record.source.body, 1, set()
    inside = within_code(body)
    for found in pattern.finditer(body):
        if inside(found.start()):
            continue
        level = len(found["marks"]) if found["marks"] else 1 if found["line"][0] == "=" else 2
        words = found["words"] if found["marks"] else found["above"]
        place = anchor(words)
        if level == 1 and not isinstance(record, Prose):
            message = "the title stands above the text already; begin headings with ##"
        elif level > before + 1:
            message = f"a heading of level {level} follows one of level {before}; write {'#' * (before + 1)}"
        elif not re.search(r"[^\W_]", words):
            message = "this heading has no words; readers and links need some"
        elif place in met:
            message = f"'{words}' is a heading here already; word one of them otherwise, so that links find it"
        else:
            message = ""
        if message:
            yield record.source.problem_in_body("heading", message, found.start(), "warning")
        met.add(place)
        before = level
