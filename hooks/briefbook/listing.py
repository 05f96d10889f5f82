"""Lists as pages show them: rows of briefs, names with counts, and fifty to a page so that none grows with the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Generic, NamedTuple, TypeVar

from briefbook import dates, paths
from briefbook.model import Actor, Author, Brief, Content, Library, Link, Page, Record, Section, Topic
from briefbook.prose import sentences

T = TypeVar("T")

PAGE_LENGTH = 50


class Day(NamedTuple):
    """A day for people and for machines."""

    words: str
    iso: str


class Row(NamedTuple):
    """A brief in a list."""

    title: str
    url: str
    day: Day
    section: Link | None
    line: str
    """What it says, in one line: the first sentence of its summary."""
    label: str
    """Draft or Withdrawn, for a brief that is not simply published."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A name that leads to its page, with the number of briefs to be found there."""

    text: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered page of a list; without a URL it stands for the pages left out."""

    text: str
    url: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of its list."""

    number: int
    last: int
    total: int
    previous: str | None
    next: str | None
    steps: tuple[Step, ...]


class Part(NamedTuple, Generic[T]):
    """One page of a list: its source path, the place of its first item in the whole, its items, and its pager."""

    path: str
    start: int
    items: Sequence[T]
    pager: Pager


@cache
def day(when: date) -> Day:
    """A date as a page shows it."""
    return Day(dates.in_words(when), dates.for_machines(when))


def row(brief: Brief, library: Library) -> Row:
    """The row of a brief."""
    section = library.sections.get(brief.section)
    return Row(
        title=brief.title,
        url=paths.link_to("brief", brief.id),
        day=day(brief.date),
        section=_short_link(section.short_title or section.title, section.id) if section else None,
        line="" if brief.status == "withdrawn" else first_sentence(brief.summary),
        label="" if brief.status == "published" else brief.status.capitalize(),
    )


@cache
def _short_link(title: str, section: str) -> Link:
    """A department in the rows of its briefs, which are many."""
    return Link(title, paths.link_to("section", section))


@cache
def first_sentence(text: str) -> str:
    """The first sentence of some plain prose."""
    found = sentences(text)
    return text[found[0].start : found[0].end].strip() if found else text


def rows(briefs: Iterable[Brief], library: Library) -> tuple[Row, ...]:
    """The rows of some briefs."""
    return tuple(row(brief, library) for brief in briefs)


def section_link(section: Section) -> Link:
    """A section by its title."""
    return Link(section.title, paths.link_to("section", section.id))


def actor_link(actor: Actor) -> Link:
    """An actor by its name."""
    return Link(actor.name, paths.link_to("actor", actor.id))


def topic_link(topic: Topic) -> Link:
    """A topic by its title."""
    return Link(topic.title, paths.link_to("topic", topic.id))


def author_link(author: Author) -> Link:
    """An author by name."""
    return Link(author.name, paths.link_to("author", author.id))


def brief_link(brief: Brief) -> Link:
    """A brief by its title."""
    return Link(brief.title, paths.link_to("brief", brief.id))


def most_named(briefs: Iterable[Brief], library: Library, limit: int) -> tuple[Tally, ...]:
    """The actors that most of some briefs list, with the number of these briefs."""
    counts = Counter(actor for brief in briefs for actor in dict.fromkeys(brief.actors) if actor in library.actors)
    return _tallies(counts, {key: actor_link(library.actors[key]) for key in counts}, limit)


def most_treated(briefs: Iterable[Brief], library: Library, limit: int) -> tuple[Tally, ...]:
    """The topics that most of some briefs carry, with the number of these briefs."""
    counts = Counter(topic for brief in briefs for topic in dict.fromkeys(brief.topics) if topic in library.topics)
    return _tallies(counts, {key: topic_link(library.topics[key]) for key in counts}, limit)


def _tallies(counts: Mapping[str, int], links: Mapping[str, Link], limit: int) -> tuple[Tally, ...]:
    ranked = sorted(counts, key=lambda key: (-counts[key], links[key].text.casefold(), key))[:limit]
    return tuple(Tally(links[key].text, links[key].url, counts[key]) for key in ranked)


def parts(path: str, items: Sequence[T]) -> Iterator[Part[T]]:
    """Lay a list out over as many pages as it needs, at least one; page 2 of `actors/index.md` is `actors/page/2.md`."""
    last = max(1, -(-len(items) // PAGE_LENGTH))
    for number in range(1, last + 1):
        start = (number - 1) * PAGE_LENGTH
        pager = _pager(path, number, last, len(items))
        yield Part(paths.numbered(path, number), start, items[start : start + PAGE_LENGTH], pager)


def over_pages(
    page: Page,
    briefs: Sequence[Brief],
    library: Library,
    view: Callable[[tuple[Row, ...], Pager], object],
    record: Record | None = None,
) -> Iterator[Page]:
    """Lay a page with a list of briefs out over as many as the list needs; its body stands on the first.

    `record` is whose page it is, if it is one's.
    """
    body = page.content().body
    for part in parts(page.path, briefs):
        its_body = body if part.pager.number == 1 else ""
        yield replace(
            page,
            path=part.path,
            content=partial(_content, its_body, part, library, view),
            key=partial(_key, its_body, part, library, view, record),
            updated=part.items[0].date if part.items else None,
            number=part.pager.number,
        )


def newest(lists: Iterable[Sequence[Brief]]) -> date | None:
    """The date of the newest brief of some lists, each of them newest first."""
    return max((briefs[0].date for briefs in lists if briefs), default=None)


def _content(body: str, part: Part[Brief], library: Library, view: Callable[[tuple[Row, ...], Pager], object]) -> Content:
    return Content(view=view(rows(part.items, library), part.pager), body=body)


def _key(
    body: str,
    part: Part[Brief],
    library: Library,
    view: Callable[[tuple[Row, ...], Pager], object],
    record: Record | None,
) -> object:
    """What the view holds beside its rows, and the front matter of all that a row is made of."""
    sections = {key: section.source.face for key, section in library.sections.items()}
    rows = [(each.id, each.source.face, sections.get(each.section)) for each in part.items]
    return view((), part.pager), body, rows, record and record.source.face


def url_of_item(path: str, index: int) -> str:
    """The URL of the page of a list on which an item stands."""
    return paths.url_of(paths.numbered(path, index // PAGE_LENGTH + 1))


def _pager(path: str, number: int, last: int, total: int) -> Pager:
    if last == 1:
        return Pager(1, 1, total, None, None, ())

    def url(of: int) -> str:
        return paths.url_of(paths.numbered(path, of))

    return Pager(
        number=number,
        last=last,
        total=total,
        previous=url(number - 1) if number > 1 else None,
        next=url(number + 1) if number < last else None,
        steps=tuple(
            Step(str(each), url(each), each == number) if each else Step("…", None, False) for each in _shown(number, last)
        ),
    )


def _shown(number: int, last: int) -> list[int]:
    """The page numbers to offer: the ends and the neighbours, 0 standing for a gap."""
    near = sorted({1, last} | {each for each in range(number - 2, number + 3) if 1 <= each <= last})
    shown: list[int] = []
    for each in near:
        if shown and each - shown[-1] > 1:
            shown.append(0)
        shown.append(each)
    return shown
