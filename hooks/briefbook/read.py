"""Turns the text of a file into a Source: its front matter with the place of every field, and the body below.

YAML is read as events, not objects: every scalar stays the text that was typed (`NO` is Norway's code, `2024-01-02` waits
for the schema), every value keeps its line, and what front matter has no use for (anchors, aliases, tags, duplicate keys)
is refused before anything is built from it. libyaml's event parser needs about 0.2 ms for a brief.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

import yaml

from briefbook.characters import unwelcome
from briefbook.conflicts import conflicts
from briefbook.limits import front_matter_too_long, over_limits
from briefbook.links import links
from briefbook.markup import is_plain
from briefbook.model import Problem, Source
from briefbook.positions import Key, Position, packed
from briefbook.yaml_faults import explained, position

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_CUT_SHORT = re.compile(
    r"^[ ]*(?:- )?(?:title|name|summary|publisher|note|reason|role|short_title):[ ]+"
    r"(?![\"'|>\[{&*!#])[^\n]*?(?P<at>[ ]#(?=[^\s#]))",
    re.MULTILINE,
)
_NOTHING_LEFT = re.compile(
    r"^(?P<field>title|name|summary|section|authors|topics|actors|related|aliases):[ ]*(?P<at>[ ]#(?=[^\s#]))", re.MULTILINE
)
_DEEPEST = 4
_LONGEST = 200
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """Front matter that cannot be read on; carries the rule, the sentence and the place."""


class _Front(NamedTuple):
    """Front matter as read, with the problems met on the way."""

    fields: dict[str, Any]
    positions: dict[Key, Position]
    problems: list[Problem]
    lost: list[Key]


def read(path: str, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one file; without a Source there is at least one Problem, and with one there is none."""
    source, problems = read_as_far(path, text)
    return None if problems else source, problems


def read_as_far(path: str, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one file; a Source beside Problems holds what can be read in spite of them, its body at least.

    `text` may hold bytes that are not UTF-8 as lone surrogates (`errors="surrogateescape"`): they are reported with their
    place. A byte order mark and Windows line ends are taken out.
    """
    text = unified(text)
    opened = _FENCE.match(text)
    closed = _END.search(text, opened.end()) if opened else None
    if found := unwelcome(text, closed.end() if closed else None if opened else 0):
        return None, (_at_offset(path, text, *found),)
    if problem := over_limits(path, text):
        return None, (problem,)
    if problem := _conflict(path, text, closed.end() if closed else len(text) if opened else 0):
        return None, (problem,)
    if opened is None:
        return Source(path, {}, b"", text, 1, links(text), is_plain(text), digest=_digest(text)), ()
    if closed is None:
        message = "the front matter that begins here has no end; write --- on a line of its own below its last field"
        return None, (Problem(path, 1, 1, "front-matter", message),)
    if problem := front_matter_too_long(path, text[: closed.start()]):
        return None, (problem,)
    front = _front_matter(path, text[opened.end() : closed.start()])
    body_line = text.count("\n", 0, closed.end()) + 1
    body, face = text[closed.end() :], _digest(text[opened.end() : closed.start()])
    fields, positions = front.fields, packed(front.positions)
    of_body = (body, body_line, links(body), is_plain(body))
    return Source(path, fields, positions, *of_body, face, _digest(text), tuple(front.lost)), tuple(front.problems)


def _conflict(path: str, text: str, end: int) -> Problem | None:
    """What git has left in the front matter, or above it; in a body, a rule looks for it."""
    begun = next(conflicts(text), None)
    if begun is None or begun[0] >= max(end, 1):
        return None
    return Problem(path, text.count("\n", 0, begun[0]) + 1, 1, "conflict", begun[1])


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def unified(text: str) -> str:
    """A file's text without a byte order mark and with line ends of one kind: lines and columns are counted in it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _at_offset(path: str, text: str, offset: int, message: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    return Problem(path, line, offset - text.rfind("\n", 0, offset), "encoding", message)


def _front_matter(path: str, text: str) -> _Front:
    front = _Front({}, {}, [], [])
    try:
        events = iter(_LOADER(text).get_event, None)  # `yaml.parse` asks for each event twice
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                _refuse_extras(event)
                front.fields.update(_mapping(events, (), path, front))
            elif isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.AliasEvent):
                odd = "; write common blanks, of which some here may not break" if "\u00a0" in text else ""
                raise _Refused("yaml", f"front matter is made of lines like 'title: The title'{odd}", event.start_mark)
            elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
                raise _Refused(
                    "yaml", "'---' ends the front matter and cannot stand inside it; take it out", event.start_mark
                )
    except _Refused as refusal:
        rule, message, mark = refusal.args
        front.problems.append(Problem(path, *position(mark), rule, message))
        front.lost.append(())
    except yaml.MarkedYAMLError as error:
        front.problems.append(explained(path, text, error))
        front.lost.append(())
    except yaml.YAMLError as error:
        front.problems.append(
            Problem(path, 1, 1, "yaml", f"the front matter cannot be read: {error}; write it anew, in plain lines")
        )
        front.lost.append(())
    if " #" in text:
        _tell_of_comments(path, text, front)
    return front


