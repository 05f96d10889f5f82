"""The page of a topic: what it covers, the topics around it, its main actors and its briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.link import ancestors
from briefbook.listing import Pager, Row, Tally, most_named, over_pages, topic_link
from briefbook.model import Content, Library, Link, Page, Topic
from briefbook.owners import Beside, Owner, of_all

_ACTORS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """What the template of a topic shows."""

    summary: str | None
    aliases: tuple[str, ...]
    narrower: tuple[Tally, ...]
    related: tuple[Link, ...]
    actors: tuple[Tally, ...]
    rows: tuple[Row, ...]
    pager: Pager


def derive(library: Library) -> Iterator[Page]:
    """Yield the pages of each topic, its briefs being those of all topics below it as well."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Page]:
    """What to yield for one of them."""

    def of(owner: Owner) -> Iterator[Page]:
        if isinstance(owner, Topic):
            broader = tuple(topic_link(library.topics[each]) for each in reversed(ancestors(owner.id, library.topics)))
            yield from over_pages(
                Page(
                    path=owner.source.path,
                    owner=owner.source.path,
                    template="topic.html",
                    title=owner.title,
                    description=owner.summary or f"Briefs on {owner.title}.",
                    trail=(Link("Topics", "topics/"), *broader),
                    content=partial(Content, body=owner.source.body),
                ),
                library.by_topic[owner.id],
                library,
                partial(_view, owner, library),
                record=owner,
            )

    return of


def _view(topic: Topic, library: Library, rows: tuple[Row, ...], pager: Pager) -> TopicView:
    return TopicView(
        summary=topic.summary,
        aliases=topic.aliases,
        narrower=_narrower(topic, library),
        related=tuple(topic_link(library.topics[each]) for each in topic.related if each in library.topics),
        actors=most_named(library.by_topic[topic.id], library, _ACTORS) if pager.number == 1 else (),
        rows=rows,
        pager=pager,
    )


def _narrower(topic: Topic, library: Library) -> tuple[Tally, ...]:
    links = sorted(((topic_link(each), each.id) for each in library.narrower[topic.id]), key=lambda item: item[0].text)
    return tuple(Tally(link.text, link.url, len(library.by_topic[key])) for link, key in links)
