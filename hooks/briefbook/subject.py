"""What a page is about: the record whose page it is, if it is one's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from briefbook import paths
from briefbook.citable import Citable, citable
from briefbook.identity import Lasting
from briefbook.model import Brief, Library, Page


@dataclass(frozen=True)
class Subject:
    """A page, the record that it is about, and all that is known."""

    page: Page
    kind: str
    """The kind of the record, `site` for the home page, and `page` for all others."""
    record: Lasting | None
    library: Library

    @property
    def url(self) -> str:
        """The page's whole address, or its way from the root of a site that has none."""
        return self.library.settings.base_url + self.page.url

    @property
    def indexed(self) -> bool:
        """Whether search engines may list the page: not one that leads nowhere or on, and not a withdrawn brief's."""
        return self.page.listed and not self.page.file and (self.kind != "brief" or self.brief is not None)

    @property
    def brief(self) -> Brief | None:
        """The record if it is a brief that stands."""
        record = self.record
        return record if isinstance(record, Brief) and record.status != "withdrawn" else None

    @cached_property
    def item(self) -> Citable | None:
        """What there is to cite, of a brief that stands."""
        return citable(self.brief, self.library) if self.brief else None


def subject(page: Page, library: Library) -> Subject:
    """Say what a page is about; the second page of a list is about nobody."""
    if page.path == "index.md":
        return Subject(page, "site", None, library)
    if page.number > 1 or page.file:
        return Subject(page, "page", None, library)
    try:
        place = paths.place_of(page.path)
    except paths.PathError:  # a page that the site makes below a record, such as all briefs on an actor
        return Subject(page, "page", None, library)
    records: Mapping[str, Mapping[str, Lasting]] = {
        "brief": library.brief_of,
        "actor": library.actors,
        "topic": library.topics,
        "section": library.sections,
        "author": library.authors,
    }
    record = records.get(place.kind, {}).get(place.id)
    return Subject(page, place.kind if record else "page", record, library)
