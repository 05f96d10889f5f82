"""The page on the open data: which files there are, what stands in them, under which licence, and how to begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from briefbook.data import ACTOR_FIELDS, BRIEF_FIELDS, MENTION_FIELDS, TOPIC_FIELDS, Field
from briefbook.model import Content, Library, Link, Page, Settings, Way

WAY = Way(Link("Data", "data/"), "data/datapackage.json")


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the data, and its fields."""

    file: Link
    about: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """What the template of the page shows."""

    tables: tuple[Table, ...]
    others: tuple[tuple[Link, str], ...]
    licence: Link | None
    base_url: str
    """The whole address of the site, for the examples."""


def derive(library: Library) -> Iterator[Page]:
    """Yield the one page."""
    yield Page(
        path="data/index.md",
        template="data.html",
        title="Open data",
        description="The archive as data: briefs, actors, topics and mentions, described and free to use.",
        content=partial(_content, library.settings),
        updated=library.briefs[0].date if library.briefs else None,
    )


def _content(settings: Settings) -> Content:
    return Content(
        view=DataView(
            tables=(
                Table(Link("briefs.json", "data/briefs.json"), "All briefs, newest first.", BRIEF_FIELDS),
                Table(Link("actors.json", "data/actors.json"), "The register of actors.", ACTOR_FIELDS),
                Table(Link("topics.json", "data/topics.json"), "The tree of topics.", TOPIC_FIELDS),
                Table(Link("mentions.csv", "data/mentions.csv"), "Where briefs name actors.", MENTION_FIELDS),
            ),
            others=(
                (Link("datapackage.json", "data/datapackage.json"), "describes these tables (Frictionless Data Package)"),
                (Link("actors.ftm.json", "data/actors.ftm.json"), "the actors as FollowTheMoney entities, one to a line"),
                (Link("llms.txt", "llms.txt"), "a way in for language models"),
            ),
            licence=Link(settings.licence, settings.licence_url) if settings.licence else None,
            base_url=settings.base_url,
        )
    )
