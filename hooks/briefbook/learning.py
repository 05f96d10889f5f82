"""Learns what texts amount to: they are read, searched for mentions, linked and judged, beside what is known of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import chain
from types import ModuleType
from typing import NamedTuple, Protocol

from briefbook import checks, markup, paths
from briefbook.basis import digest_of_faces
from briefbook.collisions import by_path, collisions
from briefbook.digests import digest_of
from briefbook.known import NOTHING, Known, Reading, is_draft
from briefbook.link import link
from briefbook.mentions import Found, Matcher, digest_of_names, find, found_in
from briefbook.model import Actor, Ambiguity, Brief, Library, Mention, Problem, Settings
from briefbook.read import read_as_far
from briefbook.related import Relations
from briefbook.remains import beside, salvage, without_echoes
from briefbook.shelf import modules
from briefbook.tally import in_order
from briefbook.validate import validate
from briefbook.workers import Spread, one_by_one

RULES = modules(checks)
SEVERE = tuple(rule for rule in RULES if getattr(rule, "ALONE", False) or "error" in rule.RULES.values())
"""The rules that may find an error, and those that look at one text alone."""
_AT_ONCE = 50
_HOME = "index.md"
"""The page that there is in any case."""


class Learned(NamedTuple):
    """What some files amount to: their Library, what is wrong, and what need not be found out again."""

    library: Library
    problems: tuple[Problem, ...]
    known: Known


class Ahead(NamedTuple):
    """What was found out about a text before anybody asked for it."""

    path: str
    digest: bytes
    """That of the text (`digest_of_text`)."""
    reading: Reading
    found: Found | None
    names: bytes
    """A digest of the names that were looked for, as it is the `registry` of what is known."""


class Reader(Protocol):
    """Somebody who has begun to read all texts."""

    def actors(self) -> Iterable[Ahead]:
        """What was read of the actors."""

    def others(self, read_here: Callable[[Sequence[str]], object]) -> Iterable[Ahead]:
        """What was read of all others; those that nobody has begun with are, by their paths, to be read here."""


def learn(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    known: Known = NOTHING,
    others: Iterable[str] = (),
    unread: Collection[str] = (),
    today: date | None = None,
    with_drafts: bool = False,
    rules: Sequence[ModuleType] = RULES,
    pending: Collection[str] = frozenset(),
    spread: Spread = one_by_one,
    linked: Callable[[Library], object] = lambda library: None,
    early: Reader | None = None,
) -> Learned:
    """Read some texts beside what is `known` of others, search them for mentions, link all, and check by some rules.

    `others` are the paths of files that are published as they are, `unread` of files and folders that nobody may read.
    Whatever the `rules`, those that look at one text alone must be among them: what they say is held as known. Texts that
    are `pending` are read, but neither searched nor judged, and not known to be. What need not wait for a judgment can
    begin with the Library as soon as it is `linked`. Somebody may have begun `early` to read the texts.
    """
    if known.with_drafts != with_drafts:
        known = known.without({path for path, reading in known.readings.items() if is_draft(reading)})
    apart: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for path, text in texts:
        apart[is_of_actor(path)].append((path, text))
    known = replace(known, with_drafts=with_drafts).without({path for some in apart.values() for path, _ in some})
    known = _registered(_read(known, apart[True], spread, begun=(lambda here: early.actors()) if early else _nothing))
    known = _searched(_read(known, apart[False], spread, pending, early.others if early else _nothing), spread, pending)
    readings = known.readings
    records = [reading.record for reading in readings.values() if reading.record is not None]
    library = link(
        records,
        settings,
        _by_brief(known),
        unread=frozenset(path for path, reading in readings.items() if reading.record is None).union(unread),
        files=frozenset(others).union(readings, unread),
        today=today,
        with_drafts=with_drafts,
    )
    library = replace(library, related=known.related)
    linked(library)
    known, problems = _checked(known, library, rules, spread, pending)
    twice = collisions(by_path({_HOME, *library.files}), library.files)
    problems = chain(problems, twice, *(reading.problems for reading in readings.values()))
    return Learned(library, in_order(problems), known)


def with_related(learned: Learned, spread: Spread) -> Learned:
    """Look for the related briefs of all briefs at once, so that they are known to pages and to the next build."""
    related = Relations(learned.library).all(spread)
    return Learned(replace(learned.library, related=related), learned.problems, replace(learned.known, related=related))


def reading_of(path: str, text: str) -> Reading:
    """What one text holds, and what is wrong with it."""
    source, refused = read_as_far(path, text)
    if source is None:
        return Reading(None, refused)
    if not refused and (record := validate(source)[0]) is not None:
        return Reading(record)
    remains, invalid = salvage(source)
    return Reading(None, (*refused, *invalid), remains)


def outcome_of(path: str, text: str, matcher: Matcher | None, with_drafts: bool = False) -> tuple[Reading, Found | None]:
    """What one text holds and, of a brief that is shown, whom it mentions."""
    reading = reading_of(path, text)
    brief = reading.record
    if matcher and isinstance(brief, Brief) and _is_shown(brief, with_drafts):
        return reading, found_in(brief, matcher)
    return reading, None


def digest_of_text(text: str) -> bytes:
    """A digest of the text of a file as it was read."""
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def is_of_actor(path: str) -> bool:
    """Whether a file is that of an actor, by its path."""
    return _kind(path) == "actor"


def _kind(path: str) -> str | None:
    return paths.FOLDERS.get(path.partition("/")[0])


def _nothing(read_here: Callable[[Sequence[str]], object]) -> Iterable[Ahead]:
    return ()


def _read(
    known: Known,
    texts: Sequence[tuple[str, str]],
    spread: Spread,
    pending: Collection[str] = (),
    begun: Callable[[Callable[[Sequence[str]], object]], Iterable[Ahead]] = _nothing,
) -> Known:
    """Read some texts, and look for the names of the registry in each brief at once: what comes of both is sent once."""
    is_any_brief = any(_kind(path) == "brief" and path not in pending for path, _ in texts)
    matcher = known.matcher or (Matcher(_actors(known)) if is_any_brief else None)
    left = dict(texts)
    done: list[tuple[str, Reading, Found | None]] = []

    def of_text(path: str, text: str) -> tuple[str, Reading, Found | None]:
        return path, *outcome_of(path, text, None if path in pending else matcher, known.with_drafts)

    def part(number: int) -> list[tuple[str, Reading, Found | None]]:
        return [of_text(*each) for each in rest[number * _AT_ONCE : (number + 1) * _AT_ONCE]]

    def read_here(paths: Sequence[str]) -> None:
        done.extend(of_text(path, left.pop(path)) for path in paths if path in left)

    for each in begun(read_here):
        if each.path in left and each.digest == digest_of_text(left[each.path]):
            del left[each.path]
            done.append((each.path, each.reading, each.found if each.names == known.registry else None))
    rest = [*left.items()]
    done += chain.from_iterable(spread(part, -(-len(rest) // _AT_ONCE)))
    readings = {**known.readings, **{path: reading for path, reading, _ in done}}
    found = {**known.found, **{path: its for path, _, its in done if its is not None}}
    return replace(known, readings=dict(sorted(readings.items())), matcher=matcher, found=found)


def _registered(known: Known) -> Known:
    """Forget what was found by other names than those of the actors as they are now."""
    registry = digest_of_names(_actors(known))
    return known if registry == known.registry else replace(known, registry=registry, found={}, matcher=None, remarks={})


def _searched(known: Known, spread: Spread, pending: Collection[str]) -> Known:
    """Look for the names of the registry in all other briefs of which it is not known what they mention."""
    standing = {
        path: reading.record
        for path, reading in known.readings.items()
        if isinstance(reading.record, Brief) and _is_shown(reading.record, known.with_drafts) and path not in pending
    }
    unknown = [brief for path, brief in standing.items() if path not in known.found]
    matcher = known.matcher or (Matcher(_actors(known)) if unknown else None)
    found = find(unknown, matcher, spread) if matcher else ()
    held = {**known.found, **{brief.source.path: each for brief, each in zip(unknown, found, strict=True)}}
    return replace(known, matcher=matcher, found={path: held[path] for path in standing})


def _actors(known: Known) -> list[Actor]:
    return [reading.record for reading in known.readings.values() if isinstance(reading.record, Actor)]


def _is_shown(brief: Brief, with_drafts: bool) -> bool:
    return brief.status == "published" or (brief.status == "draft" and with_drafts)


def _by_brief(known: Known) -> tuple[dict[str, tuple[Mention, ...]], dict[str, tuple[Ambiguity, ...]]]:
    """The mentions and the open names, by the ids of briefs."""
    mentions, ambiguities = {}, {}
    for path, found in known.found.items():
        brief = paths.place_of(path).id
        mentions[brief] = found.mentions
        if found.ambiguities:
            ambiguities[brief] = found.ambiguities
    return mentions, ambiguities


def _checked(
    known: Known, library: Library, rules: Sequence[ModuleType], spread: Spread, pending: Collection[str]
) -> tuple[Known, Iterator[Problem]]:
    """Judge the Library; rules that look at one text alone are asked only of those that they have not seen.

    Those that look at the front matter of all are asked again when any of it has changed. They see what is left of the
    records that do not hold, but for those that are `WHOLE`: what these compare may be otherwise when it is mended.
    """
    remains = known.remains
    whole, library = library, beside(library, remains.values(), known.with_drafts)
    unseen = library.only(known.readings.keys() - known.remarks.keys() - frozenset(pending))
    fronts = _digest_of_fronts(library, rules)
    said = known.of_fronts[1] if known.of_fronts[0] == fronts else None

    def of_rule(rule: ModuleType) -> list[Problem]:
        if said is not None and _is_of_fronts(rule):
            return []
        seen = unseen if getattr(rule, "ALONE", False) else whole if getattr(rule, "WHOLE", False) else library
        return list(without_echoes(rule, rule.check(seen), remains))

    pieces = _pieces(rules)
    found = chain.from_iterable(spread(lambda number: [*map(of_rule, pieces[number])], len(pieces)))
    markup.forget()
    remarks: defaultdict[str, list[Problem]] = defaultdict(list)
    of_fronts: list[Problem] = []
    others: list[Problem] = []
    for rule, problems in zip(chain.from_iterable(pieces), found, strict=True):
        if getattr(rule, "ALONE", False):
            for problem in problems:
                remarks[problem.path].append(problem)
        else:
            (of_fronts if _is_of_fronts(rule) else others).extend(problems)
    said = tuple(of_fronts) if said is None else said
    judged = (path for path in known.readings if path not in pending)
    held = {path: known.remarks[path] if path in known.remarks else tuple(remarks[path]) for path in judged}
    return replace(known, remarks=held, of_fronts=(fronts, said)), chain(others, said, *held.values())


def _pieces(rules: Sequence[ModuleType]) -> Sequence[Sequence[ModuleType]]:
    """The rules as they are spread: those that render texts by one process, which then renders none twice."""
    apart: dict[bool, list[ModuleType]] = {True: [], False: []}
    for rule in rules:
        apart[getattr(rule, "RENDERS", False)].append(rule)
    return [each for each in (apart[True], *([rule] for rule in apart[False])) if each]


def _digest_of_fronts(library: Library, rules: Sequence[ModuleType]) -> bytes:
    """A digest of the front matter of all records that are shown, and of the rules that look at it."""
    return digest_of(digest_of_faces(library.records), [rule.__name__ for rule in rules if _is_of_fronts(rule)])


def _is_of_fronts(rule: ModuleType) -> bool:
    return getattr(rule, "FRONT", False)
