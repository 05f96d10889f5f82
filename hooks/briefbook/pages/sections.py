"""The list of the departments, each with its newest briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.listing import Pager, Part, Row, newest, parts, rows, section_link
from briefbook.model import Content, Library, Link, Page, Section

_NEWEST = 3


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A department in the list."""

    name: Link
    summary: str | None
    count: int
    newest: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SectionsView:
    """What the template of the list shows."""

    sections: tuple[SectionEntry, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the list, in the order in which the departments stand."""
    for part in parts("sections/index.md", tuple(library.sections.values())):
        yield Page(
            path=part.path,
            template="sections.html",
            title="Departments",
            description="The departments and their newest briefs.",
            content=partial(_content, part, library),
            updated=newest(library.by_section[section.id] for section in part.items),
            number=part.pager.number,
        )


def _content(part: Part[Section], library: Library) -> Content:
    return Content(view=SectionsView(tuple(_entry(section, library) for section in part.items), part.pager))


def _entry(section: Section, library: Library) -> SectionEntry:
    briefs = library.by_section[section.id]
    newest = tuple(row._replace(section=None) for row in rows(briefs[:_NEWEST], library))  # they are all of this one
    return SectionEntry(section_link(section), section.summary, len(briefs), newest)
