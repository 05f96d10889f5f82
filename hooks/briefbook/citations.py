"""`[^id]` in a body cites the source of that id: finds these marks, and writes each as a link to the numbered source.

A body may define footnotes of its own (`[^id]: text`), which stay as they are, as does everything inside code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefbook.prose import Spans, code, marked

_MARK = re.compile(r"\[(?<!\\\[)\^([^\]\s]{1,100})\]")
"""What stands before the bracket is looked at when there is one, so that it is found at once."""
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]{1,100})\]:", re.MULTILINE)


class Citation(NamedTuple):
    """A mark in a body: the id it names, and where it begins and ends."""

    id: str
    start: int
    end: int


def citations(body: str) -> tuple[Citation, ...]:
    """The marks of a body that cite a source, in the order in which they stand."""
    own = {each.id for each in definitions(body)}
    return tuple(each for each in marks(body) if each.id not in own)


def misplaced(body: str) -> tuple[Citation, ...]:
    """The marks inside a link or HTML, where none can be made of them."""
    if "^" not in body:
        return ()
    closed, verbatim = marked(body), code(body)
    return _outside(verbatim, (each for each in _all(body) if closed.touch(each.start, each.end)))


def marks(body: str) -> tuple[Citation, ...]:
    """The marks of a body, whether they cite a source or lead to a footnote of its own."""
    return _outside(marked(body), _all(body)) if "^" in body else ()


def definitions(body: str) -> tuple[Citation, ...]:
    """The footnotes that a body defines, where each begins."""
    if "^" not in body or "]:" not in body:  # one sign is found many times sooner than two
        return ()
    return _outside(marked(body), (Citation(found[1], found.start(), found.end()) for found in _DEFINITION.finditer(body)))


def _all(body: str) -> Iterator[Citation]:
    """All marks; `[^a]:` at the beginning of a line is a definition, within a line it is a mark before a colon."""
    begins = {found.start(1) for found in _DEFINITION.finditer(body)} if "]:" in body else set()
    return (Citation(found[1], *found.span()) for found in _MARK.finditer(body) if found.start(1) not in begins)


def _outside(closed: Spans, some: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(each for each in some if not closed.touch(each.start, each.end))


def counted(body: str) -> Mapping[str, int]:
    """How often a body cites each id."""
    return Counter(citation.id for citation in citations(body))


def place(source_id: str, nth: int) -> str:
    """The id in the page of the nth place that cites a source, counting from 1."""
    return f"bb-cite-{source_id}-{nth}"


def linked(body: str, numbers: Mapping[str, int]) -> str:
    """The body with each mark as a link `[3]` to the source of that number; other marks stay as they are."""
    parts: list[str] = []
    met: Counter[str] = Counter()
    done = 0
    for cited in citations(body):
        if (number := numbers.get(cited.id)) is None:
            continue
        met[cited.id] += 1
        anchor = place(cited.id, met[cited.id])
        parts += [body[done : cited.start], f"[{number}](#bb-source-{number}){{ .citation #{anchor} }}"]
        done = cited.end
    return "".join([*parts, body[done:]])
