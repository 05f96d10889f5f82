"""What a file may measure: refuses, before anything is parsed, what no author writes and no parser survives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Problem

FILE = 256 * 1024
FRONT_MATTER = 16 * 1024
LINE = 10 * 1024
_DEPTH = 12
_BRACKETS = 60
_RUN = re.compile(r"([^\w\s](?:[^\n]|\n){0,3}?)\1{100}")
_INDENT = re.compile(r"^[ \t]{120}", re.MULTILINE)
_QUOTES = re.compile(rf"^[ \t]*(?:>[ \t]*){{{_DEPTH + 1}}}", re.MULTILINE)


def over_limits(path: str, text: str) -> Problem | None:
    """The first limit that a file's text exceeds."""
    return next((Problem(path, line, column, "limit", message) for line, column, message in _found(text)), None)


def front_matter_too_long(path: str, text: str) -> Problem | None:
    """A problem where front matter alone is longer than a dozen of any author's."""
    if len(text) <= FRONT_MATTER:
        return None
    return Problem(path, 1, 1, "limit", f"the front matter is longer than {FRONT_MATTER // 1024} KB; move text to the body")


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    if len(text) > FILE or len(text.encode("utf-8", "surrogatepass")) > FILE:
        yield 1, 1, f"the file is larger than {FILE // 1024} KB; divide the text into several briefs"
        return
    if any(len(line) > LINE for line in text.split("\n")):
        number = next(number for number, line in enumerate(text.split("\n"), 1) if len(line) > LINE)
        yield number, 1, f"this line is longer than {LINE // 1024} KB; break it into paragraphs"
    for pattern, message in (
        (_RUN, "the same signs stand here more than 100 times in a row; shorten them"),
        (_INDENT, "this line is indented by 120 or more; lists can stand inside each other ten deep"),
        (_QUOTES, f"quotations stand more than {_DEPTH} deep inside each other here"),
    ):
        if found := pattern.search(text):
            yield (*_place(text, found.start()), message)
    if (at := _too_many_open(text)) is not None:
        yield (*_place(text, at), f"more than {_BRACKETS} brackets are open here at once; close them")


def _too_many_open(text: str) -> int | None:
    """Where a paragraph holds more open brackets, or a text more open tags, than any reader follows.

    Each costs Markdown a search to the end.
    """
    if max(text.count("["), text.count("<")) <= _BRACKETS:
        return None
    depth = 0
    for found in re.finditer(r"\n[ \t]*\n|[\[\]]", text):
        depth = 0 if found[0][0] == "\n" else max(0, depth + (1 if found[0] == "[" else -1))
        if depth > _BRACKETS:
            return found.start()
    depth = 0
    for found in re.finditer(r"<(?=[A-Za-z/!?])|>", text):
        depth = max(0, depth + (1 if found[0] == "<" else -1))
        if depth > _BRACKETS:
            return found.start()
    return None


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
