"""Takes out blanks at the ends of lines, blank lines beyond two, and blanks beyond one between words.

Why: they show nowhere and turn up in every comparison. Two blanks at the end of a line of the body are a line break in
Markdown, and stay.

Wrong: `The  parties signed. ` with blanks at its end

Right: `The parties signed.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.edits import Edit, body_start, line_end
from briefbook.prose import within_code

_TRAILING = re.compile(r"[ \t]+(?=\r?(?:\n|\Z))")
_BLANK_LINES = re.compile(r"(?<=\n)(?:[ \t]*\r?\n){3,}")
_BETWEEN = re.compile(r"(?<=[\w.,;:!?)\]])  +(?=[\w(\[\"'“‘])")


def edits(text: str) -> Iterator[Edit]:
    """The changes to a file."""
    begin, end = body_start(text), line_end(text)
    yield from (Edit(found.start(), found.end(), "") for found in _TRAILING.finditer(text, 0, begin))
    for edit in slips(text[begin:]):
        yield Edit(begin + edit.start, begin + edit.end, edit.text.replace("\n", end))
    if text and not text.endswith(("\n", "\r")):
        yield Edit(len(text), len(text), end)


def slips(body: str) -> Iterator[Edit]:
    """The changes to a body, outside code and tables."""
    if "  " not in body and " \n" not in body and "\t" not in body and "\n\n\n\n" not in body:
        return
    inside = within_code(body)
    for found in _TRAILING.finditer(body):
        if found[0] != "  " and not inside(found.start()):
            yield Edit(found.start(), found.end(), "")
    for found in _BLANK_LINES.finditer(body):
        if not inside(found.start()):
            yield Edit(found.start(), found.end(), "\n\n")
    for found in _BETWEEN.finditer(body):
        line = body[body.rfind("\n", 0, found.start()) + 1 : found.start()]
        if "|" not in line and not inside(found.start()) and not re.fullmatch(r"\s*(?:\d+[.)]|[-*+:])", line):
            yield Edit(found.start(), found.end(), " ")
