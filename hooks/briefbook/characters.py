"""The characters that have no place in a text: those nobody sees, and those that make a line read as it is not written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    "\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"  # unseen
    "\u202a-\u202e\u2066-\u2069]"  # reverse the reading direction
)
_JOINERS = re.compile("[\u200c-\u200f]")
_JOINED = (
    "ARABIC", "SYRIAC", "THAANA", "NKO", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL",
    "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "TIBETAN", "MYANMAR", "KHMER",
)  # fmt: skip


def unwelcome(text: str) -> tuple[int, str] | None:
    """The first such character: where it stands, and what to do about it.

    Bytes that are not UTF-8 come as lone surrogates. Joiners and direction marks stay where the script needs them.
    """
    return min((each for each in (_forbidden(text), next(_misplaced(text), None)) if each), default=None)


def _forbidden(text: str) -> tuple[int, str] | None:
    if not (found := _FORBIDDEN.search(text)):
        return None
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        return found.start(), f"byte 0x{code - 0xDC00:02X} is not UTF-8; save the file with the encoding UTF-8"
    if found[0] in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return found.start(), f"the character U+{code:04X} turns the reading direction around unseen; delete it"
    what = "control character" if code < 0xA0 else "character"
    return found.start(), f"the {what} U+{code:04X} is invisible and has no place in a text; delete it"


def _misplaced(text: str) -> Iterator[tuple[int, str]]:
    for found in _JOINERS.finditer(text):
        at = found.start()
        if not (_belongs_to_line(text, at) if found[0] in "\u200e\u200f" else _joins(text, at)):
            yield at, f"the character U+{ord(found[0]):04X} is invisible and not needed here; delete it"


def _belongs_to_line(text: str, at: int) -> bool:
    """A direction mark is at home in a line with letters of a script written from right to left."""
    end = text.find("\n", at)
    line = text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else None]
    return any(unicodedata.bidirectional(each) in {"R", "AL"} for each in line if each not in "\u200e\u200f")


def _joins(text: str, at: int) -> bool:
    """A joiner is at home after a letter that joins, and between emoji."""
    before = text[at - 1] if at else " "
    return unicodedata.name(before, "").startswith(_JOINED) or unicodedata.category(before) in {"So", "Sk", "Mn"}
