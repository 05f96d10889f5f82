"""_redirects: the addresses that records had before, as Cloudflare Pages, Netlify and GitLab Pages read them.

Cloudflare sends readers and programs on at once, by a 301, whatever lies at the old address; the other two only where
nothing does (https://developers.cloudflare.com/pages/configuration/redirects/,
https://docs.netlify.com/manage/routing/redirects/overview/), so that the pages there go on leading on.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from briefbook import paths
from briefbook.former import by_former_link
from briefbook.identity import KINDS
from briefbook.model import Library, Output
from briefbook.owners import owners

_MOST = 2000
"""So many rules Cloudflare reads."""


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file, where a record was renamed; at an address where another lives now, that one stays."""
    root = urlsplit(library.settings.base_url).path.rstrip("/")
    lives = {paths.link_to(KINDS[type(owner)], owner.id) for owner in owners(library) if owner}
    former = {
        link: paths.link_to(KINDS[type(record)], record.id)
        for link, record in by_former_link(library).items()
        if link not in lives
    }
    if former:
        lines = [f"{root}/{link} {root}/{former[link]} 301\n" for link in sorted(former)[:_MOST]]
        yield Output("_redirects", "".join(lines).encode(), promised=False)
