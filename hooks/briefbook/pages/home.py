"""The home page: the newest briefs, those of each department, and what has lately been written about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice

from briefbook.listing import Day, Row, Tally, author_link, day, most_named, most_treated, row, rows, section_link
from briefbook.model import Brief, Content, Library, Link, Page
from briefbook.search_bundles import is_searchable

_NEWEST, _POINTS, _OF_SECTION, _NAMES, _DEPARTMENTS = 5, 3, 3, 12, 12
LATELY = 92
"""Days of a quarter, counted back from the newest brief: a page knows no other today."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its newest briefs."""

    name: Link
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the template of the home page shows."""

    description: str
    searchable: bool
    """Whether there is anything to search."""
    leading: Row | None
    summary: str
    """That of the leading brief, like the two below."""
    authors: tuple[Link, ...]
    key_points: tuple[str, ...]
    newest: tuple[Row, ...]
    departments: tuple[Department, ...]
    """The first of them that have briefs; none where there is but one."""
    all_departments: Link | None
    """Where all are, if they are too many for the page."""
    since: Day | None
    """The first day of the quarter that ends with the newest brief."""
    actors: tuple[Tally, ...]
    topics: tuple[Tally, ...]
    total: Tally


def derive(library: Library) -> Iterator[Page]:
    """Yield the one page."""
    standing = [brief for brief in library.briefs if brief.status != "withdrawn"]
    yield Page(
        path="index.md",
        template="home.html",
        title=library.settings.name,
        description=library.settings.description,
        content=partial(_content, standing, library),
        updated=standing[0].date if standing else None,
    )


def _content(standing: Sequence[Brief], library: Library) -> Content:
    lately = [brief for brief in standing if (standing[0].date - brief.date).days < LATELY]
    newest = standing[: _NEWEST + 1]
    by_section = ((section, _standing(library.by_section[key])) for key, section in library.sections.items())
    active = [(section, briefs) for section, briefs in by_section if briefs]
    departments = tuple(
        Department(section_link(section), rows(briefs, library)) for section, briefs in active[:_DEPARTMENTS]
    )
    return Content(
        view=HomeView(
            description=library.settings.description,
            searchable=is_searchable(library),
            leading=row(newest[0], library) if newest else None,
            summary=newest[0].summary if newest else "",
            authors=_authors(newest[0], library) if newest else (),
            key_points=newest[0].key_points[:_POINTS] if newest else (),
            newest=rows(newest[1:], library),
            departments=departments if len(departments) > 1 else (),
            all_departments=Link(f"All {len(library.sections)} departments", "sections/")
            if len(active) > _DEPARTMENTS
            else None,
            since=day(newest[0].date - timedelta(days=LATELY - 1)) if newest else None,
            actors=most_named(lately, library, _NAMES),
            topics=most_treated(lately, library, _NAMES),
            total=Tally("All briefs", "briefs/", len(library.briefs)),
        )
    )


def _standing(briefs: Sequence[Brief]) -> list[Brief]:
    """The newest of a department that stand."""
    return list(islice((brief for brief in briefs if brief.status != "withdrawn"), _OF_SECTION))


def _authors(brief: Brief, library: Library) -> tuple[Link, ...]:
    return tuple(author_link(library.authors[each]) for each in dict.fromkeys(brief.authors) if each in library.authors)
