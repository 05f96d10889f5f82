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

RULES = {"foreign-sign": "warning"}
ALONE = True
_ANY = ("!!!", "???", "{{", "{%", "-8<-", "*[", "~~", "==", "\n1) ", "- [", "* [", "+ [", "[TOC]", "^[", "---")
"""Nearly all prose holds none of these, and is looked at no further."""
_SIGNS = tuple(
    (re.compile(pattern, re.MULTILINE), message)
    for pattern, message in (
        (r"^(?:!{3}|\?{3}\+?)[ ]+[A-Za-z][^\n]*$", "no box is made of this; write a quotation, with > before each line"),
        (r"\{\{[<%]|\{\{ \w|\{%[- ]", "nothing is put in here; write what readers are to see"),
        (r"^-+8<-+[ ]", "no file is put in here; write what readers are to see"),
        (r"^\*\[[^\]\n]+\]:", "abbreviations are not explained so; write the whole words where the short ones stand first"),
        (
            r"(?<![~\w])~~(?=\S)[^~\n]+\S~~(?![~\w])",
            "no line goes through words here; delete them, or write what replaced them",
        ),
        (r"(?<![=\w])==(?=\S)[^=\n]+\S==(?![=\w])", "no words are marked so; write **words**"),
        (r"^1\) [^\n]+\n(?:[^\n]+\n){0,3}?(?:[ \t]*\n)?2\) ", "a numbered list is written 1. and 2., with a dot"),
        (r"^\[TOC\]$", "the page lists its headings by itself; take this out"),
        (r"^[ ]*[-*+] \[[ xX]\] ", "no box to tick is made of this; write the words alone"),
        (r"\^\[(?=[^\]\n]{8,300}\])", "no footnote is made of this; write [^name], and below [^name]: the note"),
        (
            r"\A\s*---\n(?=[A-Za-z_]+:[ ])",
            "front matter stands once, at the beginning of the file; this is text",
        ),
    )
)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `foreign-sign` for each such sign, outside code and links."""
    for record in library.records:
        body = record.source.body
        if not body.startswith("1) ") and not any(sign in body for sign in _ANY):
            continue
        inside, closed = within_code(body), marked(body)
        for pattern, message in _SIGNS:
            for found in pattern.finditer(body):
                at = found.start() + len(found[0]) - len(found[0].lstrip())
                if not inside(at) and not (found[0][0] in "~={" and closed.touch(at, at + 1)):
                    yield record.source.problem_in_body("foreign-sign", message, at, "warning")
