"""What search knows of a record: its title, its own text, its day, and the facets by which results can be narrowed.

Of a brief that is what its author wrote, its number, and the symbols of the documents that it cites; of an actor and a
topic, who or what it is. Lists, chronologies and addresses of sources are left out, so that a sentence is found in one
place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefbook import dates, paths
from briefbook.digests import digest_of
from briefbook.link import ancestors
from briefbook.model import KIND_NAMES, Actor, Brief, Library, Topic

EVERY = "ꙮ"
"""A word that every entry has and nobody types: without a word, Pagefind 1.5 loads the whole index to find by facets."""

_LINKS_TO_ACTORS = re.compile(r'<(?=a class="actor" )[^<>]*>([^<]*)</(?:a)>')
# Only headings lead to a place in a page; ids of paragraphs would put each of them into the index twice.
_IDS = re.compile(r"<(?!h[2-6][ >])(\w+)([^<>]*?) id=\"[^\"<>]*\"")

_SYMBOLS = re.compile(r"\b[A-Z][A-Za-z]*(?:/[A-Za-z0-9.-]+)+(?: \([0-9]{4}\))?")
"""The symbols of documents, such as S/RES/2735 (2024), by which who knows them looks for what is said of them."""

_OF_THE_UN = re.compile(r"https?://(?:docs\.un\.org/[a-z]{2}|undocs\.org(?:/[a-z]{2})?)/([A-Z][\w./-]*)(\([0-9]{4}\))?$")


class Facet(NamedTuple):
    """A value by which results can be narrowed: which facet, and the id of the value before what a reader calls it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it is indexed, but for its body, which is HTML and rendered later: `path` is that of its page, or
    empty where its text is not to be read any more."""

    path: str
    url: str
    title: str
    day: str
    texts: tuple[str, ...]
    facets: tuple[Facet, ...]
    basis: bytes
    """A digest of what the body is made of."""


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets that each record gives to the briefs that name it."""

    actors: Mapping[str, tuple[Facet, Facet]]
    topics: Mapping[str, tuple[Facet, ...]]
    sections: Mapping[str, Facet]
    authors: Mapping[str, Facet]


def dossier_entries(library: Library) -> Iterator[Entry]:
    """The entries of all actors and topics, in id order."""
    yield from (_actor(actor, library) for actor in library.actors.values())
    yield from (_topic(topic) for topic in library.topics.values())


def brief_entries(library: Library, briefs: Iterable[Brief], facets: Facets) -> Iterator[Entry]:
    """The entries of some briefs, with the facets of a library (`facets_of`)."""
    for brief in briefs:
        yield _brief(brief, library.actors_of.get(brief.id, ()), facets, _basis(brief, library))


def facets_of(library: Library) -> Facets:
    """What each record gives to the briefs that name it."""
    return Facets(
        actors={
            key: (_kind(actor), _facet(f"actor-{actor.kind}", key, actor.name)) for key, actor in library.actors.items()
        },
        topics={
            key: tuple(_facet("topic", each, library.topics[each].title) for each in (key, *ancestors(key, library.topics)))
            for key in library.topics
        },
        sections={key: _facet("section", key, section.title) for key, section in library.sections.items()},
        authors={key: _facet("author", key, author.name) for key, author in library.authors.items()},
    )


def searched(library: Library) -> frozenset[str]:
    """The source paths of the records whose texts are indexed."""
    kinds = (library.brief_of.values(), library.actors.values(), library.topics.values())
    return frozenset(record.source.path for kind in kinds for record in kind)


def searchable(html: str) -> str:
    """The HTML of a body as it is indexed; each element that says nothing to search costs it time."""
    return _LINKS_TO_ACTORS.sub(r"\1", _IDS.sub(r"<\1\2", html))


def _basis(brief: Brief, library: Library) -> bytes:
    """Of a brief: its file, and whom it mentions where, since an id in the text is shown as a name."""
    mentions = library.mentions.get(brief.id, ())
    named = {each.actor: library.actors[each.actor].source.face for each in mentions if each.actor in library.actors}
    return digest_of(brief.source.digest, [(each.actor, each.start) for each in mentions], named)


def _brief(brief: Brief, actors: tuple[str, ...], known: Facets, basis: bytes) -> Entry:
    facets = [_facet("year", str(brief.date.year), str(brief.date.year))]
    if brief.section in known.sections:
        facets.append(known.sections[brief.section])
    texts: tuple[str, ...]
    if brief.withdrawn:
        texts = (brief.withdrawn.reason,)
    else:
        texts = (brief.summary, *brief.key_points, " · ".join(filter(None, (brief.number, *_symbols(brief)))))
        facets += (known.authors[key] for key in brief.authors if key in known.authors)
        facets += (facet for key in brief.topics for facet in known.topics.get(key, ()))
        facets += (facet for key in actors for facet in known.actors[key])
    return Entry(
        path="" if brief.withdrawn else brief.source.path,
        url=paths.link_to("brief", brief.id),
        title=brief.title,
        day=dates.for_machines(brief.date),
        texts=tuple(text for text in texts if text),
        facets=tuple(dict.fromkeys(facets)),
        basis=basis,
    )


def _symbols(brief: Brief) -> Iterator[str]:
    """The symbols of the documents that a brief cites, each once, as they are cited."""
    told = dict.fromkeys(symbol for source in brief.sources for symbol in _SYMBOLS.findall(source.title))
    for source in brief.sources:
        if found := _OF_THE_UN.match(source.url or ""):
            told[" ".join(filter(None, found.groups()))] = None
    yield from told


def _facet(name: str, key: str, text: str) -> Facet:
    return Facet(name, f"{key} {text}")  # an id holds no space


def _kind(actor: Actor) -> Facet:
    return _facet("kind", actor.kind, KIND_NAMES[actor.kind])


def _actor(actor: Actor, library: Library) -> Entry:
    bodies = (library.actors.get(post.organisation or "") for post in actor.positions)
    posts = (
        f"{post.title}, {body.name}" if body else post.title for post, body in zip(actor.positions, bodies, strict=True)
    )
    texts = (actor.summary, ", ".join(actor.aliases), *posts)
    return Entry(
        path=actor.source.path,
        url=paths.link_to("actor", actor.id),
        title=actor.name,
        day="",
        texts=tuple(text for text in texts if text),
        facets=(_kind(actor),),
        basis=actor.source.digest,
    )


def _topic(topic: Topic) -> Entry:
    texts = (topic.summary, ", ".join(topic.aliases))
    return Entry(
        path=topic.source.path,
        url=paths.link_to("topic", topic.id),
        title=topic.title,
        day="",
        texts=tuple(text for text in texts if text),
        facets=(),
        basis=topic.source.digest,
    )
