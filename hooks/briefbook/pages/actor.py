"""The dossier of an actor: who or what it is, every sentence that mentions it, its briefs, and who it appears with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from briefbook import dates
from briefbook.chronology import Activity, Quarter, activity, quarters
from briefbook.collation import by_name
from briefbook.companions import BRIEFS_SHOWN, Company, Shared
from briefbook.listing import PAGE_LENGTH, Pager, Part, Row, Tally, actor_link, over_pages, parts, rows
from briefbook.model import (
    KIND_NAME_OF_ONE,
    KIND_NAMES,
    Actor,
    Brief,
    Content,
    Library,
    Link,
    Mention,
    Page,
    Post,
)
from briefbook.name_lists import NameRow, Names, all_names, first_names
from briefbook.owners import Beside, Owner, of_all


@dataclass(frozen=True, slots=True)
class PostView:
    """A post that the actor holds or held."""

    title: str
    organisation: Link | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who or what an actor is: what stands on every page of its dossier."""

    kind: Link
    kind_of_one: str
    """What one of its kind is called."""
    summary: str | None
    aliases: tuple[str, ...]
    country: Link | None
    posts: tuple[PostView, ...]
    part_of: Link | None
    parts: Names[Link]
    holders: Names[Link]
    """Those who hold or held a post in this organisation."""
    wikidata: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """What the template of a dossier shows; pages after the first hold more of the chronology and no more."""

    identity: Identity
    mentions: int
    chronology: tuple[Quarter, ...]
    pager: Pager
    briefs: Tally
    newest: tuple[Row, ...]
    companions: tuple[Shared, ...]
    topics: tuple[Shared, ...]
    activity: Activity | None

    @property
    def has_more_briefs(self) -> bool:
        """Whether there are more than the newest."""
        return self.briefs.count > len(self.newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorBriefsView:
    """What the template of all briefs on an actor shows."""

    actor: Link
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each dossier, and all briefs on an actor where the dossier cannot hold them."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Page]:
    """What to yield for one of them."""
    register = _Register(library)

    def of(owner: Owner) -> Iterator[Page]:
        if isinstance(owner, Actor):
            yield from _Dossier(owner, library, register).pages()
            yield from _names(owner, library, register)
            if len(library.by_actor[owner.id]) > PAGE_LENGTH:
                url = f"{actor_link(owner).url}briefs/"
                yield from _briefs(owner, f"Briefs on {owner.name}", url, library.by_actor[owner.id], library)

    return of


class _Register:
    """What has to be known of all actors for the dossier of one, found out when the first needs it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def states(self) -> Mapping[str, Actor]:
        """The states by their countries."""
        actors = self._library.actors.values()
        return {actor.country: actor for actor in actors if actor.kind == "state" and actor.country}

    @cached_property
    def holders(self) -> Mapping[str, tuple[Actor, ...]]:
        """The actors that hold or held a post in an organisation, from A to Z, by the organisation's id."""
        found: dict[str, dict[str, Actor]] = {}
        for actor in self._library.actors.values():
            for post in actor.positions:
                if post.organisation:
                    found.setdefault(post.organisation, {})[actor.id] = actor
        return {organisation: _from_a_to_z(actors.values()) for organisation, actors in found.items()}

    @cached_property
    def company(self) -> Company:
        """Who appears with whom."""
        return Company(self._library)


class _Dossier:
    """What the pages of one actor have in common, made when the first of them needs it."""

    def __init__(self, actor: Actor, library: Library, register: _Register) -> None:
        self.actor, self.library, self._register = actor, library, register
        self.briefs, self.mentions = library.by_actor[actor.id], library.mentions_of[actor.id]

    @cached_property
    def companions(self) -> tuple[Shared, ...]:
        company = self._register.company
        return company.with_briefs(self.actor.id, company.companions(self.actor.id), company.named)

    @cached_property
    def topics(self) -> tuple[Shared, ...]:
        company = self._register.company
        return company.with_briefs(self.actor.id, company.treated(self.actor.id), company.treats)

    @cached_property
    def identity(self) -> Identity:
        return _identity(self.actor, self.library, self._register)

    @cached_property
    def over_time(self) -> Activity | None:
        return activity(self.mentions, self.library, self.actor.source.path, PAGE_LENGTH)

    def pages(self) -> Iterator[Page]:
        """The dossier, and lists of what it shares with another actor or a topic where these are too long for it."""
        actor, path = self.actor, self.actor.source.path
        if len(self.briefs) > BRIEFS_SHOWN:
            company = self._register.company
            for each in (*company.companions(actor.id, BRIEFS_SHOWN), *company.treated(actor.id, BRIEFS_SHOWN)):
                title = f"{actor.name} and {each.name.text}"
                briefs = tuple(company.in_common(actor.id, each.url))
                yield from _briefs(actor, title, each.url, briefs, self.library)
        for part in parts(path, self.mentions):
            yield Page(
                path=part.path,
                template="actor.html",
                title=actor.name,
                description=actor.summary or f"What the briefs say on {actor.name}.",
                content=partial(self._content, part),
                text=partial(Content, body=actor.source.body if part.pager.number == 1 else ""),
                key=partial(self._key, part),
                owner=path,
                trail=(Link("Actors", "actors/"), _kind(actor)),
                updated=self.briefs[0].date if self.briefs else None,
                number=part.pager.number,
            )

    def _key(self, part: Part[Mention]) -> object:
        """The actor's file and who it is, the lines of this page and, on the first, all that stands there besides."""
        brief_of, sections = self.library.brief_of, self.library.sections
        lines = [(brief_of[each.brief].source.digest, each.start, each.end) for each in part.items]
        on_all = (self.actor.source.digest, self.identity, part.pager, len(self.mentions), len(self.briefs), lines)
        if part.pager.number > 1:
            return on_all
        shown = self.briefs[:PAGE_LENGTH]
        rows = [
            (each.id, each.source.face, sections[each.section].source.face) for each in shown if each.section in sections
        ]
        return on_all, rows, self.companions, self.topics, self.over_time

    def _content(self, part: Part[Mention]) -> Content:
        briefs, here = self.briefs, actor_link(self.actor).url
        first = part.pager.number == 1
        view = ActorView(
            identity=self.identity,
            mentions=len(self.mentions),
            chronology=quarters(part.items, self.library),
            pager=part.pager,
            briefs=Tally("Briefs", f"{here}briefs/" if len(briefs) > PAGE_LENGTH else f"{here}#bb-briefs", len(briefs)),
            newest=rows(briefs[:PAGE_LENGTH], self.library) if first else (),
            companions=self.companions if first else (),
            topics=self.topics if first else (),
            activity=self.over_time if first else None,
        )
        return Content(view=view)


def _briefs(actor: Actor, title: str, url: str, briefs: tuple[Brief, ...], library: Library) -> Iterator[Page]:
    """A list of briefs below a dossier, which is too long to stand on it."""
    page = Page(
        path=f"{url.removesuffix('/')}.md",
        owner=actor.source.path,
        template="actor_briefs.html",
        title=title,
        description=f"{title}: all briefs, newest first.",
        trail=(Link("Actors", "actors/"), actor_link(actor)),
        promised=False,
    )
    yield from over_pages(
        page,
        briefs,
        library,
        lambda rows, pager: ActorBriefsView(actor=actor_link(actor), rows=rows, pager=pager),
    )


def _names(actor: Actor, library: Library, register: _Register) -> Iterator[Page]:
    """The lists of its parts and of its people, where they are too long for the dossier."""
    held = register.holders.get(actor.id, ())
    lists = (
        (_parts_url(actor), f"Parts of {actor.name}", "parts", _from_a_to_z(library.parts[actor.id])),
        (_people_url(actor), f"Office-holders of {actor.name}", "people who hold or held a post here", held),
    )
    for url, title, noun, actors in lists:
        page = Page(
            path=f"{url.removesuffix('/')}.md",
            owner=actor.source.path,
            template="names.html",
            title=title,
            description=f"{title}, with the number of briefs on each.",
            trail=(Link("Actors", "actors/"), actor_link(actor)),
        )
        dossier = Link(f"Dossier of {actor.name}", actor_link(actor).url)
        yield from all_names(page, dossier, noun, actors, partial(_name_row, library))


def _name_row(library: Library, actor: Actor) -> NameRow:
    return NameRow(actor_link(actor), actor.summary, len(library.by_actor[actor.id]))


def _from_a_to_z(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(sorted(actors, key=lambda actor: by_name(actor.name)))


def _parts_url(actor: Actor) -> str:
    return f"{actor_link(actor).url}parts/"


def _people_url(actor: Actor) -> str:
    return f"{actor_link(actor).url}people/"


def _identity(actor: Actor, library: Library, register: _Register) -> Identity:
    state = register.states.get(actor.country or "")
    whole = library.actors.get(actor.part_of or "")
    return Identity(
        kind=_kind(actor),
        kind_of_one=KIND_NAME_OF_ONE[actor.kind],
        summary=actor.summary,
        aliases=actor.aliases,
        country=actor_link(state) if state and state.id != actor.id else None,
        posts=tuple(_post(post, library) for post in actor.positions),
        part_of=actor_link(whole) if whole else None,
        parts=first_names(_from_a_to_z(library.parts[actor.id]), "parts", _parts_url(actor), actor_link),
        holders=first_names(register.holders.get(actor.id, ()), "people", _people_url(actor), actor_link),
        wikidata=Link(actor.wikidata, f"https://www.wikidata.org/wiki/{actor.wikidata}") if actor.wikidata else None,
    )


def _kind(actor: Actor) -> Link:
    return Link(KIND_NAMES[actor.kind], f"actors/kind/{actor.kind}/")


def _post(post: Post, library: Library) -> PostView:
    organisation = library.actors.get(post.organisation or "")
    return PostView(post.title, actor_link(organisation) if organisation else None, _period(post))


def _period(post: Post) -> str:
    if post.since and post.until:
        return f"{dates.in_words(post.since)} to {dates.in_words(post.until)}"
    if post.since:
        return f"since {dates.in_words(post.since)}"
    return f"until {dates.in_words(post.until)}" if post.until else ""
