"""The page of an author: role, department and briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.listing import Pager, Row, over_pages, section_link
from briefbook.model import Author, Content, Library, Link, Page
from briefbook.owners import Beside, Owner, of_all


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
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Page]:
    """What to yield for one of them."""

    def of(owner: Owner) -> Iterator[Page]:
        if isinstance(owner, Author):
            yield from over_pages(
                Page(
                    path=owner.source.path,
                    owner=owner.source.path,
                    template="author.html",
                    title=owner.name,
                    description=owner.summary or f"Briefs by {owner.name}.",
                    trail=(Link("Authors", "authors/"),),
                    content=partial(Content, body=owner.source.body),
                ),
                library.by_author[owner.id],
                library,
                partial(_view, owner, library),
                record=owner,
            )

    return of


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
