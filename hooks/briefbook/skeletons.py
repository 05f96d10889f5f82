"""The file that a new record begins with: all that can be known, and for the rest a comment that says what to write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from briefbook.model import KIND_NAMES

_BRIEF = """---
title: {title}
date: {date}
section:{section}  # {sections}
authors: [{author}]  # {authors}
summary:  # What happened and why it matters, in one or two sentences of at most 400 characters.
topics: []  # One at least, of docs/topics.
actors: []  # Who is named, by the names of their files in docs/actors.
sources:  # Take the signs # below away, and write your own.
#  - id: agreement
#    title: Agreement of 4 March
#    publisher: Port Authority
#    url: https://example.org/agreement
#    date: 2024-03-04
status: draft  # Take this line out when the brief is ready.
---

<!-- The text begins here, below the title; headings in it start with ##. [^agreement] cites the source of that id. -->
"""

_OTHERS = {
    "actor": "---\nname: {name}\nkind:  # {kinds}\naliases: []\nsummary:  # One line of at most 160 characters.\n---\n",
    "topic": "---\ntitle: {name}\nbroader:  # The topic above this one, if there is one.\nsummary:\n---\n",
    "section": "---\ntitle: {name}\nsummary:\n---\n",
    "author": "---\nname: {name}\nrole:\nsection:\n---\n",
}


def skeleton(kind: str, name: str, today: date, known: Mapping[str, Sequence[str]]) -> str:
    """The text of a new file; `known` are the ids of sections and authors, of which a single one is filled in."""
    sections, authors = known.get("sections", ()), known.get("authors", ())
    if kind == "brief":
        return _BRIEF.format(
            title=_scalar(name),
            date=today.isoformat(),
            section=f" {sections[0]}" if len(sections) == 1 else "",
            author=authors[0] if len(authors) == 1 else "",
            sections=_one_of(sections, "sections"),
            authors=_one_of(authors, "authors"),
        )
    return _OTHERS[kind].format(name=_scalar(name), kinds=f"One of {', '.join(KIND_NAMES)}.")


def _scalar(text: str) -> str:
    """A text as YAML: plain where that is certain to be the same, else in quotes."""
    plain = text.isascii() and text[:1].isalnum() and not set(text).intersection(":#[]{},&*!|>'\"%@`\\")
    return text if plain and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _one_of(ids: Sequence[str], folder: str) -> str:
    return f"One of {', '.join(ids)}." if 0 < len(ids) <= 12 else f"Of docs/{folder}."
