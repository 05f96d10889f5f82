"""An old id in `redirect_from` belongs to one record, and no living record has it.

Why: an old address can lead to one page only, and it must not hide a page that is there. Ids are permanent: once given
away they are never given to another record. The id that a record has now stands among them in one case alone: as the
first of several, where it is the permanent id of a record that had others since, or that took another in.

Wrong: `redirect_from: [strike-ends]` in a brief of 2024 whose sister is `2024/strike-ends`

Right: `redirect_from: [2024/strike-over]`, the id that this brief had before
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from briefbook import paths
from briefbook.model import Actor, Author, Brief, Library, Problem, Record, Section, Topic

RULES = {"redirect": "error"}
RESTS_ON = {"redirect": (("redirect_from",),)}


def check(library: Library) -> Iterator[Problem]:
    """Yield a `redirect` for each old id that is claimed twice, or that a record still has."""
    by_kind: Mapping[str, Mapping[str, Brief | Actor | Topic | Section | Author]] = {
        "brief": library.brief_of,
        "actor": library.actors,
        "topic": library.topics,
        "section": library.sections,
        "author": library.authors,
    }
    for kind, records in by_kind.items():
        claims: defaultdict[str, list[Record]] = defaultdict(list)
        for record in sorted(records.values(), key=_is_misplaced):
            for number, old in enumerate(record.redirect_from):
                is_first_of_several = number == 0 and len(record.redirect_from) > 1
                if message := _taken(kind, old, record, library, is_first_of_several):
                    yield record.source.problem("redirect", message, "redirect_from", number)
                claims[old].append(record)
                if claims[old][0] is not record or claims[old].count(record) > 1:
                    first = paths.shown(claims[old][0].source.path)
                    message = f"the old id '{old}' is claimed by {first} already; keep it in one of them"
                    yield record.source.problem("redirect", message, "redirect_from", number)


def _is_misplaced(record: Record) -> bool:
    return ("path",) in record.source.lost


def _taken(kind: str, old: str, record: Record, library: Library, may_be_own: bool) -> str | None:
    if old == record.id:
        return None if may_be_own else f"'{old}' is the id that this {kind} has now; name only those it had before"
    path = paths.path_of(kind, old)
    if path in library.files:
        return f"'{old}' is the id of {paths.shown(path)}; an old id cannot be one that is in use, so take it out"
    if not (paths.is_brief_id(old) if kind == "brief" else paths.is_id(old)):
        return f"'{old}' cannot have been an id, since the site has a page of its own there; take it out"
    return None
