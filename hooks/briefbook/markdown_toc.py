"""A Markdown extension that leaves out the table of contents of Python-Markdown where a text asks for none.

Where all headings have their ids (`anchors.py`), it renders each of them once more, for a table that nobody sees.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor

_LABEL = "data-toc-label"


class TocExtension(Extension):
    """Comes after `toc`; without effect where that is not Python-Markdown's own, or is set to change headings."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register under the same name, with the same priority."""
        for toc in [each for each in md.treeprocessors if type(each) is TocTreeprocessor]:
            if not (toc.base_level or toc.use_anchors or toc.use_permalinks):
                md.treeprocessors.register(_WhereAsked(toc, md), "toc", 5)


class _WhereAsked(Treeprocessor):
    def __init__(self, toc: TocTreeprocessor, md: Any) -> None:
        super().__init__(md)
        self._toc, self._text = toc, md

    def run(self, root: Element) -> None:
        asks = {self._toc.marker, _LABEL} - {""}
        if any(ask in line for line in self._text.lines for ask in asks):
            self._toc.run(root)
