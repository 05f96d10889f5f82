"""The page of a brief: what it says, who signed it, what it rests on, and where else its names lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from briefbook.actor_links import linked as named
from briefbook.addresses import written
from briefbook.bidi import direction
from briefbook.citations import counted, place
from briefbook.citations import linked as cited
from briefbook.collation import by_name
from briefbook.listing import Day, actor_link, author_link, brief_link, day, section_link, topic_link
from briefbook.model import KIND_NAMES, Actor, Brief, Change, Content, Library, Link, Mention, Page, Record, Reference
from briefbook.owners import Beside, Owner, of_all
from briefbook.related import Related, Relations

_CHANGES = {"minor": "Update", "major": "Major update", "correction": "Correction"}
_WORDS_A_MINUTE = 230
"""At which adults read English prose in silence (Brysbaert 2019: 238)."""
_LONG = 3
"""Minutes from which on a brief shows its contents."""


class SourceView(NamedTuple):
    """A numbered source, and the places in the body that cite it."""

    number: int
    title: str
    publisher: str | None
    url: str | None
    archived: str | None
    published: Day | None
    accessed: Day | None
    cited_at: tuple[str, ...]

    @property
    def is_cited_often(self) -> bool:
        """Whether its places have to be told from each other."""
        return len(self.cited_at) > 1


class ChangeView(NamedTuple):
    """A dated note on what was changed."""

    day: Day
    label: str
    note: str


class ActorGroup(NamedTuple):
    """The actors of one kind that the brief lists."""

    name: Link
    actors: tuple[Link, ...]


class Said(NamedTuple):
    """Some words of a sentence; a name among them leads to its page."""

    text: str
    url: str | None


class RelatedView(NamedTuple):
    """A related brief, and why it is."""

    brief: Link
    day: Day
    reason: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """What the template of a brief shows."""

    direction: str | None
    """'rtl' where the brief is written from right to left."""
    day: Day
    authors: tuple[Link, ...]
    summary: str
    label: str
    minutes: int
    """How long it takes to read."""
    is_long: bool
    """Whether a reader is helped by a list of its headings."""
    withdrawn: ChangeView | None
    number: str | None
    cutoff: Day | None
    confidence: str | None
    key_points: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    corrected: bool
    sources: tuple[SourceView, ...]
    actor_groups: tuple[ActorGroup, ...]
    topics: tuple[Link, ...]
    related: tuple[RelatedView, ...]
    earlier: Link | None
    later: Link | None


def derive(library: Library) -> Iterator[Page]:
    """Yield one page for each brief; a withdrawn one keeps its address, its title, its date and the reason."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Page]:
    """What to yield for one of them."""
    relations = cache(partial(Relations, library))

    def of(owner: Owner) -> Iterator[Page]:
        if isinstance(owner, Brief):
            yield _page(owner, library, relations)

    return of


def _page(brief: Brief, library: Library, relations: Callable[[], Relations]) -> Page:
    section = library.sections.get(brief.section)
    return Page(
        path=brief.source.path,
        template="brief.html",
        title=brief.title,
        description="" if brief.status == "withdrawn" else brief.summary,
        content=partial(_content, brief, library, relations),
        text=partial(_text, brief, library),
        key=partial(_key, brief, library, relations),
        owner=brief.source.path,
        trail=(Link("Briefs", "briefs/"), *((section_link(section),) if section else ())),
        updated=max([brief.date, *(change.date for change in brief.changes)]),
        lang=brief.lang,
    )


def _content(brief: Brief, library: Library, relations: Callable[[], Relations]) -> Content:
    if brief.status == "withdrawn":
        return Content(view=_tombstone(brief, library))
    return Content(view=_view(brief, library, relations().of(brief)))


def _text(brief: Brief, library: Library) -> Content:
    if brief.status == "withdrawn":
        return Content()
    numbers = {source.id: number for number, source in enumerate(brief.sources, 1) if source.id}
    mentions = library.mentions.get(brief.id, ())
    body = cited(named(brief.source.body, mentions, brief.source.path), numbers)
    return Content(body=body, places=_places(mentions))


def _key(brief: Brief, library: Library, relations: Callable[[], Relations]) -> object:
    """The brief's file, whom it mentions where, and the front matter of all records that its page names."""
    mentions = library.mentions.get(brief.id, ())
    named: list[Record | None] = [
        library.sections.get(brief.section),
        library.earlier.get(brief.id),
        library.later.get(brief.id),
        *(library.authors.get(each) for each in brief.authors),
        *(library.topics.get(each) for each in brief.topics),
        *(library.actors.get(each) for each in (*brief.actors, *dict.fromkeys(each.actor for each in mentions))),
    ]
    return (
        brief.source.digest,
        [(each.actor, each.start, each.end) for each in mentions],
        [(each.id, each.source.face) if each else None for each in named],
        [
            (
                each.brief.id,
                each.brief.source.face,
                each[1:],
                [library.actors[key].name for key in each.actors],
                [library.topics[key].title for key in each.topics],
            )
            for each in relations().of(brief)
        ],
    )


