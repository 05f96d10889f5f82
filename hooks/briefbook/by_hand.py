"""Pages written by hand: one at the path of a page that the site makes introduces it, any other stands for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from briefbook.model import Content, Page, Prose

TEMPLATE = "by_hand.html"
"""Shows a page that stands for itself; its text may begin with the title."""


@dataclass(frozen=True, slots=True)
class ByHandView:
    """What the template of a page written by hand has to know: whether the text begins with a heading of its own."""

    has_heading: bool


def introduced(page: Page, prose: Prose) -> Page:
    """A page that the site makes, with what was written at its path."""
    return replace(
        page,
        title=prose.title or page.title,
        description=prose.summary or page.description,
        content=lambda: replace(page.content(), body=prose.source.body),
        text=None,
        key=partial(_key, page.key, prose) if page.key else None,
    )


def _key(of_page: Callable[[], object], prose: Prose) -> object:
    return of_page(), prose.source.digest


def by_hand(prose: Prose) -> Page:
    """A page that is nothing but what was written."""
    name = prose.id.removesuffix("/index").rpartition("/")[2].replace("-", " ").capitalize()
    return Page(
        path=prose.source.path,
        template=TEMPLATE,
        title=prose.title or _heading(prose.source.body) or name,
        description=prose.summary or "",
        content=partial(
            Content, view=ByHandView(has_heading=_heading(prose.source.body) is not None), body=prose.source.body
        ),
    )


def _heading(body: str) -> str | None:
    """The text of the heading that a body begins with."""
    first = body.lstrip().partition("\n")[0]
    return first[2:].strip(" #") if first.startswith("# ") else None
