"""The archive: all briefs, newest first, and those of each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefbook.listing import Pager, Row, Tally, over_pages
from briefbook.model import Brief, Library, Link, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefsView:
    """What the template of the archive shows."""

    years: tuple[Tally, ...]
    year: str
    """The year of this page, empty for the whole archive."""
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of the archive, then those of each year."""
    yield from _list(library, "briefs/index.md", "Briefs", "", library.briefs)
    for year, briefs in library.by_year.items():
        yield from _list(library, f"briefs/{year}/index.md", f"Briefs of {year}", str(year), briefs)


def _list(library: Library, path: str, title: str, year: str, briefs: tuple[Brief, ...]) -> Iterator[Page]:
    years = tuple(Tally(str(each), f"briefs/{each}/", len(library.by_year[each])) for each in library.by_year)
    page = Page(
        path=path,
        template="briefs.html",
        title=title,
        description=f"{title}, newest first.",
        trail=(Link("Briefs", "briefs/"),) if year else (),
        promised=not year,
    )
    yield from over_pages(
        page, briefs, library, lambda rows, pager: BriefsView(years=years, year=year, rows=rows, pager=pager)
    )
