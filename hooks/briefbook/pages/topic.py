"""The page of a topic: what it covers, the topics around it, its main actors and its briefs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.collation import by_name
from briefbook.link import ancestors
from briefbook.listing import Pager, Row, Tally, most_named, over_pages, topic_link
from briefbook.model import Content, Library, Link, Page, Topic
from briefbook.name_lists import NameRow, Names, all_names, first_names
from briefbook.owners import Beside, Owner, of_all

_ACTORS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """What the template of a topic shows."""

    summary: str | None
    aliases: tuple[str, ...]
    narrower: Names[Tally]
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
            yield from _all_narrower(owner, library, broader)

    return of


def _view(topic: Topic, library: Library, rows: tuple[Row, ...], pager: Pager) -> TopicView:
    first = pager.number == 1
    related = (library.topics[each] for each in topic.related if each in library.topics)
    return TopicView(
        summary=topic.summary,
        aliases=topic.aliases if first else (),
        narrower=first_names(
            _narrower(topic, library) if first else (), "narrower topics", _url(topic), partial(_tally, library)
        ),
        related=tuple(map(topic_link, related)) if first else (),
        actors=most_named(library.by_topic[topic.id], library, _ACTORS) if first else (),
        rows=rows,
        pager=pager,
    )


def _all_narrower(topic: Topic, library: Library, broader: tuple[Link, ...]) -> Iterator[Page]:
    """The list of the topics right below it, where it is too long for its page."""
    title = f"Topics below {topic.title}"
    page = Page(
        path=f"{_url(topic).removesuffix('/')}.md",
        owner=topic.source.path,
        template="names.html",
        title=title,
        description=f"{title}, with the number of briefs on each and on all below it.",
        trail=(Link("Topics", "topics/"), *broader, topic_link(topic)),
    )
    row = partial(_row, library)
    yield from all_names(
        page, Link(f"Briefs on {topic.title}", topic_link(topic).url), "topics", _narrower(topic, library), row
    )


def _narrower(topic: Topic, library: Library) -> list[Topic]:
    """The topics right below it, from A to Z."""
    return sorted(library.narrower[topic.id], key=lambda each: by_name(each.title))


def _tally(library: Library, topic: Topic) -> Tally:
    return Tally(topic.title, topic_link(topic).url, len(library.by_topic[topic.id]))


def _row(library: Library, topic: Topic) -> NameRow:
    return NameRow(topic_link(topic), topic.summary, len(library.by_topic[topic.id]))


def _url(topic: Topic) -> str:
    """Where all topics right below it are listed."""
    return f"{topic_link(topic).url}narrower/"
