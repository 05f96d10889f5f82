"""Permanent ids: what a record is called in feeds, citations and data, whatever becomes of its title and its address."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from briefbook import paths
from briefbook.model import Actor, Author, Brief, Section, Settings, Topic

Lasting = Brief | Actor | Topic | Section | Author

KINDS: dict[type[Lasting], str] = {
    Brief: "brief",
    Actor: "actor",
    Topic: "topic",
    Section: "section",
    Author: "author",
}
"""The name of the kind of a record."""


def permanent_id(record: Lasting) -> str:
    """The id under which a record was first published: a rename appends the old id to `redirect_from`."""
    return record.redirect_from[0] if record.redirect_from else record.id


def tag(settings: Settings, name: str) -> str:
    """An address that names a thing without saying where it is (RFC 4151).

    Without the setting `permanent_ids` it rests on the site's host, and then moving the site changes every id.
    """
    return f"tag:{settings.permanent_ids or _authority(settings.base_url)}:{name}"


@lru_cache(maxsize=8)
def _authority(base_url: str) -> str:
    """The host of an address as an authority, which has no letters but those of ASCII, and a year in which it was there."""
    host = urlsplit(base_url).hostname or "localhost"
    return f"{host.encode('idna').decode()},2024"


def tag_of(record: Lasting, settings: Settings) -> str:
    """The permanent id of a record, unique in the world."""
    return tag(settings, paths.link_to(KINDS[type(record)], permanent_id(record)).rstrip("/"))


def address(record: Lasting, settings: Settings) -> str:
    """The address of a record's page, whole where the site has one, else from the root of the site."""
    return settings.base_url + paths.link_to(KINDS[type(record)], record.id)


def cite_key(brief: Brief) -> str:
    """The key of a brief in bibliographies, made of its permanent id: `2024/strike-ends` becomes `strike-ends-2024`."""
    year, _, name = permanent_id(brief).partition("/")
    return f"{name}-{year}"
