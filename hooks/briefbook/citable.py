"""A brief as a citation sees it: one frozen view from which every style and every format of citations is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from briefbook import paths
from briefbook.identity import address, cite_key, tag_of
from briefbook.model import Author, Brief, Library

_NEWEST_OF_SECTION, _NEWEST_OF_NAME = 50, 5


class Name(NamedTuple):
    """A name as a citation needs it: in two parts for a person, in one for a desk; `family` is the whole then."""

    family: str
    given: str = ""

    @property
    def whole(self) -> str:
        """The name as its owner writes it."""
        return f"{self.given} {self.family}".strip()


class Run(NamedTuple):
    """A piece of a formatted citation."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citable:
    """What can be said of a brief in a citation."""

    key: str
    identifier: str
    title: str
    authors: tuple[Name, ...]
    date: date
    publisher: str
    number: str
    url: str
    doi: str
    lang: str
    summary: str
    keywords: tuple[str, ...]

    @property
    def link(self) -> str:
        """Where the brief is found: by its DOI if it has one."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class Collection(NamedTuple):
    """Briefs that are cited together, and the file that holds them, without its ending."""

    path: str
    items: tuple[Citable, ...]


def name_of(author: Author) -> Name:
    """The name of an author in its parts."""
    if author.family and author.name.endswith(f" {author.family}"):
        return Name(author.family, author.name.removesuffix(author.family).strip())
    return Name(author.name)


def citable(brief: Brief, library: Library) -> Citable:
    """The view of one brief."""
    settings = library.settings
    authors = tuple(name_of(library.authors[each]) for each in brief.authors if each in library.authors)
    return Citable(
        key=cite_key(brief),
        identifier=tag_of(brief, settings),
        title=brief.title,
        authors=authors,
        date=brief.date,
        publisher=settings.publisher or settings.name,
        number=brief.number or "",
        url=address(brief, settings),
        doi=brief.doi or "",
        lang=brief.lang or "",
        summary=brief.summary,
        keywords=tuple(library.topics[each].title for each in brief.topics if each in library.topics),
    )


def collections(library: Library) -> Iterator[Collection]:
    """What citations are offered for: each brief, all briefs, the newest of each section, actor and topic.

    A citation takes 0.3 KB in each of three formats, and a brief carries seven actors and three topics: whole lists for
    these would cost 9 KB a brief, more than half of all outputs.
    """
    items = {brief.id: citable(brief, library) for brief in library.briefs if brief.status != "withdrawn"}
    for key, item in items.items():
        yield Collection(f"{paths.link_to('brief', key)}cite", (item,))
    if items:
        yield Collection("cite", tuple(items.values()))
    groups = (
        ("section", library.by_section, _NEWEST_OF_SECTION),
        ("actor", library.by_actor, _NEWEST_OF_NAME),
        ("topic", library.by_topic, _NEWEST_OF_NAME),
    )
    for kind, groups_of_kind, limit in groups:
        for key, briefs in groups_of_kind.items():
            cited = tuple(items[brief.id] for brief in briefs if brief.id in items)[:limit]
            if cited:
                yield Collection(f"{paths.link_to(kind, key)}cite", cited)
