"""A Markdown extension that has Python-Markdown ask only those of its processors that can have to do with a text.

Paragraph by paragraph, Python-Markdown asks some fifteen processors in turn whether this is theirs, most of them by a
search through the whole of it; that was more than a third of the time that a brief takes. And before it looks for
paragraphs, it works on the whole text three times, to find what few texts have. What comes of a text is the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, blockprocessors
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension, def_list, fenced_code, footnotes, tables
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace, Preprocessor
from markdown.util import ETX, STX

_INDENT = " "
_BEGINS: dict[type, str] = {
    def_list.DefListIndentProcessor: _INDENT,
    blockprocessors.ListIndentProcessor: _INDENT,
    blockprocessors.CodeBlockProcessor: _INDENT,
    tables.TableProcessor: "|",
    blockprocessors.HashHeaderProcessor: "#",
    blockprocessors.SetextHeaderProcessor: "=-",
    blockprocessors.HRProcessor: "-_*",
    blockprocessors.UListProcessor: "*+-",
    def_list.DefListProcessor: ":",
    blockprocessors.BlockQuoteProcessor: ">",
    footnotes.FootnoteBlockProcessor: "[",
    blockprocessors.ReferenceProcessor: "[",
}
"""With one of these begins a line, behind spaces, of every block that a processor of exactly this class takes.

But a table's sign may stand anywhere, and an indented block begins with a space. In Python-Markdown 3.7 to 3.11.
"""
_ALL = frozenset("".join(_BEGINS.values()))

_SIGNS: dict[type, tuple[str, ...]] = {
    NormalizeWhitespace: (STX, ETX, "\r", "\t", " \n"),
    HtmlBlockPreprocessor: ("<", "&"),
    fenced_code.FencedBlockPreprocessor: ("```", "~~~"),
}
"""One of these stands in every text in which a preprocessor of exactly this class changes something."""
_ENDS: dict[type, tuple[str, ...]] = {NormalizeWhitespace: ("", "")}
"""The lines that it adds to every text."""


class BlocksExtension(Extension):
    """Comes after the extensions that are to profit; processors of classes that are not known are asked as ever."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace the loop of the parser, what works on whole texts, and a question that is asked of each element."""
        md.parser.parseBlocks = _Blocks(md).parse  # type: ignore[method-assign]
        md.is_block_level = lru_cache(maxsize=1000)(md.is_block_level)  # type: ignore[method-assign]
        registry: Any = md.preprocessors  # which tells nobody the priorities
        for name, priority in list(registry._priority):
            if type(registry[name]) in _SIGNS:
                registry.register(_Lines(registry[name]), name, priority)


class _Blocks:
    def __init__(self, md: Markdown) -> None:
        self._registered = md.parser.blockprocessors
        self._by_begins: dict[frozenset[str], tuple[BlockProcessor, ...]] = {}

    def parse(self, parent: Element, blocks: list[str]) -> None:
        """Do what `BlockParser.parseBlocks` does."""
        while blocks:
            for processor in self._which_may_take(blocks[0]):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def _which_may_take(self, block: str) -> tuple[BlockProcessor, ...]:
        begins = {line.lstrip(" ")[:1] for line in block.split("\n")} & _ALL
        if block[:1] == _INDENT:
            begins.add(_INDENT)
        if "|" in block:
            begins.add("|")
        key = frozenset(begins)
        if key not in self._by_begins:
            self._by_begins[key] = tuple(
                each for each in self._registered if type(each) not in _BEGINS or not key.isdisjoint(_BEGINS[type(each)])
            )
        return self._by_begins[key]


class _Lines(Preprocessor):
    """Asks another preprocessor only where one of its signs stands in a text."""

    def __init__(self, inner: Preprocessor) -> None:
        super().__init__(inner.md)
        self._inner, self._signs, self._end = inner, _SIGNS[type(inner)], _ENDS.get(type(inner), ())

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join((*lines, ""))
        return self._inner.run(lines) if any(sign in text for sign in self._signs) else [*lines, *self._end]
