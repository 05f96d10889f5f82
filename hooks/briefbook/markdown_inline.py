"""A Markdown extension that has Python-Markdown try only those inline patterns that can match a text.

For every piece of text Python-Markdown tries some twenty patterns in turn, most of them for signs that prose hardly has;
this was nearly half of the time that a brief takes. What comes of a text is the same.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_SIGNS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "footnote": ("[^",),
}
"""One of these signs stands in every text that the pattern of that name matches, in Python-Markdown 3.7 to 3.11."""


class InlineExtension(Extension):
    """Takes the place of Python-Markdown's own `inline` processor; patterns of other extensions are always tried."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register under the same name, with the same priority."""
        md.treeprocessors.register(_Inline(md), "inline", 20)


class _Inline(InlineProcessor):
    """Leaves out what cannot match. The method's name is the private one that the class calls, as there is no other."""

    @cached_property
    def _known(self) -> list[tuple[Any, tuple[str, ...]]]:
        """The patterns in their order, all extensions' included, each with the signs of which it needs one; "" is any."""
        signs = {self.inlinePatterns[name]: signs for name, signs in _SIGNS.items() if name in self.inlinePatterns}
        return [(each, tuple(getattr(each, "tokens", signs.get(each, ("",))))) for each in self.inlinePatterns]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for number in range(patternIndex, len(self._known)):
            pattern, signs = self._known[number]
            if (len(signs) == 1 and signs[0] not in data) or not any(sign in data for sign in signs):
                continue
            again, start = True, 0
            while again:
                data, again, start = apply(pattern, data, number, start)
        return data
