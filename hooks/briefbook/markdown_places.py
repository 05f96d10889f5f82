"""A Markdown extension that gives ids to the paragraphs of a body that other pages point to.

A paragraph is known by words that stand in it. It would be simpler to write the id into the text, but Markdown has a way
to do so for some kinds of block only.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_BLOCKS = frozenset({"p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"})


class PlacesExtension(Extension):
    """Gives the `wanted` ids, each with its words, to the next text that is rendered."""

    wanted: tuple[tuple[str, str], ...] = ()

    def extendMarkdown(self, md: Markdown) -> None:
        """Register behind all that changes the tree: what `attr_list` and `toc` name keeps its name."""
        md.treeprocessors.register(_Places(md, self), "places", -10)


class _Places(Treeprocessor):
    def __init__(self, md: Markdown, extension: PlacesExtension) -> None:
        super().__init__(md)
        self._given = extension

    def run(self, root: ElementTree.Element) -> None:
        if self._given.wanted:
            mark(root, self._given.wanted)


def mark(root: ElementTree.Element, wanted: Iterable[tuple[str, str]]) -> None:
    """Put each id at the block that holds its words, looked for in order; at the end of the text where none does."""
    blocks = [(block, _words(block)) for block in root.iter() if block.tag in _BLOCKS]
    leaves = [
        (block, text)
        for block, text in blocks
        if not any(below.tag in _BLOCKS for below in block.iter() if below is not block)
    ]
    at = 0
    for place, words in wanted:
        found = next((number for number in range(at, len(leaves)) if words in leaves[number][1]), None)
        if found is not None:
            at = found
            _name(leaves[found][0], place)
        else:
            _name(next((block for block, text in blocks if words in text), root), place)


def _name(block: ElementTree.Element, place: str) -> None:
    """Give a block an id, or put an empty element with it at its beginning where it has one."""
    if "id" not in block.attrib and block.tag != "div":
        block.set("id", place)
        return
    marker = ElementTree.Element("span", {"id": place})
    marker.tail, block.text = block.text, ""
    block.insert(0, marker)


def _words(block: ElementTree.Element) -> str:
    return " ".join("".join(block.itertext()).split())
