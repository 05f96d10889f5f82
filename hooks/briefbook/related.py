"""Finds for each brief the briefs that are related to it, and says why.

What two briefs share counts the more the rarer it is, and fades with the time between them. Postings are sorted by
date, and a brief is compared with its neighbours in each of them only, so that the work grows in proportion to the
briefs, whatever everybody writes about.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from briefbook.digests import digest_of
from briefbook.model import Brief, Library, RelatedOfAll
from briefbook.workers import Spread

_MOST = 5
_AT_ONCE = 100
_NEIGHBOURS = 40
_YEAR = 365.0
_FADED = 0.5
"""What is left of a score after any time."""
_LISTED, _MENTIONED, _TOPIC = 1.0, 0.6, 0.8
_Feature = tuple[str, str]
_Kept = tuple[str, tuple[str, ...], tuple[str, ...], str]


class Related(NamedTuple):
    """A related brief and the reason: what both name, what both treat, and what else there is, in words."""

    brief: Brief
    actors: tuple[str, ...]
    topics: tuple[str, ...]
    words: str


class _Posting(NamedTuple):
    """The places of the briefs with a feature, newest first, each with how much it is about it; and how rare it is."""

    places: list[tuple[int, float]]
    rarity: float


class _Scale:
    """Standing briefs by their places, newest first, with what each can share; found out when it is asked for."""

    def __init__(self, standing: list[Brief], library: Library) -> None:
        self.places = {brief.id: place for place, brief in enumerate(standing)}
        self.days = [brief.date.toordinal() for brief in standing]
        self.fading = _fading(self.days)
        self.chosen = _chosen(standing)
        self.features = _FeaturesOf(standing, library)
        self.postings = _PostingOf(standing, self.places, library)

    def fill(self) -> None:
        """Find all out."""
        for place in self.places.values():
            for feature in self.features[place]:
                self.postings[feature]


class _FeaturesOf(dict[int, dict[_Feature, float]]):
    """What each brief can share with others, and how much it is about it, by its place."""

    def __init__(self, standing: list[Brief], library: Library) -> None:
        super().__init__()
        self._standing, self._library = standing, library

    def __missing__(self, place: int) -> dict[_Feature, float]:
        self[place] = made = _features(self._standing[place], self._library)
        return made


class _PostingOf(dict[_Feature, _Posting]):
    """The briefs with each feature."""

    def __init__(self, standing: list[Brief], places: Mapping[str, int], library: Library) -> None:
        super().__init__()
        self._number, self._places, self._library = len(standing), places, library

    def __missing__(self, feature: _Feature) -> _Posting:
        kind, key = feature
        among = (self._library.by_actor if kind == "actor" else self._library.by_topic)[key]
        found = [(self._places[brief.id], brief) for brief in among if brief.id in self._places]
        if kind == "topic":  # a topic's briefs are those of the topics below it, too
            places = [(place, _TOPIC) for place, brief in found if key in brief.topics]
        else:
            places = [(place, _LISTED if key in brief.actors else _MENTIONED) for place, brief in found]
        self[feature] = made = _Posting(places, math.log(1 + self._number / len(places)))
        return made


class Relations:
    """What each brief has in common with the others; related briefs are looked for when they are asked for.

    Where the Library knows them from an earlier build, and all that they rest on is the same, they are taken from there.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._standing = _standing(library)

    @cached_property
    def rests_on(self) -> bytes:
        """A digest of all that decides which briefs are related."""
        return _digest(self._library)

    @cached_property
    def _known(self) -> Mapping[str, tuple[_Kept, ...]]:
        then, found = self._library.related
        return found if found and then == self.rests_on else {}

    def all(self, spread: Spread) -> RelatedOfAll:
        """The related briefs of all briefs, in a form that can be kept."""

        def part(number: int) -> list[tuple[str, tuple[_Kept, ...]]]:
            some = self._standing[number * _AT_ONCE : (number + 1) * _AT_ONCE]
            return [(brief.id, tuple((each.brief.id, *each[1:]) for each in self.of(brief))) for brief in some]

        if len(self._known) == len(self._standing):
            return self.rests_on, self._known
        self._scale.fill()  # before the processes part
        return self.rests_on, dict(chain.from_iterable(spread(part, -(-len(self._standing) // _AT_ONCE))))

    def of(self, brief: Brief) -> tuple[Related, ...]:
        """At most five briefs: those that an editor chose, then the most alike; none for a brief that does not stand."""
        if (known := self._known.get(brief.id)) is not None:
            return tuple(Related(self._library.brief_of[each[0]], *each[1:]) for each in known)
        scale = self._scale
        if (place := scale.places.get(brief.id)) is None:
            return ()
        editors = scale.chosen.get(brief.id, {})
        today, days, fading = scale.days[place], scale.days, scale.fading
        scores = _scores(place, scale)
        wanted = _MOST + len(editors)
        least = _FADED * min(nlargest(wanted, scores.values()), default=0.0)  # what is below cannot be among them
        some = ((other, score) for other, score in scores.items() if score >= least)
        ranked = sorted((-score * fading[abs(today - days[other])], other) for other, score in some)
        best = (self._standing[other] for _, other in ranked[:wanted])
        alike = [other for other in best if other.id not in editors][: max(0, _MOST - len(editors))]
        by_hand = [Related(self._library.brief_of[key], (), (), why) for key, why in editors.items()]
        return tuple([*by_hand, *(_related(brief, other, scale) for other in alike)][:_MOST])

    @cached_property
    def _scale(self) -> _Scale:
        """All briefs, made ready to be compared."""
        return _Scale(self._standing, self._library)


def _standing(library: Library) -> list[Brief]:
    return [brief for brief in library.briefs if brief.status == "published"]


@lru_cache(maxsize=1)  # pages and keys of one Library ask in turn
def _digest(library: Library) -> bytes:
    """A digest of all that decides which briefs are related."""
    named = library.actors_of  # in lists or texts; which of them a brief lists, its `actors` tell
    return digest_of(
        [
            (brief.id, brief.date.toordinal(), brief.actors, brief.topics, brief.related, named.get(brief.id))
            for brief in _standing(library)
        ],
        list(library.actors),
        list(library.topics),
    )


def _scores(place: int, scale: _Scale) -> dict[int, float]:
    """What a brief shares with its neighbours in the postings, by their places among all briefs."""
    scores: dict[int, float] = {}
    for feature, weight in scale.features[place].items():
        places, rarity = scale.postings[feature]
        value = rarity * weight
        at = bisect_left(places, (place,))
        for other, its_weight in places[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
            scores[other] = scores.get(other, 0.0) + value * its_weight
    scores.pop(place, None)
    return scores


def _fading(days: list[int]) -> list[float]:
    """What is left of a score after so many days; after a year about two thirds."""
    longest = max(days, default=0) - min(days, default=0)
    return [_FADED + (1 - _FADED) * math.exp(-gap / _YEAR) for gap in range(longest + 1)]


def _features(brief: Brief, library: Library) -> dict[_Feature, float]:
    """What a brief can share with others, and how much it is about it."""
    made: dict[_Feature, float] = {}
    for mention in library.mentions.get(brief.id, ()):
        made["actor", mention.actor] = _MENTIONED
    made.update({("actor", actor): _LISTED for actor in brief.actors if actor in library.actors})
    made.update({("topic", topic): _TOPIC for topic in brief.topics if topic in library.topics})
    return made


def _chosen(standing: list[Brief]) -> dict[str, dict[str, str]]:
    """The briefs that an editor joined to each brief, in its own front matter or in the other's."""
    chosen: defaultdict[str, dict[str, str]] = defaultdict(dict)
    shown = {brief.id for brief in standing}
    choosing = [brief for brief in standing if brief.related]
    for brief in choosing:
        chosen[brief.id].update({other: "chosen by the editors" for other in brief.related if other in shown})
    for brief in choosing:
        for other in brief.related:
            if other in shown:
                chosen[other].setdefault(brief.id, "refers to this brief")
    return dict(chosen)


def _related(one: Brief, other: Brief, scale: _Scale) -> Related:
    mine, theirs = (scale.features[scale.places[each.id]] for each in (one, other))
    shared = sorted(
        mine.keys() & theirs.keys(), key=lambda each: (-scale.postings[each].rarity * mine[each] * theirs[each], each)
    )
    actors = tuple(key for kind, key in shared if kind == "actor")[:2]
    topics = tuple(key for kind, key in shared if kind == "topic")[:1]
    return Related(other, actors, topics if len(actors) < 2 else (), _nearness(one, other))


def _nearness(one: Brief, other: Brief) -> str:
    if abs((one.date - other.date).days) < 7:
        return "same week"
    return "same month" if (one.date.year, one.date.month) == (other.date.year, other.date.month) else ""
