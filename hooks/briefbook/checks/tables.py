"""Each row of a table has as many cells as its head.

Why: what stands in a cell beyond those of the head is not shown at all, and a row with too few has its numbers under the
wrong words. A stroke within a cell is written `\\|`.

Wrong: `| May | 2 | 3 |` under a head of two cells

Right: `| May | 2 |`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Library, Problem, Record
from briefbook.prose import within_code

RULES = {"lost-cell": "error", "short-row": "warning"}
ALONE = True
_TABLE = re.compile(
    r"(?:(?<=\n\n)|\A\n*)(?P<head>[^\n]*\|[^\n]*)\n(?P<line>[ ]*\|?[ ]*:?-[ :|-]*)(?:\n|\Z)"
    r"(?P<rows>(?:[^\n]*\S[^\n]*(?:\n|\Z))*)"
)
_ROW = re.compile(r"[^\n]+")
_VERBATIM = re.compile(r"\\.|(`+)(?!`).+?(?<!`)\1(?!`)")


def check(library: Library) -> Iterator[Problem]:
    """Yield a `lost-cell` for each row with too many cells, a `short-row` for each with too few."""
    for record in library.records:
        if "|" in record.source.body:
            yield from _of_body(record)


def _of_body(record: Record) -> Iterator[Problem]:
    body = record.source.body
    inside = within_code(body)
    for table in _TABLE.finditer(body):
        width = _cells(table["head"])
        if width != _cells(table["line"]) or inside(table.start("head")):
            continue
        for row in _ROW.finditer(body, *table.span("rows")):
            cells = _cells(row[0])
            if cells > width:
                remedy = r"take some out, or write \| for a stroke within a cell"
                message = f"this row has {cells} cells, the table's head {width}, and the last are not shown; {remedy}"
                yield record.source.problem_in_body("lost-cell", message, row.start())
            elif cells < width:
                message = f"this row has {cells} of the {width} cells of the head; write the others, empty if need be"
                yield record.source.problem_in_body("short-row", message, row.start(), "warning")


def _cells(row: str) -> int:
    """How many cells a row has; strokes that are escaped or in code divide none."""
    bare = _VERBATIM.sub("x", row).strip()
    return bare.removeprefix("|").removesuffix("|").count("|") + 1
