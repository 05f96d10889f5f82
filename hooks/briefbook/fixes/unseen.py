"""Takes out characters without a width where no script needs them.

Why: they come along with words that are pasted; nobody sees them, and a search for the words around them misses.

Wrong: `The parties signed.` with U+200B in it

Right: `The parties signed.`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.characters import unseen
from briefbook.edits import Edit


def edits(text: str) -> Iterator[Edit]:
    """The changes to a file; a byte order mark at its beginning is no part of the text, and stays."""
    for found in unseen(text):
        start = found.start + (found.start == 0 and text.startswith("\ufeff"))
        if start < found.end:
            yield Edit(start, found.end, "")
