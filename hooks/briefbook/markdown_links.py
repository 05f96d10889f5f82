"""A Markdown extension that turns links to source files into links to what is published of them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

_TARGETS = {"a": "href", "img": "src"}


def source_of(path: str, target: str) -> str:
    """The source path of what the text of the file `path` refers to by a relative address without query and fragment."""
    return _source_from(posixpath.dirname(path), target)


@lru_cache(maxsize=1 << 14)
def _source_from(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(target)))


def parts(target: str) -> SplitResult:
    """The parts of an address; one that nobody can read is all host, and leads elsewhere.

    `checks/links.py` refuses it, but texts are rendered for search before they are judged.
    """
    try:
        return urlsplit(target)
    except ValueError:
        return SplitResult("", target, "", "", "")


class LinksExtension(Extension):
    """Rewrites the links of the next text that is rendered: that of the file `path`, on a page whose site is at `root`.

    `urls` holds what is published, by source path. A link to a file that is not there stays as it is and is added to
    `lost`, with the path of the text; `checks/links.py` has told of it before, unless no check can see it.
    """

    def __init__(self, urls: Mapping[str, str]) -> None:
        super().__init__()
        self.urls = urls
        self.path = self.root = ""
        self.lost: list[tuple[str, str]] = []

    def extendMarkdown(self, md: Markdown) -> None:
        """Register behind what makes links, such as `attr_list`."""
        md.treeprocessors.register(_Links(md, self), "briefbook-links", 0)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, extension: LinksExtension) -> None:
        super().__init__(md)
        self._given = extension

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if (name := _TARGETS.get(element.tag)) and (target := element.get(name)):
                element.set(name, self._published(target))

    def _published(self, target: str) -> str:
        if AMP_SUBSTITUTE in target:  # an address of mail
            return target
        scheme, host, path, query, fragment = parts(unescape(target))
        if scheme or host or not path:  # elsewhere, or here
            return target
        given = self._given
        if (url := given.urls.get(source_of(given.path, path))) is None or path.startswith("/"):
            given.lost.append((given.path, target))
            return target
        made = f"{given.root}/{url}"
        return urlunsplit(("", "", made, query, fragment)) if query or fragment else made
