"""Finds for each brief the briefs that are related to it, and says why in words.

What two briefs share counts the more the rarer it is, and fades with the time between them. Postings are sorted by
date, and a brief is compared with its neighbours in each of them only, so that the work grows in proportion to the
briefs, whatever everybody writes about.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefbook.model import Brief, Library

_MOST = 5
_NEIGHBOURS = 40
_YEAR = 365.0
_LISTED, _MENTIONED, _TOPIC = 1.0, 0.6, 0.8
_Feature = tuple[str, str]


class Related(NamedTuple):
    """A related brief and the reason in words."""

    brief: Brief
    reason: str


class Relations:
    """What each brief has in common with the others; related briefs are looked for when they are asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._standing = [brief for brief in library.briefs if brief.status == "published"]
        self._places = {brief.id: place for place, brief in enumerate(self._standing)}
        self._features = [_features(brief, library) for brief in self._standing]
        self._postings = _postings(self._features)
        self._rarity = {
            feature: math.log(1 + len(self._standing) / len(places)) for feature, places in self._postings.items()
        }
        self._days = [brief.date.toordinal() for brief in self._standing]
        self._fading = _fading(self._days)
        self._chosen = _chosen(self._standing)

    def of(self, brief: Brief) -> tuple[Related, ...]:
        """At most five briefs: those that an editor chose, then the most alike; none for a brief that does not stand."""
        if (place := self._places.get(brief.id)) is None:
            return ()
        editors = self._chosen.get(brief.id, {})
        today, days, fading = self._days[place], self._days, self._fading
        scores = _scores(place, self._features[place], self._postings, self._rarity)
        ranked = [(-score * fading[abs(today - days[other])], other) for other, score in scores.items()]
        ranked.sort()
        best = (self._standing[other] for _, other in ranked[: _MOST + len(editors)])
        alike = [other for other in best if other.id not in editors][: max(0, _MOST - len(editors))]
        by_hand = [(self._library.brief_of[key], why) for key, why in editors.items()]
        reasons = [(other, self._reason(brief, other)) for other in alike]
        return tuple(Related(*each) for each in [*by_hand, *reasons][:_MOST])

    def _reason(self, one: Brief, other: Brief) -> str:
        mine, theirs = (self._features[self._places[each.id]] for each in (one, other))
        return _reason(one, other, mine, theirs, self._rarity, self._library)


def _scores(
    place: int,
    mine: Mapping[_Feature, float],
    postings: Mapping[_Feature, list[tuple[int, float]]],
    rarity: Mapping[_Feature, float],
) -> dict[int, float]:
    """What a brief shares with its neighbours in the postings, by their places among all briefs."""
    scores: dict[int, float] = {}
    for feature, weight in mine.items():
        places, value = postings[feature], rarity[feature] * weight
        at = bisect_left(places, (place,))
        for other, its_weight in places[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
            scores[other] = scores.get(other, 0.0) + value * its_weight
    scores.pop(place, None)
    return scores


def _fading(days: list[int]) -> list[float]:
    """What is left of a score after so many days; after a year about two thirds."""
    longest = max(days, default=0) - min(days, default=0)
    return [0.5 + 0.5 * math.exp(-gap / _YEAR) for gap in range(longest + 1)]


def _features(brief: Brief, library: Library) -> dict[_Feature, float]:
    """What a brief can share with others, and how much it is about it."""
    made: dict[_Feature, float] = {}
    for mention in library.mentions.get(brief.id, ()):
        made["actor", mention.actor] = _MENTIONED
    made.update({("actor", actor): _LISTED for actor in brief.actors if actor in library.actors})
    made.update({("topic", topic): _TOPIC for topic in brief.topics if topic in library.topics})
    return made


def _postings(features: list[dict[_Feature, float]]) -> dict[_Feature, list[tuple[int, float]]]:
    """The places of the briefs with each feature, newest first, and how much each is about it."""
    postings: defaultdict[_Feature, list[tuple[int, float]]] = defaultdict(list)
    for place, its_features in enumerate(features):
        for feature, weight in its_features.items():
            postings[feature].append((place, weight))
    return dict(postings)


def _chosen(standing: list[Brief]) -> dict[str, dict[str, str]]:
    """The briefs that an editor joined to each brief, in its own front matter or in the other's."""
    chosen: defaultdict[str, dict[str, str]] = defaultdict(dict)
    shown = {brief.id for brief in standing}
    for brief in standing:
        chosen[brief.id].update({other: "chosen by the editors" for other in brief.related if other in shown})
    for brief in standing:
        for other in brief.related:
            if other in shown:
                chosen[other].setdefault(brief.id, "refers to this brief")
    return dict(chosen)


def _reason(
    one: Brief,
    other: Brief,
    mine: Mapping[_Feature, float],
    theirs: Mapping[_Feature, float],
    rarity: Mapping[_Feature, float],
    library: Library,
) -> str:
    shared = sorted(mine.keys() & theirs.keys(), key=lambda each: (-rarity[each] * mine[each] * theirs[each], each))
    actors = [library.actors[key].name for kind, key in shared if kind == "actor"][:2]
    topics = [library.topics[key].title for kind, key in shared if kind == "topic"][:1]
    parts = [*_named("shares", actors), *_named("both on", topics if len(actors) < 2 else []), *_nearness(one, other)]
    return "; ".join(parts)


def _named(verb: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"{verb} {' and '.join(names)}"


def _nearness(one: Brief, other: Brief) -> Iterator[str]:
    if abs((one.date - other.date).days) < 7:
        yield "same week"
    elif (one.date.year, one.date.month) == (other.date.year, other.date.month):
        yield "same month"
