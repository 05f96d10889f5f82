"""The list of those who sign briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.collation import by_name
from briefbook.listing import Pager, Part, author_link, newest, parts
from briefbook.model import Author, Content, Library, Link, Page


@dataclass(frozen=True, slots=True)
class AuthorEntry:
    """An author in the list."""

    name: Link
    role: str | None
    summary: str | None
    count: int


@dataclass(frozen=True, slots=True)
class AuthorsView:
    """What the template of the list shows."""

    authors: tuple[AuthorEntry, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the list, by name."""
    everybody = sorted(library.authors.values(), key=lambda author: by_name(author.name))
    for part in parts("authors/index.md", everybody):
        yield Page(
            path=part.path,
            template="authors.html",
            title="Authors",
            description="Those who sign the briefs.",
            content=partial(_content, part, library),
            updated=newest(library.by_author[author.id] for author in part.items),
            number=part.pager.number,
        )


def _content(part: Part[Author], library: Library) -> Content:
    return Content(view=AuthorsView(tuple(_entry(author, library) for author in part.items), part.pager))


def _entry(author: Author, library: Library) -> AuthorEntry:
    return AuthorEntry(author_link(author), author.role, author.summary, len(library.by_author[author.id]))
