"""Changes a file at recorded places: it differs there from the old one, and nowhere else; YAML is never dumped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE | re.DOTALL)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Edit(NamedTuple):
    """A place in a text, and what belongs there."""

    start: int
    end: int
    text: str


class Scalar(NamedTuple):
    """A text in front matter: the field that it belongs to, where it stands, and how it is written."""

    field: str
    start: int
    end: int
    value: str
    style: str | None


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with some edits; of two that overlap the first counts."""
    parts, done = [], 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
    return "".join([*parts, text[done:]])


def without(text: str, start: int, end: int) -> Edit:
    """A list's entry taken out of the front matter: its line where it has one to itself, else it with a comma beside it."""
    line = text.rfind("\n", 0, start) + 1
    if re.fullmatch(r"[ \t]*-[ \t]+", text[line:start]):
        return Edit(line, text.find("\n", end) + 1 or len(text), "")
    if after := re.match(r"[ \t]*,[ \t]*", text[end:]):
        return Edit(start, end + after.end(), "")
    before = re.search(r"[ \t]*,[ \t]*$", text[:start])
    return Edit(before.start() if before else start, end, "")


def line_end(text: str) -> str:
    """How the lines of a text end; those that an edit adds end in the same way."""
    return "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"


def front(text: str) -> tuple[int, int]:
    """Where the fields of the front matter begin and end; nothing where there is none."""
    found = _FRONT.match(text)
    return found.span("front") if found else (0, 0)


def body_start(text: str) -> int:
    """Where the body begins."""
    found = _FRONT.match(text)
    return found.end() if found else 0


def scalars(text: str) -> Iterator[Scalar]:
    """The texts in the front matter, as far as YAML can read it."""
    start, end = front(text)
    fields = text[start:end]
    lines = [0, *(found.end() for found in re.finditer(r"\n", fields))]

    def offset(mark: Any) -> int:
        return int(start + lines[mark.line] + mark.column)

    open_: list[_Open] = []
    try:
        for event in yaml.parse(fields, Loader=_LOADER):
            inner = open_[-1] if open_ else None
            if isinstance(event, yaml.ScalarEvent):
                if inner and inner.takes_name:
                    inner.field, inner.takes_name = event.value, False
                    continue
                at = offset(event.start_mark), offset(event.end_mark)
                yield Scalar(inner.field if inner else "", *at, event.value, event.style)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                mapping = isinstance(event, yaml.MappingStartEvent)
                open_.append(_Open(inner.field if inner else "", mapping, mapping))
                continue
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                open_.pop()
            if open_ and open_[-1].mapping:
                open_[-1].takes_name = True
    except yaml.YAMLError:
        return


@dataclass
class _Open:
    """A mapping or list that has begun: the field being read, and whether the next scalar is a field's name."""

    field: str
    mapping: bool
    takes_name: bool
