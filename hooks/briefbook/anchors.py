"""Gives each heading of a text an id that stays: from its words in any script, told apart by the heading above it.

Markdown's own ids leave out all but Latin letters and number what is left (`_1`, `_2`), so that one new heading moves
the links to all below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.toc import render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor

OURS = "bb-"
"""How the ids begin that the pages around a text have; a heading of such a name is called `text-bb-...`."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Anchors(markdown.Extension):
    """The extension of Python-Markdown; it goes before `toc`, which leaves alone what has an id."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Run after attr_list (8), whose ids count, and before toc (5)."""
        md.treeprocessors.register(_HeadingIds(md), "briefbook-anchors", 6)


def anchor(heading: str) -> str:
    """The id for the words of a heading; signs and emoji alone give their numbers in Unicode."""
    text = unicodedata.normalize("NFC", heading).casefold()
    words = re.findall(r"[^\W_]+(?:[\u200c\u200d]?[^\W_\u0300-\u036f]+)*", text)
    if not words:
        return "-".join(f"u{ord(each):x}" for each in text if not each.isspace()) or "section"
    made = "-".join(words)
    return f"text-{made}" if made.startswith((OURS, "__")) else made


def distinct(headings: Iterable[tuple[int, str]], taken: Iterable[str] = ()) -> Iterator[str]:
    """The ids for headings, given as level and words: of two alike, the second takes on the heading above it."""
    used = set(taken)
    above: dict[int, str] = {}
    for level, words in headings:
        own = made = anchor(words)
        parent = next((above[each] for each in range(level - 1, 0, -1) if each in above), "")
        if made in used and parent:
            made = f"{parent}-{own}"
        number = 2
        while made in used:
            made, number = f"{own}-{number}", number + 1
        used.add(made)
        above = {each: name for each, name in above.items() if each < level} | {level: made}
        yield made


class _HeadingIds(Treeprocessor):
    def run(self, root: Element) -> None:
        headings = [each for each in root.iter() if each.tag in _HEADINGS]
        bare = [each for each in headings if "id" not in each.attrib]
        given = [each.attrib["id"] for each in headings if "id" in each.attrib]
        words = ((int(each.tag[1]), self._words(each)) for each in bare)
        for each, made in zip(bare, distinct(words, given), strict=True):
            each.set("id", made)

    def _words(self, heading: Element) -> str:
        return strip_tags(render_inner_html(heading, self.md))
