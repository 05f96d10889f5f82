"""Says in an author's words why YAML cannot read front matter, and where: libyaml speaks of flows, nodes and indicators."""

from __future__ import annotations

import re
from typing import Any

import yaml

from briefbook.model import Problem
from briefbook.positions import Position

_UNCLOSED = re.compile(r"""(?P<before>[ \t]*(?:- )?[\w-]+:[ ]+)(?:"(?:[^"\\]|\\.)*|'[^']*(?:''[^']*)*)$""")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_COLUMN = "let the fields of one group begin in the same column"
_OR_QUOTES = ", or put the text in quotes if this goes on with it"
_FIRST_SIGN = "a text cannot begin with this character; put the text in quotes"


def position(mark: Any) -> Position:
    """Line and column in the file: the front matter begins on line 2."""
    return Position(mark.line + 2, mark.column + 1)


def explained(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The problem with some front matter, from what libyaml says of it."""
    mark = error.problem_mark or error.context_mark
    at = position(mark) if mark else Position()
    begun = position(error.context_mark) if error.context_mark else at
    lines = text.split("\n")
    line = lines[at.line - 2] if 0 <= at.line - 2 < len(lines) else ""
    said, context = error.problem or "", error.context or ""
    opened = _open_quote(lines[: at.line - 1])
    at, what = (
        _of_quotes(at, begun, line, said, context, opened)
        or _of_brackets(text, at, begun, said, context)
        or _of_columns(lines, at, line, said)
        or _of_signs(at, begun, lines, said)
        or (at, f"the front matter cannot be read here; put texts with special characters in quotes, and {_COLUMN}")
    )
    return Problem(path, *at, "yaml", what)


_Told = tuple[Position, str] | None


def _of_quotes(at: Position, begun: Position, line: str, said: str, context: str, opened: Position | None) -> _Told:
    if "quoted scalar" in context:
        if "escape" in said or "hexdecimal" in said:
            return at, "a backslash means something to YAML in double quotes; put the text in single quotes"
        return begun, "a quotation mark opens here and is never closed; write it again behind the text"
    if "\t" in line and "cannot start any token" in said:
        return at, "a tab stands where spaces belong; indent with spaces"
    if opened is not None and "mapping values" not in said:
        return opened, "a quotation mark opens here and is not closed on its line; write it again behind the text"
    if ("expected key" in said or "'-' indicator" in said) and re.search(r"[\"']\s*$", line[: at.column - 1]):
        return at, "the text in quotes has ended before this; put the whole text in quotes of the other kind"
    if "expected key" in said and re.search(r"[\]}]\s*$", line[: at.column - 1]):
        return at, "a text that begins with a bracket stands in quotes; YAML takes it for a list or for fields"
    return None


def _of_brackets(text: str, at: Position, begun: Position, said: str, context: str) -> _Told:
    """What is wrong inside a list or fields on one line, told where they begin if they have no end."""
    bracket = _open_bracket(text)
    if bracket is not None and ("flow" in context or "',' or" in said or "expected ':'" in said):
        place, sign = bracket
        return (
            place,
            f"'{sign}' opens here and is never closed; write '{']' if sign == '[' else '}'}' behind the last entry",
        )
    if "',' or" in said:
        return begun, "an entry between these brackets has a sign that divides it, such as a colon; put it in quotes"
    if "node content" in said and "flow" in context:
        return at, "an entry is missing here; between two commas stands one, and behind the last no comma"
    return None


def _of_columns(lines: list[str], at: Position, line: str, said: str) -> _Told:
    before = line[: at.column - 1]
    if "mapping values" in said and re.fullmatch(r"[ ]+[\w-]+", before):
        start = len(before) - len(before.lstrip()) + 1
        return Position(at.line, start), f"this field begins further right than the one above it; {_COLUMN}{_OR_QUOTES}"
    if "document start" in said:
        first = next((number for number, each in enumerate(lines) if each.strip()), 0)
        if lines[first].startswith(" "):
            return Position(
                first + 2, 1
            ), "the first field begins further right than the others; take out the blanks before it"
    if not before.strip() and line.strip() and ("expected key" in said or "'-' indicator" in said):
        if line.lstrip()[0] in "]},":
            return at, "this sign closes nothing that is open; take it out"
        return at, f"this line begins in another column than those above it; {_COLUMN}"
    return None


def _of_signs(at: Position, begun: Position, lines: list[str], said: str) -> _Told:
    if "mapping values" in said:
        return at, "a colon and a space inside a text look like a field to YAML; put the whole text in quotes"
    if "sequence entries" in said:
        return at, "'-' begins an entry of a list on a line of its own; put it there, or the text in quotes"
    if "alphabetic" in said:
        return begun, _FIRST_SIGN
    if "comment or line break" in said:
        return at, "'|' and '>' begin a text on the next line; put the text there, or in quotes"
    if "cannot start any token" in said or "node content" in said or "mapping keys" in said:
        return at, _FIRST_SIGN
    if "could not find expected ':'" in said:
        line = "".join(lines[begun.line - 2 : begun.line - 1])
        if re.match(r"\s*-[^\s-]", line):
            return begun, "write a blank behind the -, which begins an entry of a list"
        if re.match(r"\s*[\w-]+:[\S\u00a0]", line):
            return begun, "write a common blank behind the colon"
        return begun, "this line is neither a field nor part of a text; write 'field: text', or indent it below its field"
    return None


def _open_quote(lines: list[str]) -> Position | None:
    """The first value that opens a quotation mark and does not close it; the next mark of the file then does."""
    for number, line in enumerate(lines, 2):
        if found := _UNCLOSED.match(line):
            return Position(number, found.end("before") + 1)
    return None


def _open_bracket(text: str) -> tuple[Position, str] | None:
    """The first bracket that begins a value and is not closed before the next field."""
    bare = _QUOTED.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), text)
    for found in re.finditer(r"^[ ]*(?:- )?(?:[\w-]+:[ ]+)?(?P<sign>[\[{])", bare, re.MULTILINE):
        after = re.compile(r"^[\w-]+:(?:\s|$)", re.MULTILINE).search(bare, found.end())
        value = bare[found.start("sign") : after.start() if after else None]
        close = {"[": "]", "{": "}"}[found["sign"]]
        if value.count(found["sign"]) > value.count(close):
            line = bare.count("\n", 0, found.start("sign"))
            return Position(line + 2, found.start("sign") - bare.rfind("\n", 0, found.start("sign"))), found["sign"]
    return None
