"""What search knows of a record: its title, its own text, its day, and the facets by which results can be narrowed.

Of a brief that is what its author wrote; of an actor and a topic, who or what it is. Lists, chronologies and addresses of
sources are left out, so that a sentence is found in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefbook import dates, paths
from briefbook.companions import actors_of_briefs
from briefbook.link import ancestors
from briefbook.model import KIND_NAMES, Actor, Brief, Library, Topic

# Only headings lead to a place in a page; ids of paragraphs would put each of them into the index twice.
_IDS = re.compile(r"<(?!h[2-6][ >])(\w+)([^<>]*?) id=\"[^\"<>]*\"")


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which results can be narrowed: which facet, the id of the value, and what a reader calls it."""

    name: str
    id: str
    text: str

    @property
    def value(self) -> str:
        """Both in one, as the index keeps them; an id holds no space."""
        return f"{self.id} {self.text}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it is indexed, but for its body, which is HTML and rendered later: `path` is that of its page."""

    path: str
    url: str
    title: str
    day: str
    texts: tuple[str, ...]
    facets: tuple[Facet, ...]


def dossier_entries(library: Library) -> Iterator[Entry]:
    """The entries of all actors and topics, in id order."""
    yield from (_actor(actor, library) for actor in library.actors.values())
    yield from (_topic(topic) for topic in library.topics.values())


def brief_entries(library: Library) -> Iterator[Entry]:
    """The entries of all briefs, the oldest first."""
    named = actors_of_briefs(library)
    above = {topic: (topic, *ancestors(topic, library.topics)) for topic in library.topics}
    for brief in reversed(library.briefs):
        yield _brief(brief, library, named.get(brief.id, ()), above)


def searchable(html: str) -> str:
    """The HTML of a body as it is indexed."""
    return _IDS.sub(r"<\1\2", html)


def _brief(brief: Brief, library: Library, actors: tuple[str, ...], above: Mapping[str, tuple[str, ...]]) -> Entry:
    section = library.sections.get(brief.section)
    facets = [Facet("year", str(brief.date.year), str(brief.date.year))]
    facets += [Facet("section", section.id, section.title)] if section else []
    if brief.withdrawn:
        texts: tuple[str, ...] = (brief.withdrawn.reason,)
    else:
        texts = (brief.summary, *brief.key_points)
        facets += (Facet("author", key, library.authors[key].name) for key in brief.authors if key in library.authors)
        topics = dict.fromkeys(each for topic in brief.topics for each in above.get(topic, ()))
        facets += (Facet("topic", key, library.topics[key].title) for key in topics)
        known = [library.actors[key] for key in actors]
        facets += (Facet("kind", kind, KIND_NAMES[kind]) for kind in dict.fromkeys(actor.kind for actor in known))
        facets += (Facet(f"actor-{actor.kind}", actor.id, actor.name) for actor in known)
    return Entry(
        path=brief.source.path,
        url=paths.link_to("brief", brief.id),
        title=brief.title,
        day=dates.for_machines(brief.date),
        texts=texts,
        facets=tuple(facets),
    )


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
        facets=(Facet("kind", actor.kind, KIND_NAMES[actor.kind]),),
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
    )
