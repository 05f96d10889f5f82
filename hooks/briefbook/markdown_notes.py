"""A Markdown extension that gives the notes of a text letters, so that none is taken for a source, which has a number."""

from __future__ import annotations

from string import ascii_lowercase
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class NotesExtension(Extension):
    """Treats what the extension `footnotes` has made."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register behind what makes the ways back (15)."""
        md.treeprocessors.register(_Notes(md), "briefbook-notes", 2)


class _Notes(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        if (notes := root.find("div[@class='footnote']")) is None:
            return
        for each in notes.iterfind("ol"):
            each.set("type", "a")
        for link in root.iter("a"):
            number = link.text or ""
            if link.get("class") == "footnote-ref" and number.isdecimal():
                link.text = letters(int(number))
            elif link.get("class") == "footnote-backref":
                link.set("title", "Back to the text")
                link.set("lang", "en")


def letters(number: int) -> str:
    """`a` to `z`, then `aa`, as HTML counts the entries of such a list."""
    made = ""
    while number:
        number, letter = divmod(number - 1, len(ascii_lowercase))
        made = ascii_lowercase[letter] + made
    return made
