"""The characters that have no place in a text: those nobody sees, and those that make a line read as it is not written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
    "\u2061-\u2064\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"  # unseen
    "\u202a-\u202e\u2066-\u2069]"  # reverse the reading direction
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a part of a country, such as Scotland's: an emoji that names it in characters which stand nowhere else."""
_JOINED = (
    "ARABIC", "EXTENDED ARABIC", "SYRIAC", "THAANA", "NKO", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI",
    "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "TIBETAN", "MYANMAR", "KHMER",
)  # fmt: skip
_WITHOUT_BLANKS = (
    "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "JAVANESE", "BALINESE", "CJK", "HIRAGANA", "KATAKANA",
)  # fmt: skip


class Unseen(NamedTuple):
    """Characters that nobody sees, where no script needs them; inside a word they hide it from all who look for it."""

    start: int
    end: int
    in_word: bool


def unwelcome(text: str, body: int | None = None) -> tuple[int, str] | None:
    """The first character that a text cannot have: where it stands, and what to do about it.

    Bytes that are not UTF-8 come as lone surrogates. Joiners and direction marks stay where the script needs them. From
    `body` on, where the text is prose, one that came along with pasted words and stands between them is only `unseen`.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return None  # as nearly all texts are in English
    between = len(text) if body is None else body
    misplaced = next((each for each in unseen(text) if each.in_word or each.start < between), None)
    found = [_sentence(text, misplaced.start)] if misplaced else []
    return min([*found, *_forbidden(text)], default=None)


def unseen(text: str) -> Iterator[Unseen]:
    """Yield the characters without a width that are in the wrong place."""
    if text.isascii():
        return
    for found in _UNSEEN.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        if not all(_needed(each, text, start, before, after) for each in found[0]):
            # A hyphen that shows at the end of a line only is meant for the inside of a word, and no deceit.
            yield Unseen(start, end, _of_word(before) and _of_word(after) and set(found[0]) != {"\u00ad"})


def _forbidden(text: str) -> list[tuple[int, str]]:
    flags: list[tuple[int, int]] | None = None
    for found in _FORBIDDEN.finditer(text):
        at = found.start()
        if found[0] >= "\U000e0000":
            flags = [flag.span() for flag in _FLAG.finditer(text)] if flags is None else flags
            if any(start < at < end for start, end in flags):
                continue
        return [_sentence(text, at)]
    return []


def _sentence(text: str, at: int) -> tuple[int, str]:
    code = ord(text[at])
    if 0xDC80 <= code <= 0xDCFF:
        return at, f"byte 0x{code - 0xDC00:02X} is not UTF-8; save the file with the encoding UTF-8"
    if text[at] in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return at, f"the character U+{code:04X} turns the reading direction around unseen; delete it"
    if text[at] in "\u200c\u200d\u200e\u200f":
        return at, f"the character U+{code:04X} is invisible and not needed here; run briefbook fix, which deletes it"
    what = "control character" if code < 0xA0 else "character"
    remedy = "run briefbook fix, which deletes it" if _UNSEEN.match(text[at]) else "delete it"
    return at, f"the {what} U+{code:04X} is invisible and has no place in a text; {remedy}"


def _needed(character: str, text: str, at: int, before: str, after: str) -> bool:
    if character in "\u200e\u200f":
        return _belongs_to_paragraph(text, at)
    if character in "\u200c\u200d":
        return _joins(before, after)
    return character == "\u200b" and any(unicodedata.name(each, "").startswith(_WITHOUT_BLANKS) for each in (before, after))


def _belongs_to_paragraph(text: str, at: int) -> bool:
    """A direction mark is at home in a paragraph with letters of a script written from right to left.

    There it stands beside a Latin name or a number as well, also on a line that has nothing else.
    """
    end = text.find("\n\n", at)
    paragraph = text[text.rfind("\n\n", 0, at) + 1 : end if end >= 0 else None]
    return any(unicodedata.bidirectional(each) in {"R", "AL"} for each in paragraph if each not in "\u200e\u200f")


def _joins(before: str, after: str) -> bool:
    """A joiner is at home beside a letter that joins, also between it and a foreign word, and between emoji."""
    if unicodedata.category(before) in {"So", "Sk", "Mn"}:
        return True
    return any(unicodedata.name(each, "").startswith(_JOINED) for each in (before, after))


def _of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
