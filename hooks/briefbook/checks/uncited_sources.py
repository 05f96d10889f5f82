"""In a brief whose text cites its sources, it cites each that has an id.

Why: an id is there to be cited by; a source that no sentence cites was forgotten in the text, or left over.

Wrong: `sources: [{id: text, ...}, {id: census, ...}]` in a brief with `[^text]` and no `[^census]`

Right: `[^census]` behind the sentence that rests on it, or the source without its `id`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citations import citations
from briefbook.model import Library, Problem

RULES = {"uncited-source": "warning"}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield an `uncited-source` for each source with an id that the text never cites, where it cites another."""
    for brief in library.briefs:
        ids = {source.id for source in brief.sources if source.id}
        cited = {each.id for each in citations(brief.source.body)} if ids else set()
        if not cited & ids:
            continue
        for number, source in enumerate(brief.sources):
            if source.id and source.id not in cited:
                message = f"the text never cites [^{source.id}]; cite it where it belongs, or take out its id"
                yield brief.source.warning("uncited-source", message, "sources", number, "id")
