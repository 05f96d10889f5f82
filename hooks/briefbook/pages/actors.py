"""The index of actors from A to Z, whole and by kind, with the number of briefs that list each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from briefbook.collation import by_name, initial
from briefbook.listing import Day, Pager, Part, Tally, actor_link, day, newest, parts, url_of_item
from briefbook.model import KIND_NAME_OF_ONE, KIND_NAMES, Actor, Content, Library, Link, Page

_INDEX = "actors/index.md"


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in the index, or, where `see` is there, another name that leads to it."""

    name: Link
    see: Link | None
    kind: Link
    summary: str | None
    count: int
    last: Day | None


class _Entry(NamedTuple):
    """A name in the index and the actor that bears it."""

    name: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Letter:
    """The actors under one letter, as far as they stand on this page."""

    letter: str
    anchor: str
    actors: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsView:
    """What the template of the index shows."""

    kinds: tuple[Tally, ...]
    kind: str
    """The name of this page's kind, empty for all."""
    one: str
    """What one actor of that kind is called."""
    total: int
    """The number of actors; other names are not counted."""
    jumps: tuple[Link, ...]
    """The letters that occur, each with the place where it begins."""
    letters: tuple[Letter, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the whole index, then one for each kind that occurs."""
    everybody = sorted((entry for actor in library.actors.values() for entry in _entries(actor)), key=_rank)
    of_kind = {kind: [entry for entry in everybody if entry.actor.kind == kind] for kind in KIND_NAMES}
    number: Counter[str] = Counter(actor.kind for actor in library.actors.values())
    kinds = tuple(Tally(name, f"actors/kind/{kind}/", number[kind]) for kind, name in KIND_NAMES.items() if number[kind])
    yield from _index(library, _INDEX, "Actors", "", everybody, kinds)
    for kind, name in KIND_NAMES.items():
        if of_kind[kind]:
            yield from _index(library, f"actors/kind/{kind}.md", name, kind, of_kind[kind], kinds)


def _index(
    library: Library, path: str, title: str, kind: str, entries: Sequence[_Entry], kinds: tuple[Tally, ...]
) -> Iterator[Page]:
    total = sum(entry.name == entry.actor.name for entry in entries)
    jumps = tuple(_jumps(path, entries))
    for part in parts(path, entries):
        yield Page(
            path=part.path,
            template="actors.html",
            title=title,
            description="People, states, groups and bodies that the briefs name, from A to Z."
            if not kind
            else f"{title} that the briefs name, from A to Z.",
            content=partial(_content, part, library, kinds, kind, total, jumps),
            key=partial(_key, part, library, kinds, kind, total, jumps),
            trail=(Link("Actors", "actors/"),) if kind else (),
            updated=newest(library.by_actor[entry.actor.id] for entry in part.items),
            number=part.pager.number,
            promised=not kind,
        )


def _content(
    part: Part[_Entry], library: Library, kinds: tuple[Tally, ...], kind: str, total: int, jumps: tuple[Link, ...]
) -> Content:
    letters = tuple(
        Letter(letter, _anchor(letter), tuple(_row(entry, library) for entry in group))
        for letter, group in groupby(part.items, key=_initial)
    )
    return Content(
        view=ActorsView(
            kinds=kinds,
            kind=KIND_NAMES.get(kind, ""),
            one=KIND_NAME_OF_ONE.get(kind, ""),
            total=total,
            jumps=jumps,
            letters=letters,
            pager=part.pager,
        )
    )


def _key(
    part: Part[_Entry], library: Library, kinds: tuple[Tally, ...], kind: str, total: int, jumps: tuple[Link, ...]
) -> object:
    """What stands around the rows, and what each of them is made of."""
    rows = [
        (each.name, each.actor.id, each.actor.source.face, len(briefs), briefs[0].date if briefs else None)
        for each in part.items
        for briefs in [library.by_actor[each.actor.id]]
    ]
    return kinds, kind, total, jumps, part.pager, rows


def _jumps(path: str, entries: Sequence[_Entry]) -> Iterator[Link]:
    for letter, group in groupby(enumerate(entries), key=lambda item: _initial(item[1])):
        first, _ = next(group)
        yield Link(letter, f"{url_of_item(path, first)}#{_anchor(letter)}")


def _entries(actor: Actor) -> Iterator[_Entry]:
    """The names under which an actor is looked for."""
    yield _Entry(actor.name, actor)
    yield from (_Entry(alias, actor) for alias in dict.fromkeys(actor.aliases) if alias != actor.name)


def _row(entry: _Entry, library: Library) -> ActorRow:
    actor = entry.actor
    briefs = library.by_actor[actor.id]
    itself = entry.name == actor.name
    return ActorRow(
        name=Link(entry.name, actor_link(actor).url),
        see=None if itself else actor_link(actor),
        kind=Link(KIND_NAMES[actor.kind], f"actors/kind/{actor.kind}/"),
        summary=actor.summary if itself else None,
        count=len(briefs),
        last=day(briefs[0].date) if briefs else None,
    )


def _rank(entry: _Entry) -> tuple[bool, str, str, str]:
    return *by_name(entry.name), entry.actor.id


def _initial(entry: _Entry) -> str:
    return initial(entry.name)


def _anchor(letter: str) -> str:
    return "bb-other" if letter == "#" else f"bb-{letter.lower()}"
