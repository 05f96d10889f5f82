"""What is left of a record that cannot be made whole: its good fields, its ids and its body, for the rules to judge.

An author is to read at once all that is wrong with a file, not the next mistake when the first is mended. So a record is
made of what holds; the rules look at it among the others, and nobody else ever does: it is not linked, shown or remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from briefbook import paths
from briefbook.misplaced import misplaced
from briefbook.model import Actor, Author, Brief, Library, Problem, Prose, Record, Section, Source, Topic
from briefbook.positions import Key, Position, packed, unpacked
from briefbook.validate import ADAPTERS, contradictions, key_of, meant_by, no_front_matter, problems_of

R = TypeVar("R", bound=Record)
_ROUNDS = 4
"""What is empty when its wrong entries are gone shows in the second round, what needs that in the third."""
_IN_PLACE: Mapping[str, Any] = {
    "title": "-", "name": "-", "summary": "-", "note": "-", "reason": "-",
    "date": "0001-01-01", "section": "none", "authors": ["none"], "topics": ["none"], "kind": "person",
}  # fmt: skip
"""What holds in the place of a field that is needed and missing, until the record is made."""
_NOTHING: Mapping[str, Any] = {"title": "", "name": "", "summary": "", "section": "", "authors": (), "topics": ()}


@dataclass(frozen=True, slots=True)
class Remains:
    """A record made of what holds, and the keys of what its author is told of, () for all of the front matter.

    ("path",) says that the file lies in a folder where it cannot stay, so that its links do not stay either.
    """

    record: Record
    lost: frozenset[Key]

    def is_lost(self, field: str, part: str = "") -> bool:
        """Whether a field, or a part of its entries, may be otherwise when the file is mended."""
        return any(
            field != "path" if not key else key[0] == field and (not part or len(key) < 3 or key[2] == part)
            for key in self.lost
        )


class _Sorted(NamedTuple):
    """What holds of some fields, where it stands, and the keys of what does not."""

    record: Record | None
    lost: frozenset[Key]
    problems: tuple[Problem, ...]


def salvage(source: Source) -> tuple[Remains | None, tuple[Problem, ...]]:
    """What is left of a source of which no record can be made, and all that is wrong with it."""
    told: list[Problem] = []
    lost = {*source.lost}
    try:
        kind, record_id = paths.place_of(source.path)
    except paths.PathError as error:
        told.append(Problem(source.path, 1, 1, "path", str(error)))
        kind, record_id, stays = _meant_place(source.path)
        lost |= set() if stays else {("path",)}
    if kind == "page" and (meant := misplaced(source)):
        told.append(Problem(source.path, 1, 1, "path", meant.message))
        kind, record_id = meant.kind, meant.id
        lost.add(("path",))
    if not source.body_line > 1 and kind != "page":
        if told:
            return None, tuple(told)  # it may be no record at all
        told.append(Problem(source.path, 1, 1, "front-matter", no_front_matter(kind, source.body)))
        if source.body.lstrip()[:2] in {"--", "++", "\u2014\u2014"}:
            return None, tuple(told)  # what looks like a body begins with fields
        lost.add(())
    found = _sorted(kind, record_id, source, frozenset(lost))
    told += found.problems
    if found.record is None:
        return None, tuple(told)
    remains = Remains(found.record, found.lost)
    if isinstance(remains.record, Brief):
        told += (each for each, rests_on in contradictions(remains.record) if not any(map(remains.is_lost, rests_on)))
    return remains, tuple(told)


def beside(library: Library, remains: Iterable[Remains], with_drafts: bool) -> Library:
    """The Library as the rules see it: with what is left of the records that do not hold; drafts as in `link`."""
    left = [each.record for each in remains]
    if not left:
        return library

    def these(kind: type[R], whole: Mapping[str, R]) -> dict[str, R]:
        more = {record.id: record for record in left if isinstance(record, kind)}
        return dict(sorted({**more, **whole}.items())) if more else dict(whole)

    briefs = these(Brief, {brief.id: brief for brief in library.written})
    drafts = {key: brief for key, brief in briefs.items() if brief.status == "draft"}
    shown = {key: brief for key, brief in briefs.items() if with_drafts or brief.status != "draft"}
    return replace(
        library,
        briefs=tuple(shown.values()),
        brief_of=shown,
        drafts=drafts,
        actors=these(Actor, library.actors),
        topics=these(Topic, library.topics),
        sections=these(Section, library.sections),
        authors=these(Author, library.authors),
        prose=these(Prose, library.prose),
    )


def without_echoes(rule: ModuleType, problems: Iterable[Problem], remains: Mapping[str, Remains]) -> Iterator[Problem]:
    """What a rule says, but for what only follows from something that the author is told of already.

    `remains` are those of the Library that it looked at, by path. On which fields it rests, the rule says itself.
    """
    rests_on: Mapping[str, Collection[tuple[str, ...]]] = getattr(rule, "RESTS_ON", {})
    for problem in problems:
        left = remains.get(problem.path)
        if left is None or not any(left.is_lost(*fields) for fields in rests_on.get(problem.rule, ())):
            yield problem


def _meant_place(path: str) -> tuple[str, str, bool]:
    """What a file with a wrong path was probably meant to be, its id then, and whether its folder can stay."""
    folder, _, rest = path.removesuffix(".md").partition("/")
    parent, slash, name = rest.rpartition("/")
    kind = paths.FOLDERS[folder]
    if name.casefold() in paths.INDICES and parent:
        return kind, paths.without_index(rest), False
    stays = paths.is_brief_id(f"{parent}/a") if kind == "brief" else not parent
    return kind, f"{parent}{slash}{paths.slug(name)}" if stays else rest, stays


def _sorted(kind: str, record_id: str, source: Source, lost: frozenset[Key]) -> _Sorted:
    """Try to make the record again and again, without what did not hold."""
    values, positions = _copied(source.fields), dict(unpacked(source.positions))
    problems: tuple[Problem, ...] = ()
    filled: set[str] = set()
    for number in range(_ROUNDS):
        values = {name: value for name, value in values.items() if value not in ("", [])}
        bare = replace(source, fields=values, positions=packed(positions))
        try:
            record = ADAPTERS[kind].validate_python({**values, "id": record_id, "source": bare})
        except ValidationError as error:
            errors = error.errors(include_url=False)
            if number == 0 and () not in lost:
                problems = tuple(problems_of(kind, source, error))
            taken: set[Key] = set()
            for each in errors:
                key = key_of(each["loc"])
                if each["type"] == "missing":
                    if not _fill(values, key):
                        taken.add(key[:-1])
                    filled |= {str(key[0])} if len(key) == 1 else set()
                else:
                    taken.add(key)
                if number == 0:
                    lost |= {_lost_by(kind, key, each["type"])}
            for key in sorted(taken, key=lambda key: [(isinstance(part, str), part) for part in key], reverse=True):
                _take_out(values, positions, key)
            continue
        emptied = {name: empty for name, empty in _NOTHING.items() if name in filled}
        told = replace(record.source, lost=tuple(lost))
        return _Sorted(replace(record, source=told, **emptied), lost, problems)
    return _Sorted(None, lost, problems)


def _lost_by(kind: str, key: Key, error: str) -> Key:
    """The key of what may be otherwise when an error is mended: of an unknown field the one that was meant."""
    if error in {"unexpected_keyword_argument", "extra_forbidden"}:
        meant = meant_by(kind, key)
        return (*key[:-1], meant) if meant else key[:-1] or key
    return key


def _fill(values: Any, key: Key) -> bool:
    """Put something that holds in the place of a field that is missing; False where nothing does."""
    for part in key[:-1]:
        values = values[part]
    name = str(key[-1])
    if name not in _IN_PLACE or (name == "date" and len(key) > 1):
        return False
    values[name] = _IN_PLACE[name]
    return True


def _take_out(values: Any, positions: dict[Key, Position], key: Key) -> None:
    """Take a value out; the entries of a list behind it keep the places in the file where they stand."""
    for part in key[:-1]:
        values = values[part]
    last: Any = key[-1]
    if isinstance(values, dict) and last in values:
        del values[last]
        for each in [each for each in positions if each[: len(key)] == key]:
            del positions[each]
    elif isinstance(values, list) and isinstance(last, int) and last < len(values):
        del values[last]
        above, depth = key[:-1], len(key) - 1
        inside = [each for each in positions if each[:depth] == above and len(each) > depth]
        moved = {each: positions.pop(each) for each in inside}
        for each, at in moved.items():
            place = each[depth]
            if isinstance(place, int) and place != last:
                positions[(*above, place - (place > last), *each[depth + 1 :])] = at


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(each) for name, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value
