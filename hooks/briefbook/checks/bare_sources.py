"""A source says who published it and when.

Why: a reader weighs a source by its publisher and its date; a title alone cannot be found again when its address is gone.

Wrong: `- title: Agreement of 4 March`

Right: `- {title: Agreement of 4 March, publisher: Port Authority, date: 2024-03-04}`
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import Library, Problem

RULES = {"bare-source": "warning"}
RESTS_ON = {"bare-source": (("sources", "title"), ("sources", "publisher"), ("sources", "date"))}
ALONE = True


def check(library: Library) -> Iterator[Problem]:
    """Yield a `bare-source` for each source without a publisher or a date."""
    for brief in library.briefs:
        for number, source in enumerate(brief.sources):
            missing = [name for name, value in (("publisher", source.publisher), ("date", source.date)) if not value]
            if missing:
                message = f"the source '{source.title}' has no {' and no '.join(missing)}; add it"
                yield brief.source.warning("bare-source", message, "sources", number)