def _places(mentions: Iterable[Mention]) -> tuple[tuple[str, str], ...]:
    """The paragraphs that dossiers point to, each with words to know it by."""
    places: dict[str, str] = {}
    for mention in mentions:
        if len(mention.opening) > len(places.get(mention.place, "")):
            places[mention.place] = mention.opening
    return tuple(places.items())


def _view(brief: Brief, library: Library, alike: tuple[Related, ...]) -> BriefView:
    earlier, later = library.earlier.get(brief.id), library.later.get(brief.id)
    minutes = max(1, round(len(brief.source.body.split()) / _WORDS_A_MINUTE))
    return BriefView(
        direction=direction(brief.lang),
        day=day(brief.date),
        authors=tuple(
            author_link(library.authors[each]) for each in dict.fromkeys(brief.authors) if each in library.authors
        ),
        summary=brief.summary,
        label="Draft" if brief.status == "draft" else "",
        minutes=minutes,
        is_long=minutes >= _LONG,
        withdrawn=None,
        number=brief.number,
        cutoff=day(brief.information_cutoff) if brief.information_cutoff else None,
        confidence=brief.confidence,
        key_points=brief.key_points,
        changes=tuple(_change(each) for each in sorted(brief.changes, key=lambda each: each.date, reverse=True)),
        corrected=any(each.kind == "correction" for each in brief.changes),
        sources=tuple(_sources(brief)),
        actor_groups=tuple(_actor_groups(brief, library)),
        topics=tuple(topic_link(library.topics[each]) for each in dict.fromkeys(brief.topics) if each in library.topics),
        related=tuple(
            RelatedView(brief_link(each.brief), day(each.brief.date), tuple(_reason(each, library))) for each in alike
        ),
        earlier=brief_link(earlier) if earlier else None,
        later=brief_link(later) if later else None,
    )


def _reason(each: Related, library: Library) -> Iterator[Said]:
    """Why a brief is related, as a sentence goes on after its date."""
    if each.actors:
        yield Said("; shares ", None)
        yield from _joined(actor_link(library.actors[key]) for key in each.actors)
    if each.topics:
        yield Said("; both on ", None)
        yield from _joined(topic_link(library.topics[key]) for key in each.topics)
    if each.words:
        yield Said(f"; {each.words}", None)


def _joined(names: Iterable[Link]) -> Iterator[Said]:
    for number, name in enumerate(names):
        if number:
            yield Said(" and ", None)
        yield Said(*name)


def _tombstone(brief: Brief, library: Library) -> BriefView:
    assert brief.withdrawn is not None, f"{brief.source.path}: validation lets no withdrawn brief pass without its reason"
    return BriefView(
        direction=direction(brief.lang),
        day=day(brief.date),
        authors=(),
        summary="",
        label="Withdrawn",
        minutes=0,
        is_long=False,
        withdrawn=ChangeView(day(brief.withdrawn.date), "Withdrawn", brief.withdrawn.reason),
        number=brief.number,
        cutoff=None,
        confidence=None,
        key_points=(),
        changes=(),
        corrected=False,
        sources=(),
        actor_groups=(),
        topics=(),
        related=(),
        earlier=None,
        later=None,
    )


def _change(change: Change) -> ChangeView:
    return ChangeView(day(change.date), _CHANGES[change.kind], change.note)


def _sources(brief: Brief) -> Iterator[SourceView]:
    times = counted(brief.source.body) if brief.sources else {}
    for number, source in enumerate(brief.sources, 1):
        times_cited = times.get(source.id or "", 0)
        yield _source(number, source, tuple(place(source.id or "", nth) for nth in range(1, times_cited + 1)))


def _source(number: int, source: Reference, cited_at: tuple[str, ...]) -> SourceView:
    return SourceView(
        number=number,
        title=source.title,
        publisher=source.publisher,
        url=written(source.url) if source.url else None,
        archived=written(source.archived) if source.archived else None,
        published=day(source.date) if source.date else None,
        accessed=day(source.accessed) if source.accessed else None,
        cited_at=cited_at,
    )


def _actor_groups(brief: Brief, library: Library) -> Iterator[ActorGroup]:
    by_kind: dict[str, list[Actor]] = {}
    for each in dict.fromkeys(brief.actors):
        if actor := library.actors.get(each):
            by_kind.setdefault(actor.kind, []).append(actor)
    for kind, name in KIND_NAMES.items():
        if of_kind := by_kind.get(kind):
            of_kind.sort(key=lambda actor: by_name(actor.name))
            yield ActorGroup(Link(name, f"actors/kind/{kind}/"), tuple(map(actor_link, of_kind)))
