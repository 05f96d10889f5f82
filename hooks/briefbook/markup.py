"""Renders the Markdown of a text as the site will, without MkDocs, for the checks that judge what comes of it."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import markdown

from briefbook.anchors import Anchors

EXTENSIONS = ("attr_list", "def_list", "footnotes", "tables", "toc", "fenced_code")
"""Those of mkdocs.yml and those that MkDocs always adds."""

_PATIENCE = 0.6
"""Seconds of the processor; the longest text that is allowed takes 0.3, if it is prose or a table."""
_CROWDED = 4000
_KEPT = 4096
"""Texts that are kept until they are judged by all rules; some ten kilobytes each, and few in an archive of prose."""
_SIGNS = "[]*_`!"
_SAFE_TARGET = r"(?!//)(?:https?://[\w\-./?=&#%~+,;:@!'*$|]*|mailto:[\w.@+-]+|(?!/)[\w\-./#%]+)"
_RISKY = re.compile(
    r"<(?!https?://[\w\-./?=#%~+,;:@!()*$]*>)"  # HTML, but for a plain address in angle brackets
    r"|\{"  # attr_list
    r"|!\["
    r"|\]\s*\((?!" + _SAFE_TARGET + r'(?:[ \t]+"[^"\n]*")?\))'
    r"|\[(?!\^)[^\[\]]*\]:"  # a definition, which may stand in a quotation or a list as well
    r"|\]\s*\[",
    re.MULTILINE,
)


class TooSlow(Exception):
    """A text that takes Markdown longer than any page may take."""


def is_plain(body: str) -> bool:
    """Whether nothing in a text can become more than paragraphs, headings, lists, tables and safe links.

    True for nearly all prose; it spares them the rendering.
    """
    return not _RISKY.search(body) and sum(map(body.count, _SIGNS)) < _CROWDED


def render(body: str) -> str:
    """The HTML of a body; raises TooSlow."""
    if (html := _rendered(body)) is None:
        raise TooSlow
    return html


@lru_cache(maxsize=_KEPT)
def _rendered(body: str) -> str | None:
    """The HTML of a body, or None where it takes too long; so that nobody waits for it twice."""
    converter = markdown.Markdown(extensions=[*EXTENSIONS, Anchors()])
    try:
        with _deadline(_PATIENCE):
            return converter.convert(body)
    except (RecursionError, TooSlow):
        return None


def forget() -> None:
    """Free the memory of what was rendered, when all rules have looked at it."""
    _rendered.cache_clear()


def ids(html: str) -> frozenset[str]:
    """The ids in some rendered HTML."""
    return frozenset(re.findall(r'<[^>]*? id="([^"]*)"', html))


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Give up after some seconds of work, however busy the machine is, where the system can: in a Unix's main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
