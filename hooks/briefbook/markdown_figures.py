"""A Markdown extension that gives pictures their size, and makes a figure of one that stands alone and has a title.

`![A map of the coast](coast.png "The coast in 1901.")` as a paragraph of its own is a picture with a caption. With its size
a picture keeps its room while it loads, so that the text below does not move. One in portrait is made small enough to be
seen whole, with its caption, in a window and on a sheet of paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from briefbook.markdown_links import parts, source_of

_TALLEST = 720
"""Pixels that a picture is high at most: 190 mm on paper."""
_STRIP = 4
"""A picture more times as high as wide is read along its way, and would be too narrow for it."""


class FiguresExtension(Extension):
    """Treats the pictures of the next text that is rendered, that of the file `path`.

    `sizes` are the widths and heights of pictures, in pixels, by source path.
    """

    def __init__(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        super().__init__()
        self.sizes = sizes
        self.path = ""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register behind what makes pictures, and before their addresses become those that are published."""
        md.treeprocessors.register(_Figures(md, self), "briefbook-figures", 1)


class _Figures(Treeprocessor):
    def __init__(self, md: Markdown, extension: FiguresExtension) -> None:
        super().__init__(md)
        self._given = extension

    def run(self, root: ElementTree.Element) -> None:
        for picture in root.iter("img"):
            source = source_of(self._given.path, parts(picture.get("src", "")).path)
            if size := self._given.sizes.get(source):
                _set_size(picture, *size)
        for paragraph in [*root.iter("p")]:
            if (alone := _alone_with_title(paragraph)) is not None:
                paragraph.tag = "figure"
                ElementTree.SubElement(paragraph, "figcaption").text = alone.attrib.pop("title")


def _set_size(picture: ElementTree.Element, width: int, height: int) -> None:
    """Give a picture its width and height, or those that have its proportions where an author gave one of them."""
    wanted = {name: int(value) for name in ("width", "height") if (value := picture.get(name, "")).isdecimal()}
    scale = wanted["width"] / width if "width" in wanted else wanted["height"] / height if wanted else 1
    if height <= width * _STRIP:
        scale = min(scale, _TALLEST / height)
    picture.set("width", str(max(1, round(width * scale))))
    picture.set("height", str(max(1, round(height * scale))))


def _alone_with_title(paragraph: ElementTree.Element) -> ElementTree.Element | None:
    """The picture that a paragraph consists of, if it has a title."""
    if len(paragraph) != 1 or paragraph[0].tag != "img" or not paragraph[0].get("title"):
        return None
    words = (paragraph.text or "") + (paragraph[0].tail or "")
    return None if words.strip() else paragraph[0]
