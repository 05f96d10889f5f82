"""The page of a department: its introduction and its briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.listing import Pager, Row, author_link, over_pages
from briefbook.model import Content, Library, Link, Page, Section
from briefbook.owners import Beside, Owner, of_all


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """What the template of a department shows."""

    summary: str | None
    authors: tuple[Link, ...]
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each department."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Page]:
    """What to yield for one of them."""

    def of(owner: Owner) -> Iterator[Page]:
        if isinstance(owner, Section):
            yield from over_pages(
                Page(
                    path=owner.source.path,
                    owner=owner.source.path,
                    template="section.html",
                    title=owner.title,
                    description=owner.summary or f"Briefs of the department {owner.title}.",
                    trail=(Link("Departments", "sections/"),),
                    content=partial(Content, body=owner.source.body),
                ),
                library.by_section[owner.id],
                library,
                partial(_view, owner, library),
                record=owner,
            )

    return of


def _view(section: Section, library: Library, rows: tuple[Row, ...], pager: Pager) -> SectionView:
    authors = tuple(author_link(author) for author in library.authors.values() if author.section == section.id)
    bare = tuple(row._replace(section=None) for row in rows)  # they are all of this one
    return SectionView(summary=section.summary, authors=authors, rows=bare, pager=pager)
