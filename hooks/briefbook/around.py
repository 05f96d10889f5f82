"""What stands around a page for machines and for those who cite: its head, its formats, its citation, ways to data."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from briefbook import outputs, pages, styles, vocabularies
from briefbook.citable import Run, cited_of, cited_with
from briefbook.json_ld import Things, json_ld
from briefbook.model import Library, Link, Meta, Offer, Page, Way
from briefbook.shelf import modules
from briefbook.subject import Subject, subject

_VOCABULARIES = modules(vocabularies)
_STYLES = modules(styles)
_OFFERS: tuple[Offer, ...] = tuple(offer for module in modules(outputs) for offer in getattr(module, "OFFERS", ()))
OFFERED = tuple(dict.fromkeys(offer.file for offer in _OFFERS))
"""The names of all files that a page may offer, in its folder."""
_GROUPS = {"feed": "Follow", "citation": "Cite", "data": "Data"}
_WAYS: tuple[Way, ...] = tuple(module.WAY for module in modules(pages) if hasattr(module, "WAY"))
_SITE = tuple(offer for offer in _OFFERS if "site" in offer.kinds and offer.group == "feed")


class Format(NamedTuple):
    """A file that holds what the page holds, or tells of it."""

    url: str
    type: str
    text: str
    group: str
    title: str
    """What it is called where the page is not seen."""


class Reference(NamedTuple):
    """The page's formatted citation in a style, and what the button copies."""

    style: str
    id: str
    runs: tuple[Run, ...]
    plain: str


@dataclass(frozen=True, slots=True)
class Around:
    """What the base template shows beside the page itself."""

    metas: tuple[Meta, ...]
    json_ld: str
    groups: tuple[tuple[str, tuple[Format, ...]], ...]
    """The formats of this page, under what they are for."""
    alternates: tuple[Format, ...]
    """What the head names: the formats of this page, and the feeds of the site."""
    cited_of: tuple[int, int] | None
    """How many briefs the files of citations hold, and of how many, where these are not all."""
    references: tuple[Reference, ...]
    indexed: bool
    ways: tuple[Link, ...]


class Surroundings:
    """Says what stands around the pages of a site."""

    def __init__(self, library: Library) -> None:
        self._library, self._things = library, Things(library)

    def of(self, page: Page, files: Container[str]) -> Around:
        """What stands around a page; `files` are the paths of all outputs, so that nothing is offered that is not there."""
        here = subject(page, self._library)
        formats = tuple(_formats(here, files))
        of_site = tuple(
            Format(offer.file, offer.type, offer.text, offer.group, self._library.settings.name)
            for offer in _SITE
            if offer.file in files and here.kind != "site"
        )
        return Around(
            metas=tuple(chain.from_iterable(module.tags(here) for module in _VOCABULARIES)),
            json_ld=json_ld(here, self._things),
            groups=tuple(_groups(formats)),
            alternates=formats + of_site,
            cited_of=cited_of(here.record, self._library),
            references=tuple(_references(here)),
            indexed=here.indexed,
            ways=tuple(_ways(files)),
        )


def offered_everywhere(files: Container[str]) -> tuple[str, ...]:
    """The files of the site that every page names, as far as they are there: they come with the first brief that stands."""
    return tuple(each for each in (*(offer.file for offer in _SITE), *(way.file for way in _WAYS)) if each in files)


def _formats(here: Subject, files: Container[str]) -> Iterator[Format]:
    address, title = here.page.url, here.page.title
    for offer in _OFFERS:
        if here.kind not in offer.kinds or (offer.group == "citation" and not _can_be_cited(here)):
            continue
        if (url := f"{address}{offer.file}") in files:
            yield Format(url, offer.type, offer.text, offer.group, title)


def _can_be_cited(here: Subject) -> bool:
    return here.kind in {"brief", "page"} or bool(cited_with(here.record, here.library))


def _groups(formats: tuple[Format, ...]) -> Iterator[tuple[str, tuple[Format, ...]]]:
    for group, name in _GROUPS.items():
        if of_group := tuple(each for each in formats if each.group == group):
            yield name, of_group


def _references(here: Subject) -> Iterator[Reference]:
    if item := here.item:
        for style in _STYLES:
            runs = style.cite(item)
            yield Reference(style.NAME, f"cite-as-{style.NAME.lower()}", runs, "".join(run.text for run in runs))


def _ways(files: Container[str]) -> Iterator[Link]:
    yield from (way.link for way in _WAYS if not way.file or way.file in files)
