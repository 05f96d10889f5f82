"""Has Markdown read `<![` as text: Python's HTML parser, which MkDocs runs over every text, gives up on it."""

from __future__ import annotations

import markdown
from markdown.preprocessors import Preprocessor

_ODD = "<!["


class OddSigns(markdown.Extension):
    """The extension of Python-Markdown."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Run after fenced code (25), in which all is text, and before MkDocs' reading of raw HTML (21)."""
        md.preprocessors.register(_AsText(md), "briefbook-odd-signs", 22)


class _AsText(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if not any(_ODD in line for line in lines):
            return lines
        kept = self.md.htmlStash.store(_ODD.replace("<", "&lt;"))  # what is stashed is put back even into code
        return [line.replace(_ODD, kept) for line in lines]
