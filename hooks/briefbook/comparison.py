"""Compares two Libraries: which records came, went and changed, which pages that alters, and which addresses it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefbook import paths
from briefbook.model import Brief, Library, Problem, Prose, Record

_RECORDS = tuple(f"docs/{folder}/" for folder in paths.FOLDERS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a reviewer has to know, each part in the order of the paths."""

    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    removed: tuple[Record, ...]
    moved: tuple[tuple[Record, Record], ...]
    merged: tuple[tuple[Record, Record], ...]
    """Records that are gone, each with the one that was there beside it and has taken its address over."""
    pages: tuple[str, ...]
    linking: Mapping[str, tuple[str, ...]]
    """The paths of the records that refer to a changed or removed brief, by its path."""
    broken: tuple[Problem, ...]


def compare(before: Library, after: Library) -> Comparison:
    """Compare the records of two Libraries by their paths and by what they hold."""
    old = {record.source.path: record for record in before.records}
    new = {record.source.path: record for record in after.records}
    claimed = dict(_claimed(new.values()))
    gone = [old[path] for path in sorted(old.keys() - new.keys()) if not after.is_unread(path)]
    followed = [(each, claimed[each.source.path]) for each in gone if each.source.path in claimed]
    moved = tuple(pair for pair in followed if pair[1].source.path not in old)
    merged = tuple(pair for pair in followed if pair[1].source.path in old)
    came = {each.source.path for _, each in moved}
    changed = [(old[path], new[path]) for path in sorted(old.keys() & new.keys()) if _differs(old[path], new[path])]
    added = tuple(new[path] for path in sorted(new.keys() - old.keys() - came) if not before.is_unread(path))
    removed = tuple(each for each in gone if each.source.path not in claimed)
    touched = [*added, *removed, *(each for pair in (*changed, *moved, *merged) for each in pair)]
    return Comparison(
        added=added,
        changed=tuple(each for _, each in changed),
        removed=removed,
        moved=moved,
        merged=merged,
        pages=tuple(sorted({url for record in touched for url in _pages(record)})),
        linking=_linking(after, {record.source.path for record in touched if isinstance(record, Brief)}),
        broken=tuple(_broken(removed, [*changed, *moved])),
    )


def brought(before: Iterable[Problem], after: Iterable[Problem], changed: Iterable[str]) -> tuple[Problem, ...]:
    """The problems after a change; the near twins that it brings are errors, until somebody has looked at them.

    Of the two files that are told of each other, those among the `changed` are to blame, by their paths in the repository.
    """
    known = {(problem.path, problem.message) for problem in before if problem.rule == "near-twin"}
    own = {path.removeprefix("docs/") for path in changed}
    return tuple(
        replace(problem, severity="error", fix="if they are two, an editor says so by the label 'twins-checked'")
        if problem.rule == "near-twin" and problem.path in own and (problem.path, problem.message) not in known
        else problem
        for problem in after
    )


def beside(changed: Iterable[str]) -> tuple[str, ...]:
    """The files of a change that are no records, nor pictures beside them, by their paths in the repository."""
    return tuple(path for path in changed if not path.startswith(_RECORDS))


def smuggled(changed: Iterable[str]) -> Iterator[Problem]:
    """The files that a change brings along with records: none may pass unseen among them.

    With pages written by hand, those outside the docs folder.
    """
    listed = tuple(changed)
    holds_records = any(path.startswith(_RECORDS) for path in listed)
    holds_content = any(path.startswith("docs/") for path in listed)
    for path in beside(listed):
        if holds_records or (holds_content and not path.startswith("docs/")):
            message = "this file is no record and no picture beside one; propose it apart from these"
            fix = "if they belong together, a maintainer says so by the label 'files-checked'"
            seen_from_docs = path.removeprefix("docs/") if path.startswith("docs/") else f"../{path}"
            yield Problem(seen_from_docs, 1, 1, "outside", message, fix=fix)


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
    for record in library.records:
        path = record.source.path
        folder = path.rpartition("/")[0]
        named = {paths.path_of("brief", each) for each in record.related} if isinstance(record, Brief) else set()
        named |= {paths.joined(folder, link.target.partition("#")[0]) for link in record.source.links}
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
