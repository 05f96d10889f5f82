"""Joins the records into a Library: who, what, where, when, and what points at what.

An id without a record is passed over here; `checks/references.py` reports it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TypeVar

from briefbook.collation import by_name
from briefbook.model import Actor, Ambiguity, Author, Brief, Library, Mention, Prose, Record, Section, Settings, Topic

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)


def link(
    records: Iterable[Record],
    settings: Settings,
    found: tuple[Mapping[str, tuple[Mention, ...]], Mapping[str, tuple[Ambiguity, ...]]] = ({}, {}),
    *,
    unread: frozenset[str] = frozenset(),
    files: frozenset[str] = frozenset(),
    today: date | None = None,
    with_drafts: bool = False,
) -> Library:
    """Make the Library of all records, in time proportional to them and to the ids they name.

    `found` are the mentions and the open names of each brief (`mentions.find`). Drafts stand among the briefs only
    `with_drafts`; the Library's `drafts` names them in any case.
    """
    of_kind: defaultdict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        of_kind[type(record)].append(record)
    written = newest_first(_by_id(of_kind[Brief], Brief).values())
    briefs = tuple(brief for brief in written if with_drafts or brief.status != "draft")
    mentions, ambiguities = found
    actors, topics = _by_id(of_kind[Actor], Actor), _by_id(of_kind[Topic], Topic)
    sections = dict(sorted(_by_id(of_kind[Section], Section).items(), key=lambda item: _rank(item[1])))
    authors = _by_id(of_kind[Author], Author)
    standing = [brief for brief in briefs if brief.status != "withdrawn"]
    above = {topic: ancestors(topic, topics) for topic in topics}
    in_line = _grouped_by(lambda brief: brief.section, standing, sections).values()
    by_actor, actors_of, mentions_of = _by_actor(standing, mentions, actors)
    return Library(
        settings=settings,
        unread=unread,
        briefs=briefs,
        actors=actors,
        topics=topics,
        sections=sections,
        authors=authors,
        prose=_by_id(of_kind[Prose], Prose),
        drafts={brief.id: brief for brief in written if brief.status == "draft"},
        brief_of={brief.id: brief for brief in briefs},
        by_year=_grouped_by(lambda brief: brief.date.year, briefs, [brief.date.year for brief in briefs]),
        by_section=_grouped_by(lambda brief: brief.section, briefs, sections),
        by_author=_grouped(((brief, brief.authors) for brief in standing), authors),
        by_actor=by_actor,
        actors_of=actors_of,
        mentions=mentions,
        mentions_of=mentions_of,
        ambiguities=ambiguities,
        by_topic=_grouped(((brief, _with_broader(brief.topics, above)) for brief in standing), topics),
        earlier={brief.id: before for group in in_line for brief, before in pairwise(group)},
        later={brief.id: after for group in in_line for after, brief in pairwise(group)},
        narrower=_children(topics.values(), lambda topic: topic.broader, topics),
        parts=_children(actors.values(), lambda actor: actor.part_of, actors),
        files=files,
        today=today,
    )


def newest_first(briefs: Iterable[Brief]) -> tuple[Brief, ...]:
    """Briefs by date, the newest first; those of one day by id."""
    return tuple(sorted(sorted(briefs, key=lambda brief: brief.id), key=lambda brief: brief.date, reverse=True))


def ancestors(topic: str, topics: Mapping[str, Topic]) -> tuple[str, ...]:
    """The ids of the topics above a topic, the nearest first; a circle is walked once (`checks/circles.py` reports it)."""
    chain: list[str] = []
    here = topics[topic].broader
    while here is not None and here in topics and here != topic and here not in chain:
        chain.append(here)
        here = topics[here].broader
    return tuple(chain)


def _by_id(records: Iterable[Record], kind: type[R]) -> dict[str, R]:
    return {record.id: record for record in sorted(records, key=lambda record: record.id) if isinstance(record, kind)}


def _rank(section: Section) -> tuple[bool, int, tuple[bool, str, str]]:
    """Sections stand in the order that they ask for, then the others by title."""
    return section.order is None, section.order or 0, by_name(section.title)


def _with_broader(topics: Iterable[str], above: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The topics, and those above them; one may come twice."""
    return (each for topic in topics if topic in above for each in (topic, *above[topic]))


def _grouped(briefs: Iterable[tuple[Brief, Iterable[K]]], keys: Iterable[K]) -> dict[K, tuple[Brief, ...]]:
    """The briefs under each of their keys, in the order given; unknown keys fall away."""
    groups: dict[K, list[Brief]] = {key: [] for key in keys}
    for brief, its_keys in briefs:
        for key in {*its_keys}:
            if key in groups:
                groups[key].append(brief)
    return {key: tuple(group) for key, group in groups.items()}


def _grouped_by(key: Callable[[Brief], K], briefs: Iterable[Brief], keys: Iterable[K]) -> dict[K, tuple[Brief, ...]]:
    """The briefs under the one key of each."""
    groups: dict[K, list[Brief]] = {each: [] for each in keys}
    for brief in briefs:
        if (its_key := key(brief)) in groups:
            groups[its_key].append(brief)
    return {each: tuple(group) for each, group in groups.items()}


def _by_actor(
    briefs: Iterable[Brief], mentions: Mapping[str, tuple[Mention, ...]], actors: Iterable[str]
) -> tuple[dict[str, tuple[Brief, ...]], dict[str, tuple[str, ...]], dict[str, tuple[Mention, ...]]]:
    """The briefs that list or mention each actor, the actors of each brief, and all mentions of each actor."""
    naming: dict[str, list[Brief]] = {actor: [] for actor in actors}
    found: dict[str, list[Mention]] = {actor: [] for actor in naming}
    named: dict[str, tuple[str, ...]] = {}
    for brief in briefs:
        mentioned = mentions.get(brief.id, ())
        for mention in mentioned:
            found[mention.actor].append(mention)
        named[brief.id] = actors_in(brief, mentioned, naming)
        for actor in named[brief.id]:
            naming[actor].append(brief)
    return (
        {actor: tuple(group) for actor, group in naming.items()},
        named,
        {actor: tuple(group) for actor, group in found.items()},
    )


def actors_in(brief: Brief, mentions: Iterable[Mention], known: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of the `known` actors that a brief lists or mentions, in order."""
    return tuple(sorted({*brief.actors, *(mention.actor for mention in mentions)} & known.keys()))


def _children(records: Iterable[R], parent: Callable[[R], str | None], known: Mapping[str, R]) -> dict[str, tuple[R, ...]]:
    """The records below each record, in the order given."""
    below: dict[str, list[R]] = {key: [] for key in known}
    for record in records:
        if (above := parent(record)) in below:
            below[above].append(record)
    return {key: tuple(children) for key, children in below.items()}
