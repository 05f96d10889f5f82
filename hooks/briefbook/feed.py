"""Feeds before they have a format: which there are, what is in each, and when an entry counts as updated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from typing import TypeVar

from briefbook import paths
from briefbook.absolute import absolute
from briefbook.collation import by_name
from briefbook.identity import KINDS, Lasting, address, permanent_id, tag, tag_of
from briefbook.model import Actor, Author, Brief, LateOutput, Library, Link, Section, Topic
from briefbook.owners import Beside, Owner

T = TypeVar("T")
_OF_SITE, _OF_NAME = 50, 20
_MOST = 1_800_000
"""Bytes of whole texts in one feed: W3C's validator has read 2 MB of a feed, and now reads 5."""
SITE_LANG = "en"
"""The language of what the site says itself, and of briefs that say nothing of theirs."""
FIRST_DAY = date(1990, 1, 1)
"""Nothing on the web is older; what claims to be, readers of feeds take for a mistake, and W3C's validator says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: where its page is, where it lies itself (without its ending), and its briefs, newest first."""

    kind: str
    id: str
    title: str
    name: str
    """What it is about, without the name of the site."""
    url: str
    briefs: tuple[Brief, ...]

    @property
    def lang(self) -> str:
        """The language of its briefs where it is the same in all, else that of the site."""
        found = {brief.lang or SITE_LANG for brief in self.briefs}
        return found.pop() if len(found) == 1 else SITE_LANG

    @property
    def path(self) -> str:
        """The feed's own path without its ending."""
        return f"{self.url}feed"

    @property
    def whole(self) -> bool:
        """Whether its entries hold the whole text of the briefs."""
        return self.kind in {"site", "section"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A brief as an entry of feeds."""

    id: str
    title: str
    url: str
    published: str
    """When the brief appeared; it may have been before there were feeds."""
    updated: str
    summary: str
    key_points: tuple[str, ...]
    authors: tuple[Link, ...]
    section: tuple[Link, ...]
    topics: tuple[Link, ...]
    """What they are called, and the ids that machines compare."""
    lang: str

    @property
    def categories(self) -> tuple[Link, ...]:
        """What the brief is filed under."""
        return self.section + self.topics


def feeds(library: Library) -> Iterator[Feed]:
    """Yield the feeds that a list of them names: the site's, and those that hold a brief.

    Departments stand in the order that they ask for, as everywhere, all others from A to Z.
    """
    yield from feed_of(None, library)
    for records in (library.sections, library.topics, library.authors, library.actors):
        found = [feed for record in records.values() for feed in feed_of(record, library) if feed.briefs]
        yield from found if records is library.sections else sorted(found, key=lambda feed: by_name(feed.name))


def feed_of(owner: Owner, library: Library) -> Iterator[Feed]:
    """Yield the feed of a record or of the site, if it has one.

    It is there for as long as its record, with or without briefs: who follows it is not to lose it when the last of them
    is withdrawn. A feed names everything by whole addresses, so without one there is none.
    """
    if not library.settings.base_url:
        return
    match owner:
        case None:
            yield from _of_site(library)
        case Section():
            yield from _feed(owner, owner.title, library.by_section[owner.id], library)
        case Topic():
            yield from _feed(owner, owner.title, library.by_topic[owner.id], library)
        case Author():
            yield from _feed(owner, owner.name, library.by_author[owner.id], library)
        case Actor():
            yield from _feed(owner, owner.name, library.by_actor[owner.id], library)


def _of_site(library: Library) -> Iterator[Feed]:
    settings = library.settings
    yield Feed(
        kind="site",
        id=tag(settings, "feeds/site"),
        title=settings.name,
        name="All briefs",
        url="",
        briefs=_newest(library.briefs, _OF_SITE),
    )


def _feed(record: Lasting, name: str, briefs: tuple[Brief, ...], library: Library) -> Iterator[Feed]:
    kind = KINDS[type(record)]
    yield Feed(
        kind=kind,
        id=tag(library.settings, f"feeds/{paths.link_to(kind, permanent_id(record)).rstrip('/')}"),
        title=f"{name} – {library.settings.name}",
        name=name,
        url=paths.link_to(kind, record.id),
        briefs=_newest(briefs, _OF_SITE if kind == "section" else _OF_NAME),
    )


def _newest(briefs: Iterable[Brief], most: int) -> tuple[Brief, ...]:
    return tuple(islice((brief for brief in briefs if brief.status != "withdrawn"), most))


def whole_feeds(
    library: Library, ending: str, write: Callable[[Feed, Library, Mapping[str, str]], bytes]
) -> Beside[LateOutput]:
    """The feeds with whole texts in a format; `write` makes the bytes of one when the texts are rendered."""

    def beside(owner: Owner) -> Iterator[LateOutput]:
        for feed in feed_of(owner, library):
            if feed.whole:
                told = feed.id, feed.title, feed.name, feed.url
                rests_on = told, tuple(brief.source.path for brief in feed.briefs)
                yield LateOutput(f"{feed.path}.{ending}", partial(write, feed, library), rests_on)

    return beside


def entry(brief: Brief, library: Library) -> Entry:
    """The entry of a brief."""
    settings = library.settings
    section = library.sections.get(brief.section)
    topics = tuple(Link(library.topics[each].title, each) for each in brief.topics if each in library.topics)
    return Entry(
        id=tag_of(brief, settings),
        title=brief.title,
        url=address(brief, settings),
        published=_moment(brief.date, brief),
        updated=_moment(_on_the_web(touched(brief)), brief),
        summary=brief.summary,
        key_points=brief.key_points,
        authors=tuple(_author(library.authors[each], library) for each in brief.authors if each in library.authors),
        section=(Link(section.title, f"section:{section.id}"),) if section else (),
        topics=topics,
        lang=brief.lang or SITE_LANG,
    )


def touched(brief: Brief) -> date:
    """When a brief last changed so that its readers should know: a minor change notifies nobody."""
    return max([brief.date, *(change.date for change in brief.changes if change.kind != "minor")])


def updated(feed: Feed) -> str:
    """When the newest of a feed's entries was updated; of one without entries, the first day that feeds know."""
    moments = (_moment(_on_the_web(touched(brief)), brief) for brief in feed.briefs)
    return max(moments, default=f"{FIRST_DAY.isoformat()}T00:00:00Z")


def entries_of(
    feed: Feed, bodies: Mapping[str, str], library: Library, written: Callable[[Entry, str | None], T]
) -> Iterator[T]:
    """Yield the entries of a feed as a format has them `written`: with the whole text as long as there is room.

    The text is the rendered body with its links made whole; None stands for one that the feed has no room for.
    """
    room = _MOST
    for brief in feed.briefs:
        text = whole_text(brief, bodies, library) if room > 0 else ""
        room -= len(text.encode())
        yield written(entry(brief, library), text if room > 0 else None)


def whole_text(brief: Brief, bodies: Mapping[str, str], library: Library) -> str:
    """The rendered body of a brief, its links made whole."""
    return absolute(bodies.get(brief.source.path, ""), address(brief, library.settings)).strip()


def _on_the_web(day: date) -> date:
    return max(day, FIRST_DAY)


def _moment(day: date, brief: Brief) -> str:
    """The day as a time (RFC 3339): its first second, and in it a fraction of the brief's own.

    Two entries of one feed must not claim the same moment, says W3C's validator (DuplicateUpdated), and front matter
    knows no hours; the permanent id decides, so that the moment is as lasting as the day.
    """
    return f"{day.isoformat()}T00:00:00.{_fraction(permanent_id(brief)):06}Z"


@cache
def _fraction(brief: str) -> int:
    """The millionths of a brief; it stands in the feeds of all that it names."""
    return int.from_bytes(sha256(brief.encode()).digest()[:4], "big") % 1_000_000


def _author(author: Author, library: Library) -> Link:
    return Link(author.name, address(author, library.settings))
