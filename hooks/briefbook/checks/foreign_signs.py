"""A text has no signs that other programs make something of, and this site nothing.

Why: readers see them as they are: a box that is none, a line through words that is two signs before and behind them.

Wrong: `!!! note` above a paragraph

Right: `> **Note.** The figures are of May.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Library, Problem
from briefbook.prose import marked, within_code
from briefbook.signs import signs

RULES = {"foreign-sign": "warning"}
ALONE = True
_SIGNS = tuple(
    (begins, re.compile(pattern, re.MULTILINE), message)
    for begins, pattern, message in (
        (
            (b"!!!", b"???"),
            r"^(?:!{3}|\?{3}\+?)[ ]+[A-Za-z][^\n]*$",
            "no box is made of this; write a quotation, with > before each line",
        ),
        ((b"{{", b"{%"), r"\{\{[<%]|\{\{ \w|\{%[- ]", "nothing is put in here; write what readers are to see"),
        ((b"-<-",), r"^-+8<-+[ ]", "no file is put in here; write what readers are to see"),
        (
            (b"*[",),
            r"^\*\[[^\]\n]+\]:",
            "abbreviations are not explained so; write the whole words where the short ones stand first",
        ),
        (
            (b"~~",),
            r"(?<![~\w])~~(?=\S)[^~\n]+\S~~(?![~\w])",
            "no line goes through words here; delete them, or write what replaced them",
        ),
        ((b"==",), r"(?<![=\w])==(?=\S)[^=\n]+\S==(?![=\w])", "no words are marked so; write **words**"),
        (
            (b"\n)",),
            r"^1\) [^\n]+\n(?:[^\n]+\n){0,3}?(?:[ \t]*\n)?2\) ",
            "a numbered list is written 1. and 2., with a dot",
        ),
        ((b"\n[]\n",), r"^\[TOC\]$", "the page lists its headings by itself; take this out"),
        ((b"-[]", b"*[]", b"+[]"), r"^[ ]*[-*+] \[[ xX]\] ", "no box to tick is made of this; write the words alone"),
        ((b"^[",), r"\^\[(?=[^\]\n]{8,300}\])", "no footnote is made of this; write [^name], and below [^name]: the note"),
        (
            (b"---\n",),
            r"\A\s*---\n(?=[A-Za-z_]+:[ ])",
            "front matter stands once, at the beginning of the file; this is text",
        ),
    )
)
"""Signs of which a text has one if anything in it fits the expression behind them; each of its lines has an end."""


def check(library: Library) -> Iterator[Problem]:
    """Yield a `foreign-sign` for each such sign, outside code and links."""
    for record in library.records:
        body = record.source.body
        there = b"\n" + signs(body) + b"\n"
        some = [(pattern, message) for begins, pattern, message in _SIGNS if any(sign in there for sign in begins)]
        if not some:
            continue
        inside, closed = within_code(body), marked(body)
        for pattern, message in some:
            for found in pattern.finditer(body):
                at = found.start() + len(found[0]) - len(found[0].lstrip())
                if not inside(at) and not (found[0][0] in "~={" and closed.touch(at, at + 1)):
                    yield record.source.problem_in_body("foreign-sign", message, at, "warning")
