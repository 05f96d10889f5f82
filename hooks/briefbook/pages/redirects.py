"""The pages at addresses that records once had: they lead on, so that no link from outside is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from briefbook import paths
from briefbook.model import Actor, Author, Brief, Content, Library, Link, Page, Section, Topic


@dataclass(frozen=True, slots=True)
class RedirectView:
    """What the template of such a page shows."""

    target: Link


def derive(library: Library) -> Iterator[Page]:
    """Yield a page for each id in a record's `redirect_from`, unless a record lives there again."""
    kinds: dict[str, Mapping[str, Brief | Actor | Topic | Section | Author]] = {
        "brief": library.brief_of,
        "actor": library.actors,
        "topic": library.topics,
        "section": library.sections,
        "author": library.authors,
    }
    for kind, records in kinds.items():
        for record in records.values():
            for old in dict.fromkeys(record.redirect_from):
                if old not in records:
                    yield Page(
                        path=paths.path_of(kind, old),
                        template="redirect.html",
                        title=_title(record),
                        content=partial(Content, view=RedirectView(Link(_title(record), paths.link_to(kind, record.id)))),
                        listed=False,
                    )


def _title(record: Brief | Actor | Topic | Section | Author) -> str:
    return record.name if isinstance(record, Actor | Author) else record.title
