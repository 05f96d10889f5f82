"""What a file may measure: refuses, before anything is parsed, what no author writes and no parser survives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from briefbook.model import Problem
from briefbook.signs import signs

FILE = 256 * 1024
FRONT_MATTER = 16 * 1024
LINE = 10 * 1024
_LINES = 8_000
_PARAGRAPHS = 4_000
_SIGNS = 12_000
"""Ten times as many as the longest articles of real archives have; each costs Markdown a look at the rest of its line."""
_REPEATED = 4 * 1024 * 1024
_DEPTH = 12
_BRACKETS = 60
_RUN = re.compile(r"([^\w\s](?:[^\n]|\n){0,3}?)\1{100}")
_TIMES = 100
_WIDE = 120
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_INDENT = re.compile(rf"^[ \t]{{{_WIDE}}}", re.MULTILINE)
_QUOTES = re.compile(rf"^[ \t]*(?:>[ \t]*){{{_DEPTH + 1}}}", re.MULTILINE)
_SIGN = re.compile(r"[*_`\[\]<&]")
_DEFINITION = re.compile(r"\[(?!\^)[^\[\]]*\]:[^\n]*(?:\n[^\n]+)?")
_OPENING = (
    re.compile(r"(?P<end>\n[ \t]*\n)|(?P<open>\[)|\]"),
    re.compile(r"(?P<end>\n[ \t]*\n)|(?P<open>\]\()|\)"),
    re.compile(r"(?P<open><(?=[A-Za-z/!?]))|>"),
)


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
    there = signs(text)
    lines = text.split("\n")
    if max(map(len, lines)) > LINE:
        number = next(number for number, line in enumerate(lines, 1) if len(line) > LINE)
        yield number, 1, f"this line is longer than {LINE // 1024} KB; break it into paragraphs"
    if len(lines) > _LINES:
        yield _LINES + 1, 1, f"the file has more than {_LINES:,} lines; divide the text into several briefs"
    if text.count("\n\n") > _PARAGRAPHS:
        beyond = next(islice(re.finditer("\n\n", text), _PARAGRAPHS, None)).end()
        message = f"the file has more than {_PARAGRAPHS:,} paragraphs; divide the text into several briefs"
        yield (*_place(text, beyond), message)
    if sum(map(there.count, b"*_`[]<&")) > _SIGNS:
        beyond = next(islice(_SIGN.finditer(text), _SIGNS, None)).start()
        yield (*_place(text, beyond), f"the file has more than {_SIGNS:,} signs of Markdown, such as * and [; write prose")
    longest = max(_DEFINITION.finditer(text), key=lambda found: len(found[0]), default=None)
    if longest and len(longest[0]) * text.count("]") > _REPEATED:
        # Each link of this name would have all of it: 250 KB of text became 140 MB of HTML.
        yield (*_place(text, longest.start()), "this address is too long for being used so often; shorten it")
    indented = "\t" in text or " " * _WIDE in text
    for may_be, pattern, message in (
        (_may_run_on(text, there), _RUN, "the same signs stand here more than 100 times in a row; shorten them"),
        (
            indented,
            _INDENT,
            f"this line is indented by {_WIDE} or more; take blanks out, as lists can stand inside each other ten deep",
        ),
        (
            there.count(b">") > _DEPTH,
            _QUOTES,
            f"quotations stand more than {_DEPTH} deep inside each other here; take out some of the >",
        ),
    ):
        if may_be and (found := pattern.search(text)):
            yield (*_place(text, found.start()), message)
    if max(there.count(b"["), there.count(b"<")) > _BRACKETS and (at := _too_many_open(text)) is not None:
        yield (*_place(text, at), f"more than {_BRACKETS} brackets are open here at once; close them")


def _may_run_on(text: str, there: bytes) -> bool:
    """Whether a text has any sign so often that it may stand in a row; the search itself costs a hundred times as much.

    `there` are its signs of ASCII.
    """
    if any(there.count(sign) > _TIMES for sign in {*there} - {*b"\n"}):
        return True
    others = () if text.isascii() else _NOT_ASCII.findall(text)
    return len(others) > _TIMES and max(Counter(others).values()) > _TIMES


def _too_many_open(text: str) -> int | None:
    """Where a paragraph holds more open brackets, or a text more open tags, than any reader follows.

    Each costs Markdown a search to the end.
    """
    return next((at for pattern in _OPENING if (at := _too_deep(text, pattern)) is not None), None)


def _too_deep(text: str, pattern: re.Pattern[str]) -> int | None:
    """Where too many are open of what a pattern calls `open`, until it is closed or a paragraph ends."""
    depth = 0
    for found in pattern.finditer(text):
        depth = depth + 1 if found.lastgroup == "open" else 0 if found.lastgroup == "end" else max(0, depth - 1)
        if depth > _BRACKETS:
            return found.start()
    return None


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
