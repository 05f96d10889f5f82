"""The contents of a page: the headings of a rendered body that divide it, each with its place."""

from __future__ import annotations

import html
import re

from briefbook.model import Link

_HEADING = re.compile(r'<(h2) id="([^"]+)"[^>]*>(.*?)</\1>', re.DOTALL)
_NO_WORDS = re.compile(r'<(a|sup)\b[^>]*(?:class="citation"|id="fnref)[^>]*>.*?</\1>|<[^>]*>', re.DOTALL)


def contents(body: str) -> tuple[Link, ...]:
    """The headings of the second level, marks of sources and footnotes left out; `body` has passed the allow-list."""
    return tuple(
        Link(html.unescape(_NO_WORDS.sub("", inner)).strip(), f"#{anchor}") for _, anchor, inner in _HEADING.findall(body)
    )
