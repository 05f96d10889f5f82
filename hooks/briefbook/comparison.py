"""Compares two Libraries: which records came, went and changed, which pages that alters, and which addresses it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefbook import paths
from briefbook.links import links
from briefbook.model import Brief, Library, Problem, Prose, Record


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a reviewer has to know, each part in the order of the paths."""

    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    removed: tuple[Record, ...]
    moved: tuple[tuple[Record, Record], ...]
    pages: tuple[str, ...]
    linking: Mapping[str, tuple[str, ...]]
    """The paths of the briefs that refer to a changed or removed brief, by its path."""
    broken: tuple[Problem, ...]


def compare(before: Library, after: Library) -> Comparison:
    """Compare the records of two Libraries by their paths and by what they hold."""
    old = {record.source.path: record for record in before.records}
    new = {record.source.path: record for record in after.records}
    claimed = dict(_claimed(new.values()))
    gone = [old[path] for path in sorted(old.keys() - new.keys()) if path not in after.unread]
    moved = tuple((each, claimed[each.source.path]) for each in gone if each.source.path in claimed)
    came = {each.source.path for _, each in moved}
    changed = [(old[path], new[path]) for path in sorted(old.keys() & new.keys()) if _differs(old[path], new[path])]
    added = tuple(new[path] for path in sorted(new.keys() - old.keys() - came) if path not in before.unread)
    removed = tuple(each for each in gone if each.source.path not in claimed)
    touched = [*added, *removed, *(each for pair in (*changed, *moved) for each in pair)]
    return Comparison(
        added=added,
        changed=tuple(each for _, each in changed),
        removed=removed,
        moved=moved,
        pages=tuple(sorted({url for record in touched for url in _pages(record)})),
        linking=_linking(after, {record.source.path for record in touched if isinstance(record, Brief)}),
        broken=tuple(_broken(removed, [*changed, *moved])),
    )


def brought(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems after a change; the near twins that it brings are errors, until somebody has looked at them."""
    known = {(problem.path, problem.message) for problem in before if problem.rule == "near-twin"}
    return tuple(
        replace(problem, severity="error", fix="if they are two, an editor says so by the label 'twins-checked'")
        if problem.rule == "near-twin" and (problem.path, problem.message) not in known
        else problem
        for problem in after
    )


def smuggled(found: Comparison, outside: Iterable[str]) -> Iterator[Problem]:
    """The files outside the content that a change to the content brings along: none may pass unseen among texts."""
    if found.added or found.changed or found.removed or found.moved:
        for path in outside:
            message = "this file is no text and no picture of one; propose it apart from texts"
            fix = "if they belong together, a maintainer says so by the label 'files-checked'"
            yield Problem(f"../{path}", 1, 1, "outside", message, fix=fix)


def _claimed(records: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    for record in records:
        kind = paths.FOLDERS.get(record.source.path.partition("/")[0], "")
        for old in getattr(record, "redirect_from", ()):
            yield paths.path_of(kind, old), record


def _differs(one: Record, other: Record) -> bool:
    return one.source.fields != other.source.fields or one.source.body != other.source.body


def _pages(record: Record) -> Iterator[str]:
    """The addresses of the pages that show a record."""
    yield paths.url_of(record.source.path)
    if isinstance(record, Brief):
        yield from ("", "briefs/", f"briefs/{record.date.year:04}/", paths.link_to("section", record.section))
        for kind, ids in (("actor", record.actors), ("topic", record.topics), ("author", record.authors)):
            yield from (paths.link_to(kind, each) for each in ids)


def _linking(library: Library, touched: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for brief in library.briefs:
        path = brief.source.path
        folder = path.rpartition("/")[0]
        named = {paths.path_of("brief", each) for each in brief.related}
        named |= {paths.joined(folder, link.target.partition("#")[0]) for link in links(brief.source.body)}
        for each in named & touched - {path}:
            found.setdefault(each, []).append(path)
    return {path: tuple(sorted(linking)) for path, linking in sorted(found.items())}


def _broken(removed: Iterable[Record], pairs: Iterable[tuple[Record, Record]]) -> Iterator[Problem]:
    """Addresses and permanent ids that readers have and that would lead nowhere."""
    for record in removed:
        if isinstance(record, Prose) or getattr(record, "status", "") == "draft":
            continue
        kind = paths.FOLDERS[record.source.path.partition("/")[0]]
        instead = (
            "withdraw it ('status: withdrawn', with the reason), or" if kind == "brief" else "merge it into another, or"
        )
        message = f"this {kind} is gone, and its address with it; {instead} name its id in the 'redirect_from' of another"
        yield Problem(record.source.path, 1, 1, "gone", message)
    for one, other in pairs:
        if _permanent(one) != _permanent(other):
            message = (
                f"the permanent id was '{_permanent(one)}' and becomes '{_permanent(other)}'; only add to 'redirect_from'"
            )
            yield other.source.problem("permanent-id", message, "redirect_from")


def _permanent(record: Record) -> str:
    old: tuple[str, ...] = getattr(record, "redirect_from", ())
    return old[0] if old else record.id
