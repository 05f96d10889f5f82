"""The line itself: texts are read, validated, linked and checked; from the Library come the pages and the outputs.

It reads no disk and knows no MkDocs: (path, text) pairs come in, a Site goes out.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from types import ModuleType
from typing import NamedTuple

from briefbook import checks, paths
from briefbook.basis import digest_of_faces
from briefbook.checks import future_dates
from briefbook.digests import digest_of
from briefbook.frame import is_elsewhere
from briefbook.known import NOTHING, Known, Reading, is_draft
from briefbook.link import link
from briefbook.lookup import all_pages
from briefbook.mentions import Matcher, digest_of_names, find
from briefbook.model import (
    CARD,
    Actor,
    Ambiguity,
    Brief,
    Library,
    Mention,
    Page,
    Problem,
    Record,
    Settings,
    Site,
)
from briefbook.read import read
from briefbook.related import Relations
from briefbook.shelf import modules
from briefbook.validate import validate
from briefbook.workers import Spread, one_by_one

RULES = modules(checks)
SEVERE = tuple(rule for rule in RULES if getattr(rule, "ALONE", False) or "error" in rule.RULES.values())
"""The rules that may find an error, and those that look at one text alone."""
_AT_ONCE = 100
_HOME = "index.md"
"""The page that there is in any case."""


def build(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    others: Iterable[str] = (),
    with_drafts: bool = False,
    spread: Spread = one_by_one,
) -> Site:
    """Make the Site of some Markdown files; `others` are the paths that are published as they are.

    Texts are the files' contents decoded as UTF-8 with `surrogateescape`. There are pages only where no problem is an
    error; all problems are there in any case, sorted by file and line.
    """
    others = frozenset(others)
    learned = learn(texts, settings, others=others, with_drafts=with_drafts, spread=spread)
    return site_of(learned, others)


def site_of(learned: Learned, others: Collection[str]) -> Site:
    """Make the Site of what was learned; `others` are the paths that are published as they are."""
    library, problems = learned.library, learned.problems
    made = tuple(all_pages(library)) if not errors_of(problems) else ()
    problems += tuple(clashes(library, made, others))
    return Site(library.settings, made, in_order(problems), library)


def ahead(library: Library, today: date) -> tuple[Problem, ...]:
    """What claims a day that is yet to come, and may not be published for that; no page or file hangs on the answer."""
    return errors_of(future_dates.check(replace(library, today=today)))


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stand in the way of publishing, in order."""
    return in_order(problem for problem in problems if problem.severity == "error")


def clashes(library: Library, made: Sequence[Page], others: Collection[str]) -> Iterator[Problem]:
    """Two sources of one address, and what all pages lead to in vain; nothing where none could be `made`."""
    if made:
        yield from _collisions(_addresses(made), library.files)
    yield from _lost_ways(library.settings, made, others)


def collect(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    others: Iterable[str] = (),
    today: date | None = None,
    with_drafts: bool = False,
    spread: Spread = one_by_one,
) -> tuple[Library, tuple[Problem, ...]]:
    """Make the Library of the records that hold, and list what does not."""
    learned = learn(texts, settings, others=others, today=today, with_drafts=with_drafts, spread=spread)
    return learned.library, learned.problems


class Learned(NamedTuple):
    """What some files amount to: their Library, what is wrong, and what need not be found out again."""

    library: Library
    problems: tuple[Problem, ...]
    known: Known


def learn(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    known: Known = NOTHING,
    others: Iterable[str] = (),
    today: date | None = None,
    with_drafts: bool = False,
    rules: Sequence[ModuleType] = RULES,
    pending: Collection[str] = frozenset(),
    spread: Spread = one_by_one,
    linked: Callable[[Library], object] = lambda library: None,
) -> Learned:
    """Read some texts beside what is `known` of others, search them for mentions, link all, and check by some rules.

    Whatever the `rules`, those that look at one text alone must be among them: what they say is held as known. Texts that
    are `pending` are read, but neither searched nor judged, and not known to be. What need not wait for a judgement can
    begin with the Library as soon as it is `linked`.
    """
    fresh = _readings(tuple(texts), spread)
    if known.with_drafts != with_drafts:
        known = known.without({path for path, reading in known.readings.items() if is_draft(reading)})
    readings = dict(sorted({**known.readings, **fresh}.items()))
    records = [reading.record for reading in readings.values() if reading.record is not None]
    known = replace(known, with_drafts=with_drafts, readings=readings).without(fresh)
    known = _searched(known, records, spread, pending)
    library = link(
        records,
        settings,
        _by_brief(known),
        unread=frozenset(path for path, reading in readings.items() if reading.record is None),
        files=frozenset(others).union(readings),
        today=today,
        with_drafts=with_drafts,
    )
    library = replace(library, related=known.related)
    linked(library)
    known, problems = _checked(known, library, rules, spread, pending)
    collisions = _collisions(_by_path({_HOME, *library.files}), library.files)
    problems = chain(problems, collisions, *(reading.problems for reading in readings.values()))
    return Learned(library, in_order(problems), known)


def with_related(learned: Learned, spread: Spread) -> Learned:
    """Look for the related briefs of all briefs at once, so that they are known to pages and to the next build."""
    related = Relations(learned.library).all(spread)
    return Learned(replace(learned.library, related=related), learned.problems, replace(learned.known, related=related))