def _tell_of_comments(path: str, text: str, front: _Front) -> None:
    """Tell of what its author wrote as a text and YAML takes for a comment: the end of a text, or all that a field has."""
    found = []
    if cut := _CUT_SHORT.search(text):
        remedy = "which no reader sees; put the whole text in quotes, or a blank behind the sign"
        found.append((cut.start("at") + 1, f"' #' begins a comment, {remedy}"))
    for each in _NOTHING_LEFT.finditer(text):
        if front.fields.get(each["field"]) == "":
            remedy = f"so that '{each['field']}' is empty; take out the #, or put the text in quotes"
            found.append((each.start("at") + 1, f"' #' begins a comment, {remedy}"))
    for at, message in found:
        line = text.count("\n", 0, at) + 2
        front.problems.append(Problem(path, line, at - text.rfind("\n", 0, at), "yaml", message))
        front.lost.extend(key for key, place in front.positions.items() if place.line == line and isinstance(key[-1], str))


def _value(event: Any, events: Iterator[Any], key: Key, path: str, front: _Front) -> Any:
    """Read the value that begins with an event: a text, a list or a mapping."""
    _refuse_extras(event)
    if isinstance(event, yaml.ScalarEvent):
        if event.value or event.style:
            front.positions[key] = position(event.start_mark)
        if event.style == '"' and (found := unwelcome(event.value)):
            raise _Refused("encoding", f"in this text, {found[1]}", event.start_mark)
        return event.value
    if len(key) > _DEEPEST:
        raise _Refused(
            "yaml",
            "lists and fields stand too deep inside each other here; take out the brackets that are too many",
            event.start_mark,
        )
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, key, path, front)
    items: list[Any] = []
    for item in events:
        if isinstance(item, yaml.SequenceEndEvent):
            break
        if len(items) == _LONGEST:
            raise _Refused("limit", f"a list has at most {_LONGEST} entries; take out what is too many", item.start_mark)
        at = (*key, len(items))
        front.positions[at] = position(item.start_mark)
        items.append(_value(item, events, at, path, front))
    return items


def _mapping(events: Iterator[Any], key: Key, path: str, front: _Front) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    twice: set[str] = set()
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        _refuse_extras(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused(
                "yaml",
                "a field's name is a word, not a list or fields; write 'name: text', with the text in quotes",
                event.start_mark,
            )
        name, at = event.value, position(event.start_mark)
        if name in fields:
            first = front.positions[*key, name].line
            message = f"'{name}' stands here a second time; the first is on line {first}; take one of the two out"
            front.problems.append(Problem(path, *at, "duplicate-field", message))
            twice.add(name)
            front.lost.append((*key, name))
        else:
            front.positions[*key, name] = at
        fields[name] = _value(next(events), events, (*key, name), path, front)
    return {name: value for name, value in fields.items() if name not in twice} if twice else fields


def _refuse_extras(event: Any) -> None:
    """Refuse what YAML can do and front matter has no use for."""
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(
            "yaml", f"'*{event.anchor}' is YAML's sign for a reference; put the text in quotes", event.start_mark
        )
    if event.anchor:
        raise _Refused("yaml", f"'&{event.anchor}' is YAML's sign for an anchor; put the text in quotes", event.start_mark)
    if event.tag:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise _Refused("yaml", f"'{tag}' is a YAML tag; put the text in quotes", event.start_mark)
