"""Every id that a record names has a file of its own.

Why: a name that is mistyped would leave its brief out of the page where readers look for it, and nobody would notice.

Wrong: `actors: [hezbolah]`

Right: `actors: [hezbollah]`, the name of the file docs/actors/hezbollah.md
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from briefbook import paths
from briefbook.mentions import marked_by_hand
from briefbook.model import Brief, Library, Problem, Record
from briefbook.namesakes import called
from briefbook.nearest import did_you_mean
from briefbook.positions import Key

RULES = {f"unknown-{kind}": "error" for kind in ("actor", "author", "brief", "section", "topic")}
RESTS_ON = {"unknown-section": (("section",),)}

_NEEDS = {"actor": "name and kind", "topic": "title", "section": "title", "author": "name"}

_OTHERWISE = {"brief": "; name one that is there, by the year and the name of its file, or take it out"}


class _Named(NamedTuple):
    """An id in a record's front matter: the kind of what it names, and where it stands."""

    kind: str
    id: str
    key: Key


def check(library: Library) -> Iterator[Problem]:
    """Yield an `unknown-<kind>` for each id without a file, in front matter or in the `[[actor-id]]` of a body."""
    yield from _by_hand(library)
    known: Mapping[str, Mapping[str, Record]] = {
        "brief": library.brief_of,
        "actor": library.actors,
        "topic": library.topics,
        "section": library.sections,
        "author": library.authors,
    }
    words: dict[str, Mapping[str, str]] = {}
    to_come: dict[str, Collection[str]] = {}
    for record, named in _all_named(library, known):
        if named.id in known[named.kind] or (named.kind == "brief" and named.id in library.drafts):
            continue
        if library.is_unread(paths.path_of(named.kind, named.id)):
            continue
        if named.kind not in words:
            there = {key: each for key, each in known[named.kind].items() if ("path",) not in each.source.lost}
            to_come[named.kind] = {key.rpartition("/")[2] for key in known[named.kind].keys() - there.keys()}
            words[named.kind] = {**_other_names(there.values()), **{each: each for each in there}}
        if named.id.rpartition("/")[2] in to_come[named.kind]:
            continue  # the file is there, and told to move
        near = did_you_mean(named.id, words[named.kind])
        message = f"no {named.kind} '{named.id}'{near or _OTHERWISE.get(named.kind, '')}"
        yield record.source.problem(f"unknown-{named.kind}", message, *named.key, fix=_how_to_create(named))


def _all_named(library: Library, known: Mapping[str, Mapping[str, Record]]) -> Iterator[tuple[Record, _Named]]:
    """What all records name; of the briefs, which are many, those lists alone in which an id is not `known`."""
    for brief in _in_doubt(library.written, known):
        if brief.section not in known["section"]:
            yield brief, _Named("section", brief.section, ("section",))
        for kind, field, ids in (
            ("author", "authors", brief.authors),
            ("topic", "topics", brief.topics),
            ("actor", "actors", brief.actors),
            ("brief", "related", brief.related),
        ):
            if not known[kind].keys() >= {*ids}:
                yield from ((brief, named) for named in _in_list(kind, field, ids))
    for actor in library.actors.values():
        if actor.part_of:
            yield actor, _Named("actor", actor.part_of, ("part_of",))
        for number, post in enumerate(actor.positions):
            if post.organisation:
                yield actor, _Named("actor", post.organisation, ("positions", number, "organisation"))
    for topic in library.topics.values():
        if topic.broader:
            yield topic, _Named("topic", topic.broader, ("broader",))
        yield from ((topic, named) for named in _in_list("topic", "related", topic.related))
    for author in library.authors.values():
        if author.section:
            yield author, _Named("section", author.section, ("section",))


def _in_doubt(briefs: Sequence[Brief], known: Mapping[str, Mapping[str, Record]]) -> Sequence[Brief]:
    """All briefs, or none where a look at all the ids together shows that each is known."""
    lists = (
        ("section", (brief.section for brief in briefs)),
        ("author", chain.from_iterable(brief.authors for brief in briefs)),
        ("topic", chain.from_iterable(brief.topics for brief in briefs)),
        ("actor", chain.from_iterable(brief.actors for brief in briefs)),
        ("brief", chain.from_iterable(brief.related for brief in briefs)),
    )
    return () if all(known[kind].keys() >= {*ids} for kind, ids in lists) else briefs


def _other_names(records: Iterable[Record]) -> Mapping[str, str]:
    """What else an author may have written for an id: the slug of a name, a title or an alias."""
    return {paths.slug(name): record.id for record in records for name in called(record)}


def _by_hand(library: Library) -> Iterator[Problem]:
    """The marks in bodies that name no actor."""
    for brief in library.written:
        if "[[" not in brief.source.body:
            continue
        for place, actor in marked_by_hand(brief.source.body):
            if actor not in library.actors and not library.is_unread(paths.path_of("actor", actor)):
                words = {**_other_names(library.actors.values()), **{each: each for each in library.actors}}
                create = f"; create {paths.shown(paths.path_of('actor', actor))}, or write the name without brackets"
                message = f"no actor '{actor}'{did_you_mean(actor, words) or create}"
                yield brief.source.problem_in_body("unknown-actor", message, place)


def _in_list(kind: str, field: str, ids: Iterable[str]) -> Iterator[_Named]:
    return (_Named(kind, each, (field, number)) for number, each in enumerate(ids))


def _how_to_create(named: _Named) -> str | None:
    if named.kind not in _NEEDS:
        return None
    return f"if it is new, create {paths.shown(paths.path_of(named.kind, named.id))} with its {_NEEDS[named.kind]}"
