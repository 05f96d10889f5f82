"""The page of a department: its introduction and its briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from briefbook.listing import Pager, Row, author_link, over_pages
from briefbook.model import Content, Library, Link, Page, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """What the template of a department shows."""

    summary: str | None
    authors: tuple[Link, ...]
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each department."""
    for section in library.sections.values():
        yield from over_pages(
            Page(
                path=section.source.path,
                template="section.html",
                title=section.title,
                description=section.summary or f"Briefs of the department {section.title}.",
                trail=(Link("Departments", "sections/"),),
                content=partial(Content, body=section.source.body),
            ),
            library.by_section[section.id],
            library,
            partial(_view, section, library),
        )


def _view(section: Section, library: Library, rows: tuple[Row, ...], pager: Pager) -> SectionView:
    authors = tuple(author_link(author) for author in library.authors.values() if author.section == section.id)
    bare = tuple(replace(row, section=None) for row in rows)  # they are all of this one
    return SectionView(summary=section.summary, authors=authors, rows=bare, pager=pager)
