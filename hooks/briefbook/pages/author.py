"""The page of an author: role, department and briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.listing import Pager, Row, over_pages, section_link
from briefbook.model import Author, Content, Library, Link, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """What the template of an author shows."""

    role: str | None
    section: Link | None
    orcid: Link | None
    summary: str | None
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each author."""
    for author in library.authors.values():
        yield from over_pages(
            Page(
                path=author.source.path,
                template="author.html",
                title=author.name,
                description=author.summary or f"Briefs by {author.name}.",
                trail=(Link("Authors", "authors/"),),
                content=partial(Content, body=author.source.body),
            ),
            library.by_author[author.id],
            library,
            partial(_view, author, library),
        )


def _view(author: Author, library: Library, rows: tuple[Row, ...], pager: Pager) -> AuthorView:
    section = library.sections.get(author.section) if author.section else None
    return AuthorView(
        role=author.role,
        section=section_link(section) if section else None,
        orcid=Link(author.orcid, f"https://orcid.org/{author.orcid}") if author.orcid else None,
        summary=author.summary,
        rows=rows,
        pager=pager,
    )
