"""What all that lies beside a record hangs on, as one digest: while it stays the same, nothing there need be made again."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain

from briefbook.digests import SIZE, digest_of
from briefbook.model import Actor, Author, Brief, Library, Record, Section, Topic
from briefbook.related import Relations


def bases(library: Library) -> Mapping[str, bytes]:
    """The digests of all records, briefs among them, by their source paths.

    They are coarse. The names of all actors, topics, departments and authors are in each of them, so that a new name makes
    all of them new; the keys of single pages and files (`Page.key`) then tell what it reaches. Whom a text mentions is
    decided by the text and these names, so that a brief's file stands for its mentions too.
    """
    named = (library.actors, library.topics, library.sections, library.authors)
    faces = [(record.source.path, record.source.face) for kind in named for record in kind.values()]
    withdrawn = sum(brief.status == "withdrawn" for brief in library.briefs)
    everywhere = digest_of(len(library.briefs), withdrawn, faces)
    relations, told = Relations(library), _as_told(library)

    def of_brief(brief: Brief) -> Iterator[bytes]:
        beside = (library.earlier.get(brief.id), library.later.get(brief.id))
        yield from (each.source.path.encode() + each.source.face if each else b"-" for each in beside)
        for each in relations.of(brief):
            yield each.brief.source.path.encode() + each.brief.source.face + each.reason.encode()

    made: dict[str, bytes] = {}
    for brief in library.briefs:
        made[brief.source.path] = _digest(everywhere, brief, of_brief(brief))
    lists: tuple[tuple[Iterable[Actor | Topic | Section | Author], Mapping[str, tuple[Brief, ...]]], ...] = (
        (library.actors.values(), library.by_actor),
        (library.topics.values(), library.by_topic),
        (library.sections.values(), library.by_section),
        (library.authors.values(), library.by_author),
    )
    for records, briefs_of in lists:
        for record in records:
            made[record.source.path] = _digest(everywhere, record, (told[brief.id] for brief in briefs_of[record.id]))
    return made


def _as_told(library: Library) -> Mapping[str, bytes]:
    """Each brief as a list or a dossier shows it: its file, and how many briefs there are on each of its actors."""
    place = {actor: number for number, actor in enumerate(library.by_actor)}
    counts = {actor: len(briefs) for actor, briefs in library.by_actor.items()}

    def company(brief: Brief) -> bytes:
        there = library.actors_of.get(brief.id, ())
        return array("I", chain.from_iterable((place[actor], counts[actor]) for actor in there)).tobytes()

    return {brief.id: brief.source.path.encode() + brief.source.digest + company(brief) for brief in library.briefs}


def _digest(everywhere: bytes, record: Record, parts: Iterable[bytes]) -> bytes:
    """A digest of a record and of what belongs to it; each part has a length before it."""
    digest = blake2b(everywhere + record.source.digest, digest_size=SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(4, "little") + part)
    return digest.digest()
