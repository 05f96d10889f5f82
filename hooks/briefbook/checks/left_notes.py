"""A published brief has no notes that its author left for later.

Why: TODO and its like were meant for nobody but the author, and readers see them.

Wrong: `The strike cost TODO million.`

Right: `status: draft` until the figure is there
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Brief, Library, Problem
from briefbook.positions import Key
from briefbook.prose import marked

RULES = {"left-note": "warning"}
RESTS_ON = {"left-note": (("status",),)}
ALONE = True
_NOTE = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBC)\b"
    r"|(?<![A-Za-z])XXX(?![\w'’]|-[a-z]| [A-Z])"  # the XXX Olympiad is the thirtieth
    r"|\b[Ll]orem ipsum\b"
)
_WORDS = ("TODO", "FIXME", "TB", "XXX", "orem ipsum")
_NUMBERED = re.compile(r"[A-Z][\w.]*\s$")


def check(library: Library) -> Iterator[Problem]:
    """Yield a `left-note` for each in the text and in the fields that say what it is about."""
    for brief in library.briefs:
        if brief.status == "published":
            yield from _of_brief(brief)


def _of_brief(brief: Brief) -> Iterator[Problem]:
    points: list[tuple[Key, str]] = [(("key_points", number), text) for number, text in enumerate(brief.key_points)]
    for key, text in ((("title",), brief.title), (("summary",), brief.summary), *points):
        if note := next(_notes(text), None):
            yield brief.source.warning("left-note", _told(note[1]), *key)
    body = brief.source.body
    found = list(_notes(body))
    closed = marked(body) if found else None
    for at, note_text in found:
        if closed and not closed.touch(at, at + 1):
            yield brief.source.problem_in_body("left-note", _told(note_text), at, "warning")


def _notes(text: str) -> Iterator[tuple[int, str]]:
    for found in _NOTE.finditer(text) if any(map(text.__contains__, _WORDS)) else ():
        if found[0] != "XXX" or not _NUMBERED.search(text, max(0, found.start() - 40), found.start()):
            yield found.start(), found[0]


def _told(note: str) -> str:
    return f"'{note}' is a note for later; do what it asks, or write 'status: draft' above"
