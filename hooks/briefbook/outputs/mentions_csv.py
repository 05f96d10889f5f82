"""mentions.csv: where which brief names which actor, a mention to a line (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial

from briefbook.data import MENTION_FIELDS, mentions_of
from briefbook.model import Library, Output

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file, the newest brief first, the mentions of each in the order of its text."""
    yield Output("data/mentions.csv", partial(_table, library))


def _table(library: Library) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([field.name for field in MENTION_FIELDS])
    for brief in library.briefs:
        if brief.status != "withdrawn":
            name = cell(brief.id)
            mentions = enumerate(mentions_of(brief.id, library), 1)
            table.writerows(
                (name, cell(each.actor), number, cell(each.place), cell(each.words)) for number, each in mentions
            )
    return text.getvalue().encode()


def cell(text: str) -> str:
    """A text as a spreadsheet must have it: behind an apostrophe where it would be taken for a formula (BATTERY A11)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
