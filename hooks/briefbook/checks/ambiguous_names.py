"""A name that two actors bear is nobody's, unless the brief lists one of them or settles it by hand.

Why: to guess would put a sentence on the wrong person's page, for good.

Wrong: `Imran Khan spoke.` in a brief that lists neither of the two

Right: `actors: [imran-khan]`, or `[[imran-khan|Imran Khan]] spoke.`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem

ALONE = True
RULES = {"ambiguous-name": "warning"}


def check(library: Library) -> Iterator[Problem]:
    """Yield an `ambiguous-name` for the first place of each such name in a brief."""
    for brief in library.briefs:
        seen: set[str] = set()
        for name in library.ambiguities.get(brief.id, ()):
            if name.text not in seen:
                seen.add(name.text)
                ids = " or ".join(f"'{actor}'" for actor in name.actors)
                hand = f"[[{name.actors[0]}|{name.text}]]"
                message = f"'{name.text}' may be {ids}; list the one that is meant, or write {hand}"
                yield brief.source.problem_in_body("ambiguous-name", message, name.start, "warning")
