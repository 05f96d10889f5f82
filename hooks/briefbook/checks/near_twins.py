"""No two actors, topics or authors, and no two titles of briefs, are nearly the same by mistake.

Why: 'Hizbollah' beside 'Hezbollah' divides what is known between two pages. Two that are different say so: actors by
each having its own `wikidata`, or by an id that adds to the other's what tells them apart (`imran-khan-al-jazeera`),
authors by their `orcid`, topics by naming each other as `broader` or `related`, briefs by their titles. In a pull request
the review fails for each that it brings, until an editor who has looked at the two sets the label `twins-checked`.

Wrong: `name: Hizbollah`, where docs/actors/hezbollah.md is there

Right: `aliases: [Hizbollah]` in docs/actors/hezbollah.md
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbook import paths
from briefbook.model import Actor, Author, Brief, Library, Problem, Record, Topic
from briefbook.twins import alike, name_keys, pairs, title_keys

RULES = {"near-twin": "warning"}


def check(library: Library) -> Iterator[Problem]:
    """Yield a `near-twin`, once, on each record that is like an older one: one whose file comes before."""
    for records in (library.actors, library.topics, library.authors):
        yield from _records(records)
    yield from _titles({brief.id: brief for brief in library.briefs if brief.status != "withdrawn"})


def _records(records: Mapping[str, Actor] | Mapping[str, Topic] | Mapping[str, Author]) -> Iterator[Problem]:
    names = {each: _names(record) for each, record in records.items()}
    keys = {each: frozenset(key for name in own for key in name_keys(name)) for each, own in names.items()}
    told: set[str] = set()
    for one, other in pairs(keys):
        if other in told or _told_apart(records[one], records[other]):
            continue
        for name in names[other]:
            near = next((each for each in names[one] if alike(each, name)), None)
            if near is not None:
                told.add(other)
                yield _problem(
                    records[other], "name" if hasattr(records[other], "name") else "title", name, near, records[one]
                )
                break


def _titles(briefs: Mapping[str, Brief]) -> Iterator[Problem]:
    told: set[str] = set()
    for one, other in pairs({each: title_keys(brief.title) for each, brief in briefs.items()}):
        if other not in told and alike(briefs[one].title, briefs[other].title, least=90):
            told.add(other)
            yield _problem(briefs[other], "title", briefs[other].title, briefs[one].title, briefs[one])


def _names(record: Record) -> tuple[str, ...]:
    if isinstance(record, Author):
        return (record.name,)
    assert isinstance(record, Actor | Topic)
    return (record.name if isinstance(record, Actor) else record.title, *record.aliases)


def _told_apart(one: Record, other: Record) -> bool:
    """Whether two records say themselves that they are different."""
    if isinstance(one, Actor) and isinstance(other, Actor):
        known = one.wikidata and other.wikidata and one.wikidata != other.wikidata
        qualified = one.name == other.name and other.id.startswith(f"{one.id}-")
        return bool(known) or qualified or one.part_of == other.id or other.part_of == one.id
    if isinstance(one, Topic) and isinstance(other, Topic):
        return one.id in {other.broader, *other.related} or other.id in {one.broader, *one.related}
    if isinstance(one, Author) and isinstance(other, Author):
        return bool(one.orcid and other.orcid and one.orcid != other.orcid)
    return False


def _problem(record: Record, field: str, name: str, near: str, twin: Record) -> Problem:
    same = "is also" if name == near else f"is nearly '{near}',"
    message = f"'{name}' {same} in {paths.shown(twin.source.path)}; make one of the two, or tell them apart"
    return record.source.warning("near-twin", message, field)
