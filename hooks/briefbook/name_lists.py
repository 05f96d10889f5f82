"""Names that belong to a record, such as the parts of an organisation: the first on its page, all in a list of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from briefbook.listing import Pager, Part, parts
from briefbook.model import Content, Link, Page

T = TypeVar("T")
S = TypeVar("S")

SHOWN = 12
"""Names that stand on the page of the record itself, in a column beside its text; more would be in the way of that."""


class Names(NamedTuple, Generic[S]):
    """The names that a record's page shows, and the way to all of them where there are more."""

    items: tuple[S, ...]
    everything: Link | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the list of all."""

    name: Link
    summary: str | None
    count: int
    """The number of its briefs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """What the template of the list of all shows."""

    of: Link
    lead: str
    rows: tuple[NameRow, ...]
    pager: Pager


def first_names(items: Sequence[T], noun: str, url: str, shown: Callable[[T], S]) -> Names[S]:
    """What the page of a record shows of names; `url` is that of the list, where all are, and `noun` what they are."""
    everything = Link(f"All {len(items)} {noun}", url) if len(items) > SHOWN else None
    return Names(tuple(shown(each) for each in items[:SHOWN]), everything)


def all_names(page: Page, of: Link, noun: str, items: Sequence[T], row: Callable[[T], NameRow]) -> Iterator[Page]:
    """Yield the pages of the list of all, where the page of the record cannot hold them.

    `page` says where the list is, what it is called and whose it is; a `row` is made of each item when it is shown.
    """
    if len(items) <= SHOWN:
        return
    for part in parts(page.path, items):
        yield Page(
            path=part.path,
            owner=page.owner,
            template="names.html",
            title=page.title,
            description=page.description,
            trail=page.trail,
            content=partial(_content, of, noun, part, row),
            number=part.pager.number,
            promised=False,
        )


def _content(of: Link, noun: str, part: Part[T], row: Callable[[T], NameRow]) -> Content:
    rows = tuple(row(each) for each in part.items)
    return Content(view=NamesView(of=of, lead=f"{part.pager.total} {noun}", rows=rows, pager=part.pager))
