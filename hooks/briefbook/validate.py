"""Turns a Source into the typed record that its path makes it, or says field by field what does not hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from briefbook import paths
from briefbook.entries import entries, hyphens_in_a_text, id_in, is_of_ids, quoted
from briefbook.misplaced import misplaced
from briefbook.model import (
    Actor,
    ActorKind,
    Author,
    Brief,
    Change,
    Post,
    Problem,
    Prose,
    Record,
    Reference,
    Section,
    Source,
    Topic,
    Withdrawal,
)
from briefbook.nearest import did_you_mean
from briefbook.positions import Key, unpacked

RECORDS: Mapping[str, type[Record]] = {
    "brief": Brief,
    "actor": Actor,
    "topic": Topic,
    "section": Section,
    "author": Author,
    "page": Prose,
}
"""The type of each kind of record, by the name that `paths.place_of` gives the kind."""

ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind: TypeAdapter(record) for kind, record in RECORDS.items()}
"""What makes a record of each kind of plain values."""
_PARTS: Mapping[tuple[str, str], type] = {
    ("brief", "sources"): Reference,
    ("brief", "changes"): Change,
    ("brief", "withdrawn"): Withdrawal,
    ("actor", "positions"): Post,
}
_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "topics": frozenset({"tags", "categories", "category", "keywords"}),
    "summary": frozenset({"description", "abstract", "excerpt", "deck", "lead", "subtitle"}),
    "status": frozenset({"draft", "published"}),
    "changes": frozenset({"updated", "modified", "lastmod", "corrections", "changelog"}),
    "redirect_from": frozenset({"slug", "permalink", "old_ids", "redirects"}),
    "sources": frozenset({"references", "bibliography", "links"}),
    "publisher": frozenset({"source", "site", "journal"}),
    "lang": frozenset({"language", "locale"}),
    "role": frozenset({"position", "job"}),
}
"""What other programs call some fields."""
_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_WRITTEN_AS = {"since": "from", "until": "to"}


def validate(source: Source) -> tuple[Record | None, tuple[Problem, ...]]:
    """Make the record of a source; without one there is at least one Problem, each on the line of its field."""
    try:
        kind, record_id = paths.place_of(source.path)
    except paths.PathError as error:
        return None, (Problem(source.path, 1, 1, "path", str(error)),)
    if kind == "page" and (meant := misplaced(source)):
        return None, (Problem(source.path, 1, 1, "path", meant.message),)
    if not source.body_line > 1 and kind != "page":
        return None, (Problem(source.path, 1, 1, "front-matter", no_front_matter(kind, source.body)),)
    values = {name: value for name, value in source.fields.items() if not _left_empty(value)}
    try:
        record = ADAPTERS[kind].validate_python({**values, "id": record_id, "source": source})
    except ValidationError as error:
        return None, tuple(problems_of(kind, source, error))
    problems = tuple(each for each, _ in contradictions(record)) if isinstance(record, Brief) else ()
    return (None if problems else record), problems


def field_names(record: type) -> tuple[str, ...]:
    """The fields that an author can write in a record or a part of one, in their order in the contract."""
    ours = {"id", "source"} if issubclass(record, Record) else set()
    return tuple(_WRITTEN_AS.get(each.name, each.name) for each in fields(record) if each.name not in ours)


def _left_empty(value: object) -> bool:
    """Whether a field was written with nothing behind its colon, as the blank lines of a skeleton are."""
    return value == "" or value == []


def problems_of(kind: str, source: Source, error: ValidationError) -> Iterator[Problem]:
    """What pydantic says, as its author is told: not of what was told while the file was read, nor twice of one thing."""
    errors = error.errors(include_url=False)
    held = {each["loc"][:1] for each in errors if len(each["loc"]) > 1}
    meant = {(*each["loc"][:-1], _meant(kind, each["loc"])) for each in errors if each["type"] in _UNKNOWN}
    for each in errors:
        if each["type"] == "missing" and each["loc"] in meant:
            continue  # it is there under a name that is nearly its own, of which its author is told
        if each["type"] == "too_short" and each["loc"] in held:
            continue  # it has entries, of which none holds
        key = key_of(each["loc"])
        if key in source.lost or (each["type"] == "too_short" and any(lost[:1] == key for lost in source.lost)):
            continue
        if each["type"] == "missing" and key in unpacked(source.positions):
            yield source.problem("missing-field", f"'{key[-1]}' is empty; write something behind its colon", *key)
            continue
        rule, message = _sentence(kind, key, each)
        yield source.problem(rule, message, *key)


def _sentence(kind: str, key: tuple[str | int, ...], error: Any) -> tuple[str, str]:
    """The rule and the sentence for one error of pydantic's; its types are listed in its documentation."""
    name, value, context = str(key[-1]), error["input"], error.get("ctx", {})
    field = next((part for part in reversed(key) if isinstance(part, str)), "")
    an_entry = "an entry of " if isinstance(key[-1], int) else ""
    match error["type"]:
        case "ours":
            sentence = str(context["sentence"])
            return str(context["rule"]), sentence if sentence.startswith("'") else f"{an_entry}'{field}' {sentence}"
        case "missing":
            return "missing-field", f"{_owner(kind, key)} needs the field '{name}'; add it"
        case unknown if unknown in _UNKNOWN:
            known = field_names(_holder(kind, key))
            near = (
                did_you_mean(name, known)
                or _by_another_name(name, known)
                or f"; take it out, or write one of {', '.join(known)}"
            )
            return "unknown-field", f"no field '{name}' in {_owner(kind, key)}{near}"
        case "literal_error":
            allowed = _choices(kind, field)
            if not isinstance(value, str):
                meant = value[0] if isinstance(value, list) and len(value) == 1 and value[0] in allowed else allowed[0]
                return "type", f"'{field}' is one of {', '.join(allowed)}, without brackets; write {field}: {meant}"
            guess = did_you_mean(value, allowed) or "; write one of these"
            return field, f"{_shown(value)} is none of {', '.join(allowed)}{guess}"
        case "string_too_long" | "too_long":
            return "too-long", f"'{field}' has {len(value)} characters; shorten it to {context['max_length']}"
        case "too_short":
            return "missing-field", f"'{field}' is empty; name at least one"
        case "tuple_type" if isinstance(value, str) and (told := hyphens_in_a_text(field, value)):
            return "type", told
        case "tuple_type" if (kind, field) in _PARTS:
            entry = f"- {{{_example(kind, key)}}}"
            return "type", f"'{field}' is a list; write each entry on a line of its own below it, as '{entry}'"
        case "tuple_type":
            meant = entries(_hint(_holder(kind, key), field), value)
            return "type", f"'{field}' is a list; write {field}: [{meant or '...'}]"
        case "dataclass_type" | "dataclass_exact_type":
            return "type", f"{_shown(value)} should be fields; write them as {{{_example(kind, key)}}}"
        case "string_type" if isinstance(value, dict) and is_of_ids(hint := _hint(_holder(kind, key), field)):
            example = id_in(hint, value) or "the name of its file"
            written = f"{example} in their place" if an_entry else f"{field}: {example}"
            return "type", f"{an_entry}'{field}' is an id, not a group of fields; write {written}"
        case "string_type" if isinstance(value, dict) and len(value) == 1:
            written = quoted(": ".join(map(str, next(iter(value.items())))))
            return "type", f"a colon and a space inside a text look like a field to YAML; write {written}, in quotes"
        case "string_type":
            if not isinstance(value, list):
                return "type", f"{an_entry}'{field}' is one text, not a group of fields; write it on one line, in quotes"
            if len(value) == 1 and isinstance(value[0], str) and not an_entry:
                hint = _hint(_holder(kind, key), field)
                meant = entries(hint, value[0]) or "..."
                meant = meant.replace(", ", f", or {field}: ") if is_of_ids(hint) else meant
                return "type", f"'{field}' is one text, not a list; write {field}: {meant}"
            remedy = (
                "take out its brackets" if an_entry else f"write its text behind '{field}:', without brackets or hyphens"
            )
            return "type", f"{an_entry}'{field}' is one text, not a list; {remedy}"
    return "type", f"'{field}': {error['msg']}"


