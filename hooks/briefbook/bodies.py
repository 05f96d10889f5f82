"""Renders the bodies of pages: Markdown with the owner's extensions and ours, and last of all the allow-list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import markdown
from markdown.extensions import Extension

from briefbook import by_hand
from briefbook.anchors import Anchors
from briefbook.frame import root_of
from briefbook.markdown_blocks import BlocksExtension
from briefbook.markdown_figures import FiguresExtension
from briefbook.markdown_inline import InlineExtension
from briefbook.markdown_links import LinksExtension
from briefbook.markdown_notes import NotesExtension
from briefbook.markdown_places import PlacesExtension
from briefbook.markdown_toc import TocExtension
from briefbook.model import Content, Page, Settings
from briefbook.sanitise import sanitise
from briefbook.sound import sound

QUICK = (BlocksExtension(), InlineExtension(), TocExtension())
"""These change nothing but the time that it takes."""

Lost = tuple[str, str]
"""A link that leads nowhere: the path of the text in which it stands, and what it says."""


class Bodies(Mapping[str, str]):
    """The HTML of the bodies of a site by source path, each rendered when it is first asked for.

    `pages` are those of the site, `urls` the addresses of all that is published, `sizes` the width and height of pictures,
    all by source path. To set up Markdown costs as much as a short text, so that one serves for all.
    """

    def __init__(
        self,
        pages: Mapping[str, Page],
        settings: Settings,
        urls: Mapping[str, str],
        extensions: Sequence[str | Extension],
        configs: Mapping[str, Mapping[str, Any]] | None = None,
        sizes: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    ) -> None:
        self._pages, self._settings = pages, settings
        self._places, self._links, self._figures = PlacesExtension(), LinksExtension(urls), FiguresExtension(sizes)
        self._markdown = markdown.Markdown(
            extensions=[*extensions, *QUICK, Anchors(), NotesExtension(), self._places, self._figures, self._links],
            extension_configs={name: dict(values) for name, values in (configs or {}).items()},
        )
        self._rendered: dict[str, str] = {}

    @property
    def lost(self) -> list[Lost]:
        """The links that lead to no file of ours, each with the path of the text in which it stands."""
        return self._links.lost

    def take_over(self, html: Mapping[str, str], lost: Iterable[Lost]) -> None:
        """Know what others have rendered of the same pages."""
        self._rendered.update(html)
        self.lost.extend(lost)

    def page(self, path: str) -> Page:
        """The page of a source path."""
        return self._pages[path]

    def __getitem__(self, path: str) -> str:
        if path not in self._rendered:
            page = self._pages[path]
            self._rendered[path] = self.html(page, Content() if page.text else page.content())
        return self._rendered[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def html(self, page: Page, content: Content) -> str:
        """The HTML of what a page shows, and of its `text` where that is given apart."""
        if page.path in self._rendered:
            return self._rendered[page.path]
        if page.text:
            content = page.text()
        if not content.body.strip():
            return ""
        self._places.wanted = content.places
        self._links.path = self._figures.path = page.path
        self._links.root = root_of(page, self._settings)
        made = sanitise(self._markdown.reset().convert(content.body))
        return sound(made, titled=page.template == by_hand.TEMPLATE and made.startswith("<h1"))
