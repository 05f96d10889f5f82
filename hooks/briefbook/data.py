"""Records as plain values, the same in every file of the open data: what they are called and of which type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, Protocol

from briefbook.identity import Lasting, address, tag_of
from briefbook.model import Actor, Author, Brief, Library, Reference, Section, Topic

Values = dict[str, Any]


class Mention(Protocol):
    """Where a brief names an actor."""

    brief: str
    actor: str
    place: str

    @property
    def words(self) -> str:
        """The name as a reader sees it."""


class Field(NamedTuple):
    """A field of a table: its name, its type (Frictionless Table Schema), and what it means."""

    name: str
    type: str
    description: str


_ALWAYS = (
    Field("id", "string", "the record's id, which is in its address"),
    Field("identifier", "string", "the permanent identifier (RFC 4151), unchanged by a new title or address"),
    Field("url", "string", "the address of the record's page"),
)
BRIEF_FIELDS = (
    *_ALWAYS,
    Field("title", "string", "the title"),
    Field("date", "date", "the day of publication"),
    Field("updated", "date", "the day of the last major change or correction, where there was one"),
    Field("status", "string", "published or withdrawn"),
    Field("section", "string", "the id of the department"),
    Field("authors", "array", "the ids of the authors"),
    Field("summary", "string", "the summary"),
    Field("topics", "array", "the ids of the topics"),
    Field("actors", "array", "the ids of the actors that the brief lists"),
    Field("number", "string", "the number of the report"),
    Field("doi", "string", "the DOI"),
    Field("lang", "string", "the language (BCP 47)"),
)
ACTOR_FIELDS = (
    *_ALWAYS,
    Field("name", "string", "the name"),
    Field("kind", "string", "person, state, organisation, armed-group, government-body, intergovernmental, company, media"),
    Field("aliases", "array", "other names"),
    Field("country", "string", "ISO 3166-1 alpha-2"),
    Field("part_of", "string", "the id of the actor that it is part of"),
    Field("wikidata", "string", "the item in Wikidata"),
    Field("summary", "string", "who or what it is"),
    Field("briefs", "integer", "the number of briefs that list or mention it"),
    Field("latest", "date", "the day of the newest of these briefs"),
)
TOPIC_FIELDS = (
    *_ALWAYS,
    Field("title", "string", "the title"),
    Field("broader", "string", "the id of the topic above"),
    Field("related", "array", "the ids of topics beside it"),
    Field("aliases", "array", "other names"),
    Field("summary", "string", "what it covers"),
    Field("briefs", "integer", "the number of briefs on it and on the topics below it"),
)
MENTION_FIELDS = (
    Field("brief", "string", "the id of the brief"),
    Field("actor", "string", "the id of the actor"),
    Field("number", "integer", "which mention in the brief it is, counting from 1 in the order of the text"),
    Field("place", "string", "the id of its paragraph, list item or table cell in the brief's page: url#place leads there"),
    Field("text", "string", "the words; an apostrophe stands before what a spreadsheet would take for a formula"),
)


def mentions_of(brief: str, library: Library) -> tuple[Mention, ...]:
    """The mentions in a brief; a Library without them has none."""
    found: tuple[Mention, ...] = getattr(library, "mentions", {}).get(brief, ())
    return found


def mentioned(brief: Brief, library: Library) -> tuple[Actor, ...]:
    """The actors that the text of a brief names, in the order of their first mention."""
    ids = dict.fromkeys(mention.actor for mention in mentions_of(brief.id, library))
    return tuple(library.actors[each] for each in ids if each in library.actors)


def brief_values(brief: Brief, library: Library) -> Values:
    """A brief in the table of briefs; a withdrawn one is known by its title and date alone."""
    shown = _always(brief, library) | {"title": brief.title, "date": brief.date, "status": brief.status}
    if brief.status == "withdrawn":
        return _known(shown | {"section": brief.section})
    updated = max((change.date for change in brief.changes if change.kind != "minor"), default=None)
    more = {name: getattr(brief, name) for name in ("section", "authors", "summary", "topics", "actors")}
    return _known(shown | more | {"number": brief.number, "doi": brief.doi, "lang": brief.lang, "updated": updated})


def actor_values(actor: Actor, library: Library) -> Values:
    """An actor in the table of actors."""
    names = ("name", "kind", "aliases", "country", "part_of", "wikidata", "summary")
    briefs = library.by_actor[actor.id]
    counted = {"briefs": len(briefs), "latest": briefs[0].date if briefs else None}
    return _known(_always(actor, library) | {name: getattr(actor, name) for name in names} | counted)


def topic_values(topic: Topic, library: Library) -> Values:
    """A topic in the table of topics."""
    names = ("title", "broader", "related", "aliases", "summary")
    briefs = len(library.by_topic[topic.id])
    return _known(_always(topic, library) | {name: getattr(topic, name) for name in names} | {"briefs": briefs})


def page_values(record: Lasting, library: Library) -> Values:
    """A record as the JSON beside its page has it: its row, and what a table has no room for."""
    match record:
        case Brief():
            more = {} if record.status == "withdrawn" else dict(_details(record))
            return brief_values(record, library) | _known(more)
        case Actor():
            posts = [
                _known({"title": post.title, "organisation": post.organisation, "from": post.since, "to": post.until})
                for post in record.positions
            ]
            return actor_values(record, library) | _known({"positions": posts})
        case Topic():
            return topic_values(record, library)
        case Section():
            return _known(_always(record, library) | {"title": record.title, "summary": record.summary})
        case Author():
            named = {name: getattr(record, name) for name in ("name", "family", "role", "section", "orcid", "summary")}
            return _known(_always(record, library) | named)


def as_json(values: object) -> str:
    """Values as compact JSON, dates as ISO 8601 has them."""
    return _ENCODER.encode(values)


def table(rows: Iterable[Values], fields: Iterable[Field]) -> bytes:
    """A table as one JSON array, a row to a line, each in the order of the fields and without those that it lacks.

    The first row has every field: programs take the columns from it.
    """
    names = [field.name for field in fields]
    texts = (
        as_json({name: row.get(name) for name in names if name in row or not number}) for number, row in enumerate(rows)
    )
    return ("[\n" + ",\n".join(texts) + "\n]\n").encode()


def _details(brief: Brief) -> Iterator[tuple[str, Any]]:
    """What the table has no room for; where the text names whom is in mentions.csv, and twice would be too much."""
    yield "key_points", brief.key_points
    yield "information_cutoff", brief.information_cutoff
    yield "confidence", brief.confidence
    yield "related", brief.related
    yield "sources", [_source(source) for source in brief.sources]
    yield "changes", [{"date": each.date, "kind": each.kind, "note": each.note} for each in brief.changes]


def _source(source: Reference) -> Values:
    names = ("id", "title", "publisher", "url", "date", "accessed", "archived")
    return _known({name: getattr(source, name) for name in names})


def _always(record: Lasting, library: Library) -> Values:
    return {"id": record.id, "identifier": tag_of(record, library.settings), "url": address(record, library.settings)}


def _known(values: Values) -> Values:
    return {key: value for key, value in values.items() if value not in (None, "", (), [], {})}


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of the open data")


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_iso)