def _readings(texts: Sequence[tuple[str, str]], spread: Spread) -> dict[str, Reading]:
    """What each text holds, and what is wrong with it."""

    def part(number: int) -> list[Reading]:
        return [reading_of(*each) for each in texts[number * _AT_ONCE : (number + 1) * _AT_ONCE]]

    read_ones = chain.from_iterable(spread(part, -(-len(texts) // _AT_ONCE)))
    return {path: reading for (path, _), reading in zip(texts, read_ones, strict=True)}


def reading_of(path: str, text: str) -> Reading:
    """What one text holds, and what is wrong with it."""
    source, refused = read(path, text)
    if source is None:
        return Reading(None, refused)
    record, invalid = validate(source)
    return Reading(record, (*refused, *invalid))


def _searched(known: Known, records: Sequence[Record], spread: Spread, pending: Collection[str]) -> Known:
    """Look for the names of the registry in the briefs of which it is not known what they mention."""
    actors = [record for record in records if isinstance(record, Actor)]
    registry = digest_of_names(actors)
    if registry != known.registry:
        known = replace(known, registry=registry, found={}, matcher=None, remarks={})
    shown = (record for record in records if isinstance(record, Brief))
    standing = {
        brief.source.path: brief
        for brief in shown
        if (brief.status == "published" or (brief.status == "draft" and known.with_drafts))
        and brief.source.path not in pending
    }
    unknown = [brief for path, brief in standing.items() if path not in known.found]
    matcher = known.matcher or (Matcher(actors) if unknown else None)
    found = find(unknown, matcher, spread) if matcher else ()
    held = {**known.found, **{brief.source.path: each for brief, each in zip(unknown, found, strict=True)}}
    return replace(known, matcher=matcher, found={path: held[path] for path in standing})


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

    Those that look at the front matter of all are asked again when any of it has changed.
    """
    unseen = library.only(known.readings.keys() - known.remarks.keys() - frozenset(pending))
    fronts = _digest_of_fronts(library, rules)
    said = known.of_fronts[1] if known.of_fronts[0] == fronts else None

    def of_rule(number: int) -> list[Problem]:
        rule = rules[number]
        if said is not None and _is_of_fronts(rule):
            return []
        return list(rule.check(unseen if getattr(rule, "ALONE", False) else library))

    found = spread(of_rule, len(rules))
    remarks: defaultdict[str, list[Problem]] = defaultdict(list)
    of_fronts: list[Problem] = []
    others: list[Problem] = []
    for rule, problems in zip(rules, found, strict=True):
        if getattr(rule, "ALONE", False):
            for problem in problems:
                remarks[problem.path].append(problem)
        else:
            (of_fronts if _is_of_fronts(rule) else others).extend(problems)
    said = tuple(of_fronts) if said is None else said
    judged = (path for path in known.readings if path not in pending)
    held = {path: known.remarks[path] if path in known.remarks else tuple(remarks[path]) for path in judged}
    return replace(known, remarks=held, of_fronts=(fronts, said)), chain(others, said, *held.values())


def _digest_of_fronts(library: Library, rules: Sequence[ModuleType]) -> bytes:
    """A digest of the front matter of all records that are shown, and of the rules that look at it."""
    return digest_of(digest_of_faces(library.records), [rule.__name__ for rule in rules if _is_of_fronts(rule)])


def _is_of_fronts(rule: ModuleType) -> bool:
    return getattr(rule, "FRONT", False)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and line."""
    return tuple(sorted(problems, key=lambda each: (each.path, each.line, each.column, each.rule, each.message)))


def _addresses(made: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """The file that each page is published as, with the path of its source."""
    return ((page.destination, page.path) for page in made)


def _by_path(sources: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The file as which each source would be published, a picture as itself."""
    return ((f"{paths.url_of(path)}index.html" if path.endswith(".md") else path, path) for path in sources)


def _lost_ways(settings: Settings, made: Sequence[Page], others: Collection[str]) -> Iterator[Problem]:
    """What every page of the site leads to, and is not there: entries of the navigation, the picture of its links."""
    urls = {page.url for page in made}
    for way in settings.navigation if made else ():
        if not is_elsewhere(way.url) and way.url not in urls:
            message = f"the navigation's '{way.text}' leads to '{way.url}', where there is no page"
            yield Problem("../mkdocs.yml", 1, 1, "settings", message)
    if made and settings.card not in {CARD, *others}:
        message = f"'card' is '{settings.card}', and there is no such picture in docs"
        yield Problem("../mkdocs.yml", 1, 1, "settings", message)


def _collisions(addresses: Iterable[tuple[str, str]], real: Collection[str]) -> Iterator[Problem]:
    """Two sources of one address; addresses that differ in case or in Unicode form alone are one on many disks.

    Of the two the one is told that is a file, `real`, and not a page that the site makes; of two files the later.
    """
    pictures = ((path, path) for path in real if not path.endswith(".md"))
    claims = {*addresses, *pictures}
    if len({_as_on_any_disk(address) for address, _ in claims}) == len(claims):
        return
    taken: dict[str, str] = {}
    for address, path in sorted(claims, key=lambda each: (each[1] in real, each[1])):
        same = _as_on_any_disk(address)
        if same in taken:
            where = f"/{address.removesuffix('index.html')}"
            message = f"{paths.shown(taken[same])} would be published at the same address, {where}; move one of them"
            yield Problem(path, 1, 1, "duplicate-url", message)
        taken.setdefault(same, path)


def _as_on_any_disk(address: str) -> str:
    """An address without what some disks do not tell apart."""
    return address.lower() if address.isascii() else unicodedata.normalize("NFC", address).casefold()
