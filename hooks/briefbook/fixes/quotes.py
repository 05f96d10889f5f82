"""Puts a text that YAML cannot read as one into quotes, and straight quotes where curly ones were meant as YAML's.

Why: a colon and a blank in a title make YAML look for a field; curly quotes around a whole value show on the page.

Wrong: `title: The strike ends: what was agreed`

Right: `title: "The strike ends: what was agreed"`
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from briefbook.edits import Edit, front

_LINE = re.compile(
    r"^[ \t]*(?:- )?(?:title|name|summary|publisher|note|reason|role|short_title|number):[ ]+"
    r"(?P<text>\S[^\r\n]*?)[ \t]*(?=\r?$)",
    re.MULTILINE,
)
_LIST = re.compile(
    r"^(?:key_points|aliases|weak_aliases|no_link):[ \t]*(?:#[^\r\n]*)?\r?\n(?P<items>(?:(?:[ \t]+|-)[^\n]*\n)*)",
    re.MULTILINE,
)
_ITEM = re.compile(r"^[ \t]*- (?P<text>\S[^\r\n]*?)[ \t]*(?=\r?\n(?:[ \t]*-|\Z|\S))", re.MULTILINE)


def edits(text: str) -> Iterator[Edit]:
    """The changes to a file."""
    start, end = front(text)
    for found in _LINE.finditer(text, start, end):
        value, at = found["text"], found.span("text")
        if re.fullmatch('“[^“”"\\\\]*”', value):
            yield Edit(*at, f'"{value[1:-1]}"')
        elif _looks_like_a_field(value):
            yield Edit(*at, json.dumps(value, ensure_ascii=False))
    for held in _LIST.finditer(text, start, end):
        for found in _ITEM.finditer(text, *held.span("items")):
            if _looks_like_a_field(found["text"]):
                yield Edit(*found.span("text"), json.dumps(found["text"], ensure_ascii=False))


def _looks_like_a_field(value: str) -> bool:
    return re.match(r"[\w(“‘]", value) is not None and (": " in value or value.endswith(":")) and " #" not in value
