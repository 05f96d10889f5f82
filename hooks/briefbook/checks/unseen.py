"""A text has no characters without a width that came along with pasted words; `briefbook fix` takes them out.

Why: nobody sees them, and a search for the words around them may miss. Inside a word, or in front matter, they are an
error (`encoding`), and so are everywhere the signs that turn the reading direction. Between words they are a warning, since
they come along with honest words: of 399 articles of an archive that was written for another site, three have one, and
none inside a word. Joiners and direction marks stay where a script needs them: joiners beside a letter that joins,
direction marks in a paragraph with Arabic, Hebrew or another script from right to left.

Wrong: `The parties signed.` with U+200B behind its last word

Right: `The parties signed.`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.characters import unseen
from briefbook.model import Library, Problem

RULES = {"unseen": "warning"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield one `unseen` for the first of them in a body, which tells the number of the others."""
    for record in library.records:
        body = record.source.body
        if found := list(unseen(body)):
            more = f", here and in {len(found) - 1} other places" if len(found) > 1 else ""
            code = ord(body[found[0].start])
            message = f"the character U+{code:04X} is invisible and not needed{more}; run briefbook fix, which deletes it"
            yield record.source.problem_in_body("unseen", message, found[0].start, "warning")
