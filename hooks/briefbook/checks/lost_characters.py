"""No text has a sign that stands for a character which was lost.

Why: U+FFFD is what a program writes where it could not read a letter, and a private sign is shown by the fonts of one
program only; a line separator inside a paragraph came along with pasted words.

Wrong: `The caf� closed.`

Right: `The café closed.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.prose import within_code

RULES = {"lost-character": "warning"}
ALONE = True
_LOST = re.compile(
    "[\ufffd\ue000-\uf8ff\u2028\u2029]"
    "|\u00e2\u20ac[\u0153\u009d\u2122\u02dc\u201c\u201d\u00a6]"  # quotation marks and dashes
    "|\u00c3[\u00a9\u00a8\u00bc\u00b6\u00a4\u00a7]"  # letters with an accent
)


def check(library: Library) -> Iterator[Problem]:
    """Yield one `lost-character` for the first of them in a body, and for each field that begins a page with one."""
    for record in library.records:
        for field in ("title", "name", "summary"):
            text = getattr(record, field, None) or ""
            if not text.isascii() and (found := _LOST.search(text)):
                yield record.source.warning("lost-character", _told(found[0]), field)
        body = record.source.body
        if not body.isascii() and _LOST.search(body):
            inside = within_code(body)
            if found := next((each for each in _LOST.finditer(body) if not inside(each.start())), None):
                yield record.source.problem_in_body("lost-character", _told(found[0]), found.start(), "warning")


def _told(sign: str) -> str:
    if sign in "\u2028\u2029":
        return f"U+{ord(sign):04X} ends a line where nobody sees it; write a blank, or begin a paragraph"
    if len(sign) > 1:
        return f"'{sign}' is one letter that was read in the wrong encoding; write the letter that was meant"
    return f"'{sign}' (U+{ord(sign):04X}) stands for a letter that was lost; write it anew"
