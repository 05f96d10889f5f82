"""Writes a plain text so that Markdown shows it as it stands: a title with asterisks, brackets or tags in it."""

from __future__ import annotations

import re

_SIGN = re.compile(r"[\\`*\[\]_<&~]")
"""One of these stands in all that could mark anything; most texts have none, and are soon done."""
_MARK = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it marks nothing
    r"|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
    r"|~(?=~)|(?<=~)~"
)
_INSTEAD = {"<": "&lt;", "&": "&amp;"}
_BEGINNING = re.compile(r"#{1,6}(?=\s|$)|>|[+-](?=\s|$)|-(?=[\s-]*$)|\d{1,9}(?=[.)](?:\s|$))")
_END = re.compile(r"#+$")


def literal(text: str) -> str:
    """The text within a line."""
    if not _SIGN.search(text):
        return text
    return _MARK.sub(lambda mark: _INSTEAD.get(mark[0]) or f"\\{mark[0]}", text)


def literal_line(text: str) -> str:
    """The text as a line of its own, or as a heading: nothing in it begins a list, a quotation or another heading."""
    made = literal(text)
    if "#" in made:
        made = _END.sub(lambda signs: "\\#" * len(signs[0]), made)
    if begins := _BEGINNING.match(made):
        return f"{begins[0]}\\{made[begins.end() :]}" if begins[0].isdecimal() else f"\\{made}"
    return made
