"""Takes in briefs that were written to where nothing else has changed, without linking and judging all others again.

What comes of it is what `learning.learn` makes of all texts; where that is not sure, there is nothing, and `learn` has to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import ModuleType
from typing import TypeVar

from briefbook.known import Known, Reading
from briefbook.learning import Learned, reading_of
from briefbook.link import actors_in, ancestors
from briefbook.mentions import Found, Matcher, find
from briefbook.model import Actor, Brief, Library, Mention, Problem
from briefbook.tally import in_order

K = TypeVar("K")
_FEW = 20
"""Briefs from which on it costs less to link all."""


def relearn(
    before: Learned, texts: Sequence[tuple[str, str]], files: Collection[str], rules: Sequence[ModuleType]
) -> Learned | None:
    """What is learned of some texts beside all that was learned `before`, by the same settings and of the same `files`."""
    known = before.known
    if len(texts) > _FEW or known.matcher is None or before.library.files != files or known.remains:
        return None
    fresh = {path: reading_of(path, text) for path, text in texts}
    pairs = [_pair(known.readings.get(path), reading) for path, reading in fresh.items()]
    briefs = [pair for pair in pairs if pair]
    if len(briefs) < len(pairs):
        return None
    found = dict(zip(fresh, find([after for _, after in briefs], known.matcher), strict=True))
    library = before.library
    for (old, new), its in zip(briefs, found.values(), strict=True):
        library = _relinked(library, old, new, its)
    remarks, others = _judged(library, fresh.keys(), rules)
    kept = (each for each in before.problems if not _is_asked_again(each, fresh, rules))
    of_files = (problem for reading in fresh.values() for problem in reading.problems)
    known = replace(
        known,
        readings={**known.readings, **fresh},
        remarks={**known.remarks, **remarks},
        found={**known.found, **found},
    )
    problems = in_order([*kept, *of_files, *others, *(each for some in remarks.values() for each in some)])
    return Learned(library, problems, known)


def with_matcher(known: Known) -> Known:
    """Have the names of all actors laid out, which takes longer than to search a text for them."""
    if known.matcher:
        return known
    actors = (reading.record for reading in known.readings.values())
    return replace(known, matcher=Matcher(actor for actor in actors if isinstance(actor, Actor)))


def _pair(old: Reading | None, new: Reading) -> tuple[Brief, Brief] | None:
    """A brief before and after it was written to, if it still stands where it stood."""
    one, other = old.record if old else None, new.record
    if not isinstance(one, Brief) or not isinstance(other, Brief):
        return None
    stays = one.status == other.status == "published" and (one.id, one.date) == (other.id, other.date)
    return (one, other) if stays else None


def _relinked(library: Library, old: Brief, new: Brief, found: Found) -> Library:
    """The Library with one brief in the place of another of the same id and day."""
    mentions = {**library.mentions, new.id: found.mentions}
    above = library.topics
    before, after = library.mentions.get(old.id, ()), found.mentions
    briefs = tuple(new if brief is old else brief for brief in library.briefs)

    def grouped(groups: Mapping[K, tuple[Brief, ...]], keys: Callable[[Brief], Iterable[K]]) -> dict[K, tuple[Brief, ...]]:
        return _regrouped(groups, old, new, {*keys(old)}, {*keys(new)})

    def topics(brief: Brief) -> set[str]:
        return {each for topic in brief.topics if topic in above for each in (topic, *ancestors(topic, above))}

    def actors(brief: Brief) -> set[str]:
        return {*brief.actors, *(mention.actor for mention in (before if brief is old else after))}

    by_section = grouped(library.by_section, lambda brief: [brief.section])
    earlier, later = dict(library.earlier), dict(library.later)
    sections = {old.section, new.section} & by_section.keys()
    for brief in (old, *(brief for section in sections for brief in by_section[section])):
        earlier.pop(brief.id, None)
        later.pop(brief.id, None)
    for section in sections:
        line = [brief for brief in by_section[section] if brief.status != "withdrawn"]
        earlier |= {newer.id: older for newer, older in pairwise(line)}
        later |= {older.id: newer for newer, older in pairwise(line)}
    ambiguities = {key: each for key, each in library.ambiguities.items() if key != new.id}
    if found.ambiguities:
        ambiguities[new.id] = found.ambiguities
    return replace(
        library,
        briefs=briefs,
        brief_of={**library.brief_of, new.id: new},
        by_year=grouped(library.by_year, lambda brief: [brief.date.year]),
        by_section=by_section,
        by_author=grouped(library.by_author, lambda brief: brief.authors),
        by_actor=grouped(library.by_actor, actors),
        actors_of={**library.actors_of, new.id: actors_in(new, after, library.actors)},
        by_topic=grouped(library.by_topic, topics),
        mentions=mentions,
        mentions_of=_mentions_of(library.mentions_of, briefs, new.id, before, after),
        ambiguities=ambiguities,
        earlier=earlier,
        later=later,
    )


def _regrouped(
    groups: Mapping[K, tuple[Brief, ...]], old: Brief, new: Brief, left: Collection[K], joined: Collection[K]
) -> dict[K, tuple[Brief, ...]]:
    """Groups of briefs, newest first, after one has left some and another has joined some."""
    made = dict(groups)
    for key in {*left, *joined} & groups.keys():
        group = [brief for brief in groups[key] if brief is not old]
        if key in joined:
            insort(group, new, key=_rank)
        made[key] = tuple(group)
    return made


def _rank(brief: Brief) -> tuple[int, str]:
    return -brief.date.toordinal(), brief.id


def _mentions_of(
    groups: Mapping[str, tuple[Mention, ...]],
    briefs: Sequence[Brief],
    changed: str,
    before: Sequence[Mention],
    after: Sequence[Mention],
) -> dict[str, tuple[Mention, ...]]:
    """The mentions of each actor, those of one brief replaced."""
    places = {brief.id: place for place, brief in enumerate(briefs)}
    here = places[changed]
    made = dict(groups)
    for actor in {mention.actor for mention in (*before, *after)}:
        group = groups[actor]
        first = bisect_left(group, here, key=lambda mention: places[mention.brief])
        last = bisect_right(group, here, key=lambda mention: places[mention.brief])
        made[actor] = (*group[:first], *(mention for mention in after if mention.actor == actor), *group[last:])
    return made


def _judged(
    library: Library, changed: Collection[str], rules: Sequence[ModuleType]
) -> tuple[dict[str, tuple[Problem, ...]], list[Problem]]:
    """What the rules that look at one text alone say of some texts, and what the others say of the whole."""
    those = library.only(changed)
    remarks: dict[str, list[Problem]] = {path: [] for path in changed}
    others: list[Problem] = []
    for rule in rules:
        if getattr(rule, "ALONE", False):
            for problem in rule.check(those):
                remarks[problem.path].append(problem)
        else:
            others += rule.check(library)
    return {path: tuple(each) for path, each in remarks.items()}, others


def _is_asked_again(problem: Problem, changed: Collection[str], rules: Sequence[ModuleType]) -> bool:
    """Whether a problem was told by a rule that has looked at the whole again, or by a look at a text that has changed."""
    if problem.rule == "duplicate-url":
        return False  # it is about the paths of files
    return problem.path in changed or any(problem.rule in rule.RULES for rule in rules if not getattr(rule, "ALONE", False))