def key_of(place: tuple[str | int, ...]) -> Key:
    """The key in front matter of a place that pydantic names."""
    key = tuple(_WRITTEN_AS.get(part, part) if isinstance(part, str) else part for part in place)
    return key[:1] if "information_cutoff" in key else key


def meant_by(kind: str, key: Key) -> str | None:
    """The field that an unknown one stands for, by its letters or by what other programs call it."""
    guess = _by_another_name(str(key[-1]), field_names(_holder(kind, key)))
    return _meant(kind, key) or (guess.split("'")[1] if guess else None)


def _meant(kind: str, key: tuple[str | int, ...]) -> str | None:
    """The field that was meant by one that is unknown."""
    guess = did_you_mean(str(key[-1]), field_names(_holder(kind, key)))
    return guess.split("'")[1] if guess else None


def contradictions(brief: Brief) -> Iterator[tuple[Problem, tuple[str, ...]]]:
    """Fields of a brief that are right one by one and wrong together, each with the names of these fields."""
    source = brief.source
    if brief.status == "withdrawn" and brief.withdrawn is None:
        message = "a withdrawn brief says when and why; add 'withdrawn: {date: 2024-10-24, reason: ...}' with its own"
        yield source.problem("withdrawn", message, "status"), ("status", "withdrawn")
    if brief.withdrawn is not None and brief.status != "withdrawn":
        message = "'withdrawn' is for a brief with 'status: withdrawn' only; write that as well, or take this out"
        yield source.problem("withdrawn", message, "withdrawn"), ("status", "withdrawn")
    if brief.id[:4] != f"{brief.date.year:04}":
        folder = paths.path_of("brief", f"{brief.date.year:04}{brief.id[4:]}")
        message = f"the folder is the year of 'date'; move the file to {paths.shown(folder)}, or correct the date"
        yield source.problem("year-folder", message, "date"), ("date", "path")
    seen: set[str] = set()
    for number, reference in enumerate(brief.sources):
        if reference.id in seen:
            message = f"two sources have the id '{reference.id}'; an id names one source, so give this one another"
            yield source.problem("duplicate-source", message, "sources", number, "id"), ()
        seen |= {reference.id} if reference.id else set()


