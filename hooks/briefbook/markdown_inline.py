"""A Markdown extension that has Python-Markdown try only those inline patterns that can match a text.

For every piece of text Python-Markdown tries some twenty patterns in turn, most of them for signs that prose hardly has;
this was nearly half of the time that a brief takes. What comes of a text is the same.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "!",
    "image_reference": "!",
    "short_reference": "[",
    "short_image_ref": "!",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
    "not_strong": "*_",
    "em_strong": "*_",
    "em_strong2": "_",
    "footnote": "^",
}
"""One of these signs stands in every text that the pattern of that name matches, in Python-Markdown 3.7 to 3.11."""
_BY_REFERENCE = (
    inlinepatterns.ReferenceInlineProcessor,
    inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
)
"""Of these comes nothing in a text that defines no reference."""


class InlineExtension(Extension):
    """Takes the place of Python-Markdown's own `inline` processor; patterns of other extensions are always tried."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register under the same name, with the same priority."""
        md.treeprocessors.register(_Inline(md), "inline", 20)
        if "link" in md.inlinePatterns and type(md.inlinePatterns["link"]) is inlinepatterns.LinkInlineProcessor:
            md.inlinePatterns.register(_Link(inlinepatterns.LINK_RE, md), "link", 160)


Numbered = tuple[tuple[int, Any], ...]


class _Inline(InlineProcessor):
    """Leaves out what cannot match. The method's name is the private one that the class calls, as there is no other."""

    @cached_property
    def _known(self) -> list[tuple[int, Any, frozenset[str]]]:
        """The patterns in their order, all extensions' included, each with the signs of which it needs one, if it does."""
        names = {self.inlinePatterns[name]: signs for name, signs in _SIGNS.items() if name in self.inlinePatterns}
        return [
            (number, each, frozenset(token[0] for token in getattr(each, "tokens", names.get(each, ()))))
            for number, each in enumerate(self.inlinePatterns)
        ]

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        return tuple(sorted({sign for _, _, signs in self._known for sign in signs}))

    @cached_property
    def _by_signs(self) -> dict[tuple[bool, str], Numbered]:
        return {}

    def _which_may_match(self, data: str) -> Numbered:
        references = bool(self.md.references)
        found = "".join([sign for sign in self._signs if sign in data])
        if (references, found) not in self._by_signs:
            self._by_signs[references, found] = tuple(
                (number, each)
                for number, each, signs in self._known
                if (not signs or not signs.isdisjoint(found)) and (references or type(each) not in _BY_REFERENCE)
            )
        return self._by_signs[references, found]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for number, pattern in self._which_may_match(data):
            if number >= patternIndex:
                again, start = True, 0
                while again:
                    data, again, start = apply(pattern, data, number, start)
        return data


class _Link(inlinepatterns.LinkInlineProcessor):
    """Finds the ends of a link by a search where nothing in it asks for more, and not letter by letter."""

    _PLAIN = re.compile(r"""\(([^\s()<>'"]*)\)""")

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """The text of the link that begins at an index, where it ends, and whether it does."""
        end = data.find("]", index)
        if end < 0 or data.find("[", index, end) >= 0:
            return super().getText(data, index)
        return data[index:end], end + 1, True

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """The address and the title of the link whose text ends at an index, where it ends, and whether it does."""
        if plain := self._PLAIN.match(data, index):
            return self.unescape(plain[1]).strip(), None, plain.end(), True
        return super().getLink(data, index)
