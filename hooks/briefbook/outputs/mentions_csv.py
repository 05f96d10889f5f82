"""mentions.csv: where which brief names which actor, a mention to a line (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from briefbook.data import MENTION_FIELDS, mentions_of
from briefbook.digests import digest_of
from briefbook.model import Library, Output

_DECIDE = attrgetter("actor", "place", "text")
"""What decides the cells of a mention."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file, the newest brief first, the mentions of each in the order of its text."""
    shown = [brief.id for brief in library.briefs if brief.status != "withdrawn"]
    yield Output("data/mentions.csv", partial(_table, shown, library), partial(_key, shown, library))


def _table(shown: Sequence[str], library: Library) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([field.name for field in MENTION_FIELDS])
    for brief in shown:
        name, mentions = cell(brief), enumerate(mentions_of(brief, library), 1)
        table.writerows((name, cell(each.actor), number, cell(each.place), cell(each.words)) for number, each in mentions)
    return text.getvalue().encode()


def _key(shown: Sequence[str], library: Library) -> bytes:
    return digest_of([(each, [*map(_DECIDE, mentions_of(each, library))]) for each in shown])


def cell(text: str) -> str:
    """A text as a spreadsheet must have it: behind an apostrophe where it would be taken for a formula (BATTERY A11)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
