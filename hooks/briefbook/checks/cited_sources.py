"""Every `[^id]` in a brief's body cites a source of that id, or a footnote that the body defines.

Why: a mark that cites nothing is a claim without its source.

Wrong: `The parties signed.[^text]` with no source of that id

Right: `sources: [{id: text, title: Agreement of 4 March}]` above it
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citations import citations, misplaced
from briefbook.model import Library, Problem
from briefbook.nearest import did_you_mean

RULES = {"unknown-source": "error", "misplaced-citation": "error"}
RESTS_ON = {"unknown-source": (("sources", "id"),)}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield an `unknown-source` for each mark that leads nowhere, a `misplaced-citation` where none can be made of it."""
    for brief in library.written:
        known = {reference.id for reference in brief.sources if reference.id}
        for cited in citations(brief.source.body):
            if cited.id not in known:
                near = did_you_mean(cited.id, known) or "; add a source with this id, or define the footnote"
                yield brief.source.problem_in_body("unknown-source", f"no source '{cited.id}'{near}", cited.start)
        for cited in misplaced(brief.source.body):
            message = f"'[^{cited.id}]' stands inside a link or HTML, where it stays as it is; move it behind"
            yield brief.source.problem_in_body("misplaced-citation", message, cited.start)
