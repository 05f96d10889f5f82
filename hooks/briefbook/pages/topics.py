"""The tree of topics, with the number of briefs on each and on all below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from briefbook.collation import by_name
from briefbook.listing import Pager, Part, newest, parts, topic_link
from briefbook.model import Content, Library, Page, Topic

DEEPEST = 12
"""Levels that the tree shows; no reader follows more, and a page nests no deeper."""


@dataclass(frozen=True, slots=True)
class Node:
    """A topic in the tree; one that only leads on to others of this page is `continued`."""

    text: str
    url: str
    count: int
    summary: str | None
    continued: bool
    below: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """What the template of the tree shows."""

    tree: tuple[Node, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the tree, fifty topics to a page, each page repeating the way down to its first topic."""
    ways = [way for root in _roots(library) for way in _ways(root, library)]
    for part in parts("topics/index.md", ways):
        yield Page(
            path=part.path,
            template="topics.html",
            title="Topics",
            description="The topics that the briefs treat, from the broad to the narrow.",
            content=partial(_content, part, library),
            updated=newest(library.by_topic[way[-1].id] for way in part.items),
            number=part.pager.number,
        )


def _content(part: Part[tuple[Topic, ...]], library: Library) -> Content:
    return Content(view=TopicsView(_tree(part.items, 0, {way[-1].id for way in part.items}, library), part.pager))


def _roots(library: Library) -> list[Topic]:
    """The topics that stand at the top."""
    return _in_order(topic for topic in library.topics.values() if topic.broader not in library.topics)


def _ways(root: Topic, library: Library) -> Iterator[tuple[Topic, ...]]:
    """The way down to a topic, then those to all topics below it, in the order of reading."""
    waiting: list[tuple[Topic, ...]] = [(root,)]
    while waiting:
        way = waiting.pop()
        yield way
        if len(way) < DEEPEST:
            waiting += ((*way, narrower) for narrower in reversed(_in_order(library.narrower[way[-1].id])))


def _in_order(topics: Sequence[Topic] | Iterator[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: by_name(topic.title))


def _tree(ways: Sequence[tuple[Topic, ...]], depth: int, here: set[str], library: Library) -> tuple[Node, ...]:
    """The tree that some ways make from a depth on."""
    groups: dict[str, list[tuple[Topic, ...]]] = {}
    for way in ways:
        if len(way) > depth:
            groups.setdefault(way[depth].id, []).append(way)
    return tuple(
        Node(
            text=library.topics[topic_id].title,
            url=topic_link(library.topics[topic_id]).url,
            count=len(library.by_topic[topic_id]),
            summary=library.topics[topic_id].summary if topic_id in here else None,
            continued=topic_id not in here,
            below=_tree(group, depth + 1, here, library),
        )
        for topic_id, group in groups.items()
    )
