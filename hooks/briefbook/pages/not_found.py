"""The page that a server shows where there is none, with ways on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.listing import Row, rows
from briefbook.model import Content, Library, Link, Page
from briefbook.search_bundles import is_searchable

_NEWEST = 5


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What the template of the page shows."""

    searchable: bool
    """Whether there is anything to search."""
    ways_on: tuple[Link, ...]
    newest: tuple[Row, ...]


def derive(library: Library) -> Iterator[Page]:
    """Yield the one page, published as 404.html, the name that servers look for."""
    ways_on = (
        Link("All briefs", "briefs/"),
        Link("Actors from A to Z", "actors/"),
        Link("Topics", "topics/"),
        Link("Departments", "sections/"),
    )
    yield Page(
        path="404.md",
        template="not_found.html",
        title="Page not found",
        description="There is no page at this address. It may have been moved or mistyped.",
        content=partial(
            Content, view=NotFoundView(is_searchable(library), ways_on, rows(library.briefs[:_NEWEST], library))
        ),
        listed=False,
        file="404.html",
    )
