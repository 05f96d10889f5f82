"""Open Graph, which social networks and messengers make their previews of."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.feed import touched
from briefbook.identity import address
from briefbook.model import Meta
from briefbook.subject import Subject

_TYPES = {"brief": "article", "author": "profile"}


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield one tag of each name on every page, and of a brief its dates, authors, section and topics."""
    page, library = subject.page, subject.library
    if page.file:
        return
    yield Meta("property", "og:type", _TYPES.get(subject.kind, "website"))
    yield Meta("property", "og:title", page.title)
    yield Meta("property", "og:site_name", library.settings.name)
    if page.description:
        yield Meta("property", "og:description", page.description)
    if library.settings.base_url:
        yield Meta("property", "og:url", subject.url)
        yield Meta("property", "og:image", library.settings.base_url + library.settings.card)
        yield Meta("property", "og:image:alt", library.settings.name)
    yield Meta("name", "twitter:card", "summary_large_image")
    if brief := subject.brief:
        yield Meta("property", "article:published_time", brief.date.isoformat())
        yield Meta("property", "article:modified_time", touched(brief).isoformat())
        for author in (library.authors[each] for each in brief.authors if each in library.authors):
            yield Meta("property", "article:author", address(author, library.settings))
        if section := library.sections.get(brief.section):
            yield Meta("property", "article:section", section.title)
        for topic in (library.topics[each] for each in brief.topics if each in library.topics):
            yield Meta("property", "article:tag", topic.title)
