"""The index of actors from A to Z, whole and by kind, with the number of briefs that list each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefbook.listing import Day, Pager, Tally, actor_link, day, parts, url_of_item
from briefbook.model import KIND_NAMES, Actor, Library, Link, Page
from briefbook.paths import slug

_INDEX = "actors/index.md"


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in the index."""

    name: Link
    kind: Link
    summary: str | None
    count: int
    last: Day | None


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
    jumps: tuple[Link, ...]
    """The letters that occur, each with the place where it begins."""
    letters: tuple[Letter, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the whole index, then one for each kind that occurs."""
    everybody = sorted(library.actors.values(), key=_rank)
    of_kind = {kind: [actor for actor in everybody if actor.kind == kind] for kind in KIND_NAMES}
    kinds = tuple(
        Tally(name, f"actors/kind/{kind}/", len(of_kind[kind])) for kind, name in KIND_NAMES.items() if of_kind[kind]
    )
    yield from _index(library, _INDEX, "Actors", "", everybody, kinds)
    for kind, name in KIND_NAMES.items():
        if of_kind[kind]:
            yield from _index(library, f"actors/kind/{kind}.md", name, name, of_kind[kind], kinds)


def _index(
    library: Library, path: str, title: str, kind: str, actors: Sequence[Actor], kinds: tuple[Tally, ...]
) -> Iterator[Page]:
    jumps = tuple(_jumps(path, actors))
    for part in parts(path, actors):
        letters = tuple(
            Letter(letter, _anchor(letter), tuple(_row(actor, library) for actor in group))
            for letter, group in groupby(part.items, key=_letter)
        )
        yield Page(
            path=part.path,
            template="actors.html",
            title=title,
            description="People, states, groups and bodies that the briefs name, from A to Z."
            if not kind
            else f"{kind} that the briefs name, from A to Z.",
            view=ActorsView(kinds=kinds, kind=kind, jumps=jumps, letters=letters, pager=part.pager),
            trail=(Link("Actors", "actors/"),) if kind else (),
            anchors=frozenset(letter.anchor for letter in letters),
            number=part.pager.number,
        )


def _jumps(path: str, actors: Sequence[Actor]) -> Iterator[Link]:
    for letter, group in groupby(enumerate(actors), key=lambda item: _letter(item[1])):
        first, _ = next(group)
        yield Link(letter, f"{url_of_item(path, first)}#{_anchor(letter)}")


def _row(actor: Actor, library: Library) -> ActorRow:
    briefs = library.by_actor[actor.id]
    return ActorRow(
        name=actor_link(actor),
        kind=Link(KIND_NAMES[actor.kind], f"actors/kind/{actor.kind}/"),
        summary=actor.summary,
        count=len(briefs),
        last=day(briefs[0].date) if briefs else None,
    )


def _rank(actor: Actor) -> tuple[bool, str, str]:
    """By letter, the names of other scripts and figures last."""
    return _letter(actor) == "#", slug(actor.name), actor.id


def _letter(actor: Actor) -> str:
    first = slug(actor.name)[0].upper()
    known = any(character.isascii() and character.isalnum() for character in actor.name) or slug(actor.name) != "untitled"
    return first if first.isalpha() and known else "#"


def _anchor(letter: str) -> str:
    return "letter-other" if letter == "#" else f"letter-{letter.lower()}"
