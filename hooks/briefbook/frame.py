"""What stands around every page: the site's name, its few ways in, and who publishes it under which licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from briefbook import paths
from briefbook.model import Link, Page, Settings


class Way(NamedTuple):
    """An entry of the navigation; `current` on the pages that lie below it."""

    text: str
    url: str
    current: bool
    elsewhere: bool
    """Whether the URL is whole, and leads out of the site or to a program."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the base template shows."""

    name: str
    base_url: str
    publisher: str
    licence: Link | None
    ways: tuple[Way, ...]
    search: str = paths.url_of("search.md")
    actors: str = paths.url_of("actors/index.md")
    briefs: str = paths.url_of("briefs/index.md")


def frame(settings: Settings, url: str) -> Frame:
    """The frame of the page at a URL."""
    return Frame(
        name=settings.name,
        base_url=settings.base_url,
        publisher=settings.publisher or settings.name,
        licence=Link(settings.licence, settings.licence_url) if settings.licence else None,
        ways=tuple(_way(way, url) for way in settings.navigation),
    )


def root_of(page: Page, settings: Settings) -> str:
    """The way from a page to the root of the site, without its last slash; that of 404.html holds from everywhere."""
    if page.file:
        return urlsplit(settings.base_url or "/").path.rstrip("/")
    return "/".join([".."] * page.url.count("/")) or "."


@cache
def is_elsewhere(url: str) -> bool:
    """Whether a URL of the navigation has a scheme, such as https: or mailto:."""
    return re.match(r"[a-z][a-z0-9+.-]*:", url) is not None


def _way(way: Link, url: str) -> Way:
    return Way(way.text, way.url, bool(way.url) and url.startswith(way.url), is_elsewhere(way.url))
