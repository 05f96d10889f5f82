"""A brief as a citation sees it: one frozen view from which every style and every format of citations is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from briefbook import paths
from briefbook.basis import digest_of_faces
from briefbook.identity import KINDS, address, cite_key, tag_of
from briefbook.model import Actor, Author, Brief, Library, Output, Section, Topic
from briefbook.owners import Beside, Owner

_WHOLE = 1_000
"""Up to so many briefs in an archive, all are cited together: those of the site, and of each section, actor and topic."""
_MOST = {Section: 50, Actor: 2, Topic: 2}
"""In a larger one so many, the newest; of the site all are, and pages say so.

A citation takes 0.3 KB in each of three formats, and a brief carries seven actors and three topics: whole lists for these
cost 9 KB a brief, which at 10,000 briefs is more than half of all outputs.
"""


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


def collections(
    library: Library, ending: str, entry: Callable[[Citable], str], joined: Callable[[Iterable[str]], str]
) -> Beside[Output]:
    """The files of a format of citations: of each brief, and of those of the site, of each section, actor and topic.

    `entry` writes one brief, `joined` makes a file of several.
    """
    known: dict[str, str] = {}

    def written(brief: Brief) -> str:
        if brief.id not in known:
            known[brief.id] = entry(citable(brief, library))
        return known[brief.id]

    def rests_on(cited: Iterable[Brief]) -> bytes:
        return digest_of_faces((*cited, *library.authors.values(), *library.topics.values()))

    def beside(owner: Owner) -> Iterator[Output]:
        cited = cited_with(owner, library)
        if cited or not isinstance(owner, Author | Brief):
            folder = paths.link_to(KINDS[type(owner)], owner.id) if owner else ""
            key = None if owner else partial(rests_on, cited)
            yield Output(f"{folder}cite.{ending}", lambda: joined(map(written, cited)).encode(), key)

    return beside


def cited_with(owner: Owner, library: Library) -> tuple[Brief, ...]:
    """The briefs that the files of citations beside a page hold.

    The files of a department, an actor or a topic, and the site's, are there without any too: where the last brief was
    withdrawn, who asks for them each day finds nothing to cite, and not that they are lost.
    """
    most = _MOST.get(type(owner)) if len(library.briefs) > _WHOLE else None
    return tuple(islice(_standing(owner, library), most))


def cited_of(owner: Owner, library: Library) -> tuple[int, int] | None:
    """How many briefs these files hold and how many there are, where they do not hold all."""
    if len(library.briefs) <= _WHOLE or type(owner) not in _MOST:
        return None
    held, there = len(cited_with(owner, library)), sum(1 for _ in _standing(owner, library))
    return (held, there) if held < there else None


def _standing(owner: Owner, library: Library) -> Iterator[Brief]:
    return (brief for brief in _briefs(owner, library) if brief.status != "withdrawn")


def _briefs(owner: Owner, library: Library) -> tuple[Brief, ...]:
    match owner:
        case None:
            return library.briefs
        case Brief():
            return (owner,)
        case Section():
            return library.by_section[owner.id]
        case Actor():
            return library.by_actor[owner.id]
        case Topic():
            return library.by_topic[owner.id]
        case _:
            return ()
