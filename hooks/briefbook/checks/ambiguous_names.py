"""A name that two actors bear says nobody's name, unless the brief lists one of them or settles it by hand.

Why: a name that two actors share leads to neither, and the mention is lost from both pages.

Wrong: `Li` in a text, where two actors have the alias Li and the brief lists both or neither

Right: `actors: [li-qiang]` above the text, or `[[li-qiang|Li]]` in it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefbook.model import Library, Problem

RULES = {"ambiguous-name": "warning"}


def check(library: Library) -> Iterator[Problem]:
    """Yield an `ambiguous-name` for the first place of each such name in a brief: a warning, since nothing breaks."""
    for brief in library.briefs:
        seen: set[str] = set()
        for name in library.ambiguities.get(brief.id, ()):
            if name.text not in seen:
                seen.add(name.text)
                ids = " or ".join(f"'{actor}'" for actor in name.actors)
                message = (
                    f"'{name.text}' may be {ids}; list the one that is meant, or write [[{name.actors[0]}|{name.text}]]"
                )
                problem = brief.source.problem_in_body("ambiguous-name", message, name.start)
                yield replace(problem, severity="warning")
