"""Lists of names run from A to Z as the index of actors does, whatever the ids of what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from briefbook.build import build
from briefbook.collation import by_name, initial
from briefbook.feed import feeds
from briefbook.model import Page, Site
from conftest import SETTINGS, Texts

POSTS = "positions: [{title: Member, organisation: dockers-union}]"
STORM = "briefs/2023/storm.md"
NAMES = {"a": "Zoll", "b": "Émile Bay", "c": "Emil Bay", "d": "10 Downing Street", "e": "Ødegård", "f": "Öland", "g": "港"}
IN_ORDER = ["Emil Bay", "Émile Bay", "Ødegård", "Öland", "Zoll", "10 Downing Street", "港"]


@pytest.fixture
def pages(good: Texts) -> dict[str, Page]:
    """The example site with organisations, topics and authors of these names, whose ids run another way."""
    return {page.path: page for page in site_with_names(good).pages}


def site_with_names(good: Texts) -> Site:
    texts = dict(good)
    for key, name in NAMES.items():
        texts[f"actors/{key}-body.md"] = f"---\nname: {name}\nkind: organisation\npart_of: arland\n{POSTS}\n---\n"
        texts[f"topics/{key}-topic.md"] = f"---\ntitle: {name}\nbroader: trade\n---\n"
        texts[f"authors/{key}-desk.md"] = f"---\nname: {name}\nsection: harbours\n---\n"
    brief = texts[STORM]
    for field, kind in (("topics", "topic"), ("authors", "desk"), ("actors", "body")):
        ids = ", ".join(f"{key}-{kind}" for key in NAMES)
        brief = re.sub(rf"^{field}: .*$", f"{field}: [{ids}]", brief, flags=re.MULTILINE)
    site = build((texts | {STORM: brief}).items(), SETTINGS)
    assert site.errors == ()
    return site


def view(page: Page) -> Any:
    return page.content().view


def ours(links: Iterable[Any]) -> list[str]:
    """Of some names, those that this site has and the example has not."""
    return [link.text for link in links if link.text in IN_ORDER]


def test_names_of_other_scripts_and_figures_come_last() -> None:
    assert IN_ORDER == sorted(NAMES.values(), key=by_name)
    assert ["E", "E", "O", "O", "Z", "#", "#"] == [initial(name) for name in IN_ORDER]


def test_numbers_in_names_count_as_numbers() -> None:
    assert ["Pier 2", "Pier 9 North", "Pier 10"] == sorted(["Pier 10", "Pier 9 North", "Pier 2"], key=by_name)


def test_the_index_of_actors_has_this_order(pages: dict[str, Page]) -> None:
    assert IN_ORDER == ours(row.name for each in view(pages["actors/index.md"]).letters for row in each.actors)


def test_feeds_of_one_kind_stand_by_name(pages: dict[str, Page]) -> None:
    rows = view(pages["feeds/index.md"]).rows

    for kind in ("Topic", "Author", "Actor"):
        assert IN_ORDER == ours(row.name for row in rows if row.kind == kind)


def test_departments_stand_in_the_list_of_feeds_in_the_order_that_they_ask_for(good: Texts) -> None:
    order = ["weather", "harbours"]
    sections = {f"sections/{each}.md": f"---\ntitle: {each}\norder: {number}\n---\n" for number, each in enumerate(order)}
    library = build((good | sections).items(), SETTINGS).library
    assert library

    assert order == [feed.url.split("/")[1] for feed in feeds(library) if feed.kind == "section"]


def test_parts_and_people_of_an_actor_stand_by_name(pages: dict[str, Page]) -> None:
    assert IN_ORDER == ours(view(pages["actors/arland.md"]).identity.parts.items)
    assert IN_ORDER == ours(view(pages["actors/dockers-union.md"]).identity.holders.items)


def test_actors_of_a_brief_stand_by_name(pages: dict[str, Page]) -> None:
    assert IN_ORDER == ours(link for group in view(pages[STORM]).actor_groups for link in group.actors)


def test_topics_stand_by_name(pages: dict[str, Page]) -> None:
    tree = {node.text: node for node in view(pages["topics/index.md"]).tree}

    assert IN_ORDER == ours(tree["Trade"].below)
    assert IN_ORDER == ours(view(pages["topics/trade.md"]).narrower.items)


def test_authors_stand_by_name(pages: dict[str, Page]) -> None:
    assert IN_ORDER == ours(each.name for each in view(pages["authors/index.md"]).authors)
    assert IN_ORDER == ours(view(pages["sections/harbours.md"]).authors.items)
