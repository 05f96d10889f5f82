"""What all that lies beside a record hangs on, as one digest: while it stays the same, nothing there need be made again."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import chain

from briefbook.digests import SIZE, digest_of
from briefbook.model import Actor, Author, Brief, Library, Record, Section, Topic
from briefbook.related import Relations


def digest_of_faces(records: Iterable[Record]) -> bytes:
    """A digest of the front matter of some records: what others say of them."""
    return digest_of([(record.source.path, record.source.face) for record in records])


def names(library: Library) -> bytes:
    """A digest of all front matter but that of briefs: of what a text may name, and how it is called."""
    kinds: tuple[Mapping[str, Record], ...] = (library.actors, library.topics, library.sections, library.authors)
    return digest_of_faces(record for kind in kinds for record in kind.values())


def bases(library: Library) -> Mapping[str, bytes]:
    """The digests of all records, briefs among them, by their source paths.

    They are coarse. The names of all actors, topics, departments and authors are in each of them, so that a new name makes
    all of them new; the keys of single pages and files (`Page.key`) then tell what it reaches. Whom a text mentions is
    decided by the text and these names, so that a brief's file stands for its mentions too.
    """
    withdrawn = sum(brief.status == "withdrawn" for brief in library.briefs)
    everywhere = digest_of(len(library.briefs), withdrawn, names(library))
    relations, told = Relations(library), _as_told(library)
    linked = {brief.id: _part(brief.source.path.encode() + brief.source.face) for brief in library.briefs}

    def of_brief(brief: Brief) -> Iterable[bytes]:
        beside = (library.earlier.get(brief.id), library.later.get(brief.id))
        related = relations.of(brief)
        return (
            *(linked[each.id] if each else _part(b"-") for each in beside),
            *(linked[each.brief.id] for each in related),
            *(_part(f"{each.actors} {each.topics} {each.words}".encode()) for each in related),
        )

    made = {brief.source.path: _digest(everywhere, brief, of_brief(brief)) for brief in library.briefs}
    lists: tuple[tuple[Iterable[Actor | Topic | Section | Author], Mapping[str, tuple[Brief, ...]]], ...] = (
        (library.actors.values(), library.by_actor),
        (library.topics.values(), library.by_topic),
        (library.sections.values(), library.by_section),
        (library.authors.values(), library.by_author),
    )
    for records, briefs_of in lists:
        for record in records:
            made[record.source.path] = _digest(everywhere, record, [told[brief.id] for brief in briefs_of[record.id]])
    return made


def _as_told(library: Library) -> Mapping[str, bytes]:
    """Each brief as a list or a dossier shows it: its file, and how many briefs there are on each of its actors."""
    place = {actor: number for number, actor in enumerate(library.by_actor)}
    counts = {actor: len(briefs) for actor, briefs in library.by_actor.items()}

    def company(brief: Brief) -> bytes:
        there = library.actors_of.get(brief.id, ())
        return array("I", chain.from_iterable((place[actor], counts[actor]) for actor in there)).tobytes()

    return {brief.id: _part(brief.source.path.encode() + brief.source.digest + company(brief)) for brief in library.briefs}


def _part(content: bytes) -> bytes:
    """Something that belongs to a record, with its length before it, so that it ends where it ends."""
    return len(content).to_bytes(4, "little") + content


def _digest(everywhere: bytes, record: Record, parts: Iterable[bytes]) -> bytes:
    """A digest of a record and of what belongs to it."""
    return blake2b(b"".join((everywhere, record.source.digest, *parts)), digest_size=SIZE).digest()
