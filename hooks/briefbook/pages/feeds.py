"""The list of feeds for people, with what each holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.feed import Feed, feeds
from briefbook.listing import Pager, Part, parts
from briefbook.model import Content, Library, Link, Page, Way

WAY = Way(Link("Feeds", "feeds/"), "feeds.opml")
_KINDS = {"site": "", "section": "Department", "topic": "Topic", "author": "Author", "actor": "Actor"}


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed in the list: what it is about, what kind of thing that is, and its files."""

    name: Link
    kind: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """What the template of the list shows."""

    rows: tuple[FeedRow, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of the list; where there is no feed there is no list."""
    if not (found := tuple(feeds(library))):
        return
    for part in parts("feeds/index.md", found):
        yield Page(
            path=part.path,
            template="feeds.html",
            title="Feeds",
            description="Every department, actor, topic and author has a feed of its own.",
            content=partial(_content, part),
            updated=found[0].briefs[0].date if found[0].briefs else None,
            number=part.pager.number,
        )


def _content(part: Part[Feed]) -> Content:
    return Content(view=FeedsView(tuple(_row(feed) for feed in part.items), part.pager))


def _row(feed: Feed) -> FeedRow:
    atom = Link("Atom", f"{feed.path}.xml")
    return FeedRow(
        Link(feed.name, feed.url), _KINDS[feed.kind], (atom, Link("JSON", f"{feed.path}.json")) if feed.whole else (atom,)
    )
