"""actors.ftm.json: the register of actors for the tools of investigators (FollowTheMoney), an entity to a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from briefbook.data import as_json
from briefbook.identity import address, permanent_id
from briefbook.model import Actor, Library, Output

_SCHEMATA = {
    "person": "Person",
    "state": "PublicBody",
    "organisation": "Organization",
    "armed-group": "Organization",
    "government-body": "PublicBody",
    "intergovernmental": "Organization",
    "company": "Company",
    "media": "Organization",
}
Entity = dict[str, Any]


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file: the actors, the posts they hold, and what is part of what."""
    yield Output("data/actors.ftm.json", partial(_lines, library))


def _lines(library: Library) -> bytes:
    made: list[Entity] = []
    for actor in library.actors.values():
        made.append(_actor(actor, library))
        made += _posts(actor, library)
        made += _whole(actor, library)
    return "".join(f"{as_json(entity)}\n" for entity in made).encode()


def _id(actor: Actor) -> str:
    return f"actor-{permanent_id(actor)}"


def _actor(actor: Actor, library: Library) -> Entity:
    values = {
        "name": [actor.name],
        "alias": list(actor.aliases),
        "country": [actor.country.lower()] if actor.country else [],
        "wikidataId": [actor.wikidata] if actor.wikidata else [],
        "summary": [actor.summary] if actor.summary else [],
        "sourceUrl": [address(actor, library.settings)] if library.settings.base_url else [],
    }
    return _entity(_id(actor), _SCHEMATA[actor.kind], values)


def _posts(actor: Actor, library: Library) -> Iterator[Entity]:
    """The posts of an actor in bodies that are actors too."""
    for number, post in enumerate(actor.positions, 1):
        body = library.actors.get(post.organisation or "")
        if body:
            values = {
                "member": [_id(actor)],
                "organization": [_id(body)],
                "role": [post.title],
                "startDate": _day(post.since),
                "endDate": _day(post.until),
            }
            schema = "Membership" if actor.kind == "person" and _SCHEMATA[body.kind] != "Person" else "UnknownLink"
            if schema == "UnknownLink":
                values = {"subject": values.pop("member"), "object": values.pop("organization"), **values}
            yield _entity(f"{_id(actor)}-post-{number}", schema, values)


def _day(day: date | None) -> list[str]:
    """A day as FollowTheMoney has it, which knows none before the year 1000."""
    return [day.isoformat()] if day and day.year >= 1000 else []


def _whole(actor: Actor, library: Library) -> Iterator[Entity]:
    whole = library.actors.get(actor.part_of or "")
    if whole:
        values = {"subject": [_id(actor)], "object": [_id(whole)], "role": ["part of"]}
        yield _entity(f"{_id(actor)}-part-of", "UnknownLink", values)


def _entity(key: str, schema: str, values: dict[str, list[str]]) -> Entity:
    return {"id": key, "schema": schema, "properties": {name: each for name, each in values.items() if each}}
