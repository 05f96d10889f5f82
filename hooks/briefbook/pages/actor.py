"""The dossier of an actor: who or what it is, the posts it held, what it is part of, and the briefs that list it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from briefbook import dates
from briefbook.listing import Pager, Row, Tally, actor_link, most_treated, over_pages
from briefbook.model import KIND_NAMES, Actor, Library, Link, Page, Post

_TOPICS = 8


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
    summary: str | None
    aliases: tuple[str, ...]
    country: Link | None
    posts: tuple[PostView, ...]
    part_of: Link | None
    parts: tuple[Link, ...]
    holders: tuple[Link, ...]
    """Those who hold or held a post in this organisation."""
    wikidata: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """What the template of a dossier shows."""

    identity: Identity
    topics: tuple[Tally, ...]
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each dossier."""
    states = {actor.country: actor for actor in library.actors.values() if actor.kind == "state" and actor.country}
    holders = _holders(library)
    for actor in library.actors.values():
        identity = _identity(actor, library, states.get(actor.country or ""), holders.get(actor.id, ()))
        topics = most_treated(library.by_actor[actor.id], library, _TOPICS)
        yield from over_pages(
            Page(
                path=actor.source.path,
                template="actor.html",
                title=actor.name,
                description=actor.summary or f"What the briefs say on {actor.name}.",
                trail=(Link("Actors", "actors/"), identity.kind),
                body=actor.source.body,
            ),
            library.by_actor[actor.id],
            library,
            partial(_view, identity, topics),
        )


def _view(identity: Identity, topics: tuple[Tally, ...], rows: tuple[Row, ...], pager: Pager) -> ActorView:
    return ActorView(identity=identity, topics=topics, rows=rows, pager=pager)


def _identity(actor: Actor, library: Library, state: Actor | None, holders: tuple[Link, ...]) -> Identity:
    whole = library.actors.get(actor.part_of or "")
    return Identity(
        kind=Link(KIND_NAMES[actor.kind], f"actors/kind/{actor.kind}/"),
        summary=actor.summary,
        aliases=actor.aliases,
        country=actor_link(state) if state and state.id != actor.id else None,
        posts=tuple(_post(post, library) for post in actor.positions),
        part_of=actor_link(whole) if whole else None,
        parts=tuple(actor_link(each) for each in library.parts[actor.id]),
        holders=holders,
        wikidata=Link(actor.wikidata, f"https://www.wikidata.org/wiki/{actor.wikidata}") if actor.wikidata else None,
    )


def _holders(library: Library) -> Mapping[str, tuple[Link, ...]]:
    """The actors that hold or held a post in an organisation, by the organisation's id."""
    found: dict[str, dict[str, Link]] = {}
    for actor in library.actors.values():
        for post in actor.positions:
            if post.organisation:
                found.setdefault(post.organisation, {})[actor.id] = actor_link(actor)
    return {organisation: tuple(links.values()) for organisation, links in found.items()}


def _post(post: Post, library: Library) -> PostView:
    organisation = library.actors.get(post.organisation or "")
    return PostView(post.title, actor_link(organisation) if organisation else None, _period(post))


def _period(post: Post) -> str:
    if post.since and post.until:
        return f"{dates.in_words(post.since)} to {dates.in_words(post.until)}"
    if post.since:
        return f"since {dates.in_words(post.since)}"
    return f"until {dates.in_words(post.until)}" if post.until else ""
