"""The home page: the newest briefs, those of each department, and what has lately been written about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from briefbook.listing import Row, Tally, most_named, most_treated, row, rows, section_link
from briefbook.model import Brief, Content, Library, Link, Page

_NEWEST, _OF_SECTION, _NAMES = 5, 3, 12
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
    leading: Row | None
    newest: tuple[Row, ...]
    departments: tuple[Department, ...]
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
    departments = (
        Department(
            section_link(section),
            rows([each for each in library.by_section[key] if each.status != "withdrawn"][:_OF_SECTION], library),
        )
        for key, section in library.sections.items()
    )
    return Content(
        view=HomeView(
            description=library.settings.description,
            leading=row(newest[0], library) if newest else None,
            newest=rows(newest[1:], library),
            departments=tuple(each for each in departments if each.rows),
            actors=most_named(lately, library, _NAMES),
            topics=most_treated(lately, library, _NAMES),
            total=Tally("All briefs", "briefs/", len(library.briefs)),
        )
    )
