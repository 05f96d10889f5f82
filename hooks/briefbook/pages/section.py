"""The page of a department: its introduction and its briefs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from briefbook.collation import by_name
from briefbook.listing import Pager, Row, author_link, over_pages, section_link
from briefbook.model import Author, Content, Library, Link, Page, Section
from briefbook.name_lists import NameRow, Names, all_names, first_names
from briefbook.owners import Beside, Owner, of_all


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """What the template of a department shows."""

    summary: str | None
    authors: Names[Link]
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each department."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Page]:
    """What to yield for one of them."""

    @cache
    def authors() -> Mapping[str, tuple[Author, ...]]:
        found: dict[str, list[Author]] = {}
        for author in sorted(library.authors.values(), key=lambda each: by_name(each.name)):
            found.setdefault(author.section or "", []).append(author)
        return {section: tuple(some) for section, some in found.items()}

    def of(owner: Owner) -> Iterator[Page]:
        if isinstance(owner, Section):
            its = authors().get(owner.id, ())
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
                partial(_view, owner, its),
                record=owner,
            )
            yield from _all_authors(owner, its, library)

    return of


def _view(section: Section, authors: tuple[Author, ...], rows: tuple[Row, ...], pager: Pager) -> SectionView:
    bare = tuple(row._replace(section=None) for row in rows)  # they are all of this one
    return SectionView(
        summary=section.summary,
        authors=first_names(authors if pager.number == 1 else (), "authors", _url(section), author_link),
        rows=bare,
        pager=pager,
    )


def _all_authors(section: Section, authors: tuple[Author, ...], library: Library) -> Iterator[Page]:
    """The list of those who write for it, where it is too long for its page."""
    title = f"Authors of {section.title}"
    page = Page(
        path=f"{_url(section).removesuffix('/')}.md",
        owner=section.source.path,
        template="names.html",
        title=title,
        description=f"{title}, with the number of briefs of each.",
        trail=(Link("Departments", "sections/"), section_link(section)),
    )
    of = Link(f"Briefs of {section.title}", section_link(section).url)
    yield from all_names(page, of, "authors", authors, partial(_row, library))


def _row(library: Library, author: Author) -> NameRow:
    return NameRow(author_link(author), author.summary or author.role, len(library.by_author[author.id]))


def _url(section: Section) -> str:
    """Where all of its authors are listed."""
    return f"{section_link(section).url}authors/"
