"""The search page: the form and the facets, and the ways to browse that are left without JavaScript.

Where nothing is to be searched it says so, without a box, and leads to what there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook import paths
from briefbook.listing import Tally
from briefbook.model import KIND_NAMES, Content, Library, Link, Page
from briefbook.search_bundles import is_searchable, places
from briefbook.search_entries import EVERY

_LISTS = {"", "search/", "briefs/", "actors/", "topics/", "sections/", "authors/"}
"""The addresses of pages that a text by hand only introduces."""


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet as it is offered; what values it has is loaded when it is opened."""

    name: str
    key: str
    """The key in the address under which its values stand."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What the template of the page shows."""

    places: str
    """The folders of the parts of the index, with a space between; the first is the top."""
    searchable: bool
    """Whether there is anything to search."""
    every: str
    """The word by which all that is indexed is found."""
    facets: tuple[FacetView, ...]
    actor_facets: tuple[FacetView, ...]
    kinds: tuple[Tally, ...]
    ways_on: tuple[Link, ...]


def derive(library: Library) -> Iterator[Page]:
    """Yield the one page."""
    yield Page(
        path="search.md",
        template="search.html",
        title="Search",
        description="Search all briefs, actors and topics.",
        content=partial(Content, view=_view(library)),
    )


def _view(library: Library) -> SearchView:
    number: Counter[str] = Counter(actor.kind for actor in library.actors.values())
    kinds = [(kind, name) for kind, name in KIND_NAMES.items() if number[kind]]
    return SearchView(
        places=" ".join(places(library)),
        searchable=is_searchable(library),
        every=EVERY,
        facets=tuple(
            FacetView(name, name, text)
            for name, text in (
                ("section", "Department"),
                ("kind", "Actor kind"),
                ("topic", "Topic"),
                ("year", "Year"),
                ("author", "Author"),
            )
        ),
        actor_facets=tuple(FacetView(f"actor-{kind}", "actor", name) for kind, name in kinds),
        kinds=tuple(Tally(name, f"actors/kind/{kind}/", number[kind]) for kind, name in kinds),
        ways_on=_ways_on() if is_searchable(library) else tuple(_others(library)),
    )


def _ways_on() -> tuple[Link, ...]:
    return (
        Link("Actors from A to Z", "actors/"),
        Link("Topics", "topics/"),
        Link("All briefs by year", "briefs/"),
        Link("Departments", "sections/"),
        Link("Authors", "authors/"),
    )


def _others(library: Library) -> Iterator[Link]:
    """The ways to what a site without briefs, actors and topics may have."""
    if library.sections:
        yield Link("Departments", "sections/")
    if library.authors:
        yield Link("Authors", "authors/")
    for way in library.settings.navigation:
        if way.url in {paths.url_of(prose.source.path) for prose in library.prose.values()} - _LISTS:
            yield way