def no_front_matter(kind: str, text: str) -> str:
    """What to tell of a file whose text begins at once."""
    first = text.lstrip().partition("\n")[0].strip()
    if first == "---":
        return "front matter begins in the first column of the first line; take out what stands before its ---"
    if re.fullmatch(r"-{2}|-{4,}|[\u2010-\u2015]+-?|\+{3}", first):
        return f"front matter begins with a line of three hyphens, ---, and not with '{first[:12]}'"
    fields_needed = {"brief": "title, date, section and the rest", "actor": "name and kind", "author": "name"}
    return f"the file has no front matter; begin it with a line ---, then {fields_needed.get(kind, 'title')}, then ---"


def _by_another_name(name: str, known: Collection[str]) -> str:
    """What a field is called here that other programs call otherwise."""
    ours = next((each for each, names in _ELSEWHERE.items() if name.casefold() in names and each in known), None)
    return f"; it is called '{ours}' here" if ours else ""


def _holder(kind: str, key: tuple[str | int, ...]) -> type:
    """The type whose field a key names."""
    return RECORDS[kind] if len(key) == 1 else _PARTS.get((kind, str(key[0])), RECORDS[kind])


def _owner(kind: str, key: tuple[str | int, ...]) -> str:
    if len(key) == 1:
        return f"{'an' if kind[0] == 'a' else 'a'} {kind}"
    return {"sources": "a source", "changes": "a change", "positions": "a position"}.get(str(key[0]), f"'{key[0]}'")


def _choices(kind: str, field: str) -> tuple[str, ...]:
    holder: type = Change if (kind, field) == ("brief", "kind") else RECORDS[kind]
    if field == "kind" and kind == "actor":
        return get_args(ActorKind)
    return tuple(part.strip("'\" ") for part in _hint(holder, field).partition("[")[2].partition("]")[0].split(","))


def _hint(holder: type, field: str) -> str:
    """What a field or its entries are, as the model has it."""
    return next((str(each.type) for each in fields(holder) if each.name == field), "")


def _example(kind: str, key: tuple[str | int, ...]) -> str:
    holder = _PARTS.get((kind, str(key[0])))
    return ", ".join(f"{name}: ..." for name in field_names(holder)[:2]) if holder else "name: ..."


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else "this"
