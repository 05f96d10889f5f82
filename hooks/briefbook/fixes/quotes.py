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


def edits(text: str) -> Iterator[Edit]:
    """The changes to a file."""
    start, end = front(text)
    for found in _LINE.finditer(text, start, end):
        value, at = found["text"], found.span("text")
        if re.fullmatch('“[^“”"\\\\]*”', value):
            yield Edit(*at, f'"{value[1:-1]}"')
        elif re.match(r"[\w(“‘]", value) and (": " in value or value.endswith(":")) and " #" not in value:
            yield Edit(*at, json.dumps(value, ensure_ascii=False))
