"""A text holds prose, and nothing that could run, hide, deceive or load something from elsewhere.

Why: briefs come from strangers and are shown on the institute's own address. What a text becomes must pass an allow-list
of elements, attributes, classes, ids and addresses; what does not is refused here, and never published in any case.

Wrong: `<iframe src="https://example.org/map">`

Right: `[A map](https://example.org/map)`

Words in angle brackets, such as `<redacted>`, are read as HTML: write `&lt;redacted&gt;`, or put them in backticks. Of the
elements that only mark words up, Markdown's own may be used, and `abbr`, `bdi`, `cite`, `dfn`, `ins`, `kbd`, `mark`, `q`,
`ruby`, `small`, `span`, `sub`, `sup`, `time`, `var` and `wbr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.markup import TooSlow, render
from briefbook.model import Library, Problem, Record
from briefbook.origins import of_address, of_mark, of_unpaired
from briefbook.sanitise import Fault, faults

RULES = {"html": "error"}
_MOST = 100
"""How many faults of one text are looked for in it; no author makes as many, and each costs a look at all of it."""
ALONE = True
RENDERS = True


def check(library: Library) -> Iterator[Problem]:
    """Yield an `html` for each thing in a body that the allow-list takes out."""
    for record in library.records:
        if not record.source.plain:
            yield from _of_body(record)


def _of_body(record: Record) -> Iterator[Problem]:
    body = record.source.body
    try:
        found = faults(render(body))
    except TooSlow:
        message = "this text takes too long to lay out; look for hundreds of brackets or signs that are never closed"
        yield record.source.problem_in_body("html", message, 0)
        return
    for fault in found[:_MOST]:
        yield record.source.problem_in_body("html", fault.what, _place(body, fault))
    if len(found) > _MOST:
        message = f"this text has {len(found) - _MOST} more things that are not allowed; begin it anew, in Markdown"
        yield record.source.problem_in_body("html", message, len(body) - len(body.lstrip()))


def _place(body: str, fault: Fault) -> int:
    """Where the author wrote it, else where the text begins."""
    place = of_unpaired(body) if fault.unpaired else None
    if fault.address:
        place = of_address(body, fault.address)
    elif fault.pattern and place is None:
        place = of_mark(body, fault.pattern)
        if place is None and (found := re.search(fault.pattern, body, re.IGNORECASE)):
            place = found.start()
    return len(body) - len(body.lstrip()) if place is None else place
