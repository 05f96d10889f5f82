"""An actor's mentions as a reader follows them: dated lines, newest first, by quarter, and how many each quarter has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from briefbook import paths
from briefbook.listing import Day, brief_link, day
from briefbook.model import Brief, Library, Link, Mention

_SHORT = 8
"""So many periods are told by a table alone."""
MOST_BARS = 40
"""More quarters than this are shown by year."""
_HEIGHT, _WIDTH = 60, 24
_QUARTERS = ("January to March", "April to June", "July to September", "October to December")


class Sentence(NamedTuple):
    """A sentence that mentions the actor, as `(text before, name)` for each mention, and the text after the last.

    `url` leads to its very place in the brief.
    """

    url: str
    mentions: tuple[tuple[str, str], ...]
    after: str


class Told(NamedTuple):
    """What a brief says of the actor."""

    day: Day
    brief: Link
    sentences: tuple[Sentence, ...]


class Quarter(NamedTuple):
    """The mentions of a quarter, as far as they stand on this page."""

    name: str
    anchor: str
    briefs: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The number of mentions in a quarter or a year, as a bar of the diagram and a row of the table."""

    name: str
    count: int
    url: str
    """The place in the chronology where the period begins, empty where it has no mention."""
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Activity:
    """Mentions over time, in the units of an SVG `viewBox`."""

    by: str
    width: int
    height: int
    bar: int
    bars: tuple[Bar, ...]

    @property
    def is_short(self) -> bool:
        """Whether a table says as much as a drawing would."""
        return len(self.bars) <= _SHORT

    @property
    def first(self) -> Bar:
        """The earliest."""
        return self.bars[0]

    @property
    def last(self) -> Bar:
        """The latest."""
        return self.bars[-1]

    @property
    def newest_first(self) -> tuple[Bar, ...]:
        """The bars as a table lists them."""
        return self.bars[::-1]

    @property
    def column(self) -> str:
        """What heads the column of their names."""
        return self.by.capitalize()


def quarters(mentions: Sequence[Mention], library: Library) -> tuple[Quarter, ...]:
    """Some mentions, newest first, by quarter and brief."""
    by_brief = ((library.brief_of[key], group) for key, group in groupby(mentions, key=attrgetter("brief")))
    told = ((_quarter(brief.date), _told(brief, group)) for brief, group in by_brief)
    return tuple(
        Quarter(_name(key), _anchor(key), tuple(each for _, each in group))
        for key, group in groupby(told, key=itemgetter(0))
    )


def activity(mentions: Sequence[Mention], library: Library, path: str, page_length: int) -> Activity | None:
    """How often an actor is mentioned over time; nothing where all mentions are of one quarter.

    `path` is that of the chronology, on whose pages of `page_length` lines the periods are found.
    """
    counts: dict[tuple[int, int], int] = {}
    first: dict[tuple[int, int], int] = {}
    index = 0
    for brief, group in groupby(mentions, key=attrgetter("brief")):
        key, number = _quarter(library.brief_of[brief].date), sum(1 for _ in group)
        counts[key] = counts.get(key, 0) + number
        first.setdefault(key, index)
        index += number
    if len(counts) < 2:
        return None
    urls = {key: f"{paths.url_of(paths.numbered(path, at // page_length + 1))}#{_anchor(key)}" for key, at in first.items()}
    whole = list(_from_to(min(counts), max(counts)))
    if len(whole) > MOST_BARS:
        rows = [_year(year, list(keys), counts, urls) for year, keys in groupby(whole, key=itemgetter(0))]
    else:
        rows = [(_name(key), counts.get(key, 0), urls.get(key, "")) for key in whole]
    most = max(count for _, count, _ in rows)
    bars = tuple(
        Bar(name, count, url, number * _WIDTH, _HEIGHT - height, height)
        for number, (name, count, url) in enumerate(rows)
        for height in [-(-count * _HEIGHT // most)]
    )
    return Activity("year" if len(whole) > MOST_BARS else "quarter", len(bars) * _WIDTH, _HEIGHT, _WIDTH - 4, bars)


def _told(brief: Brief, mentions: Iterable[Mention]) -> Told:
    link = brief_link(brief)
    return Told(day(brief.date), link, tuple(_sentence(each, link.url) for each in _by_sentence(mentions)))


def _by_sentence(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Mentions of one brief, those together that stand in one sentence, one behind the other."""
    together: list[Mention] = []
    for mention in mentions:
        if together and not _goes_on(together[-1], mention):
            yield together
            together = []
        together.append(mention)
    if together:
        yield together


def _goes_on(last: Mention, mention: Mention) -> bool:
    """Whether a mention stands in the same sentence as the last, and behind it."""
    if last.place != mention.place or len(mention.before) < len(last.before) + len(last.words):
        return False
    return last.sentence == mention.sentence


def _sentence(mentions: Sequence[Mention], url: str) -> Sentence:
    parts, end = [], 0
    for each in mentions:
        words = each.words
        parts.append((each.before[end:], words))
        end = len(each.before) + len(words)
    return Sentence(f"{url}#{mentions[0].place}", tuple(parts), mentions[-1].after)


def _year(
    year: int, keys: list[tuple[int, int]], counts: dict[tuple[int, int], int], urls: dict[tuple[int, int], str]
) -> tuple[str, int, str]:
    """A year's row; it begins, newest first, with its last quarter that has a mention."""
    newest = next((urls[key] for key in reversed(keys) if key in urls), "")
    return str(year), sum(counts.get(key, 0) for key in keys), newest


def _quarter(when: date) -> tuple[int, int]:
    return when.year, (when.month + 2) // 3


def _from_to(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for number in range(first[0] * 4 + first[1] - 1, last[0] * 4 + last[1]):
        yield number // 4, number % 4 + 1


def _name(key: tuple[int, int]) -> str:
    return f"{_QUARTERS[key[1] - 1]} {key[0]}"


def _anchor(key: tuple[int, int]) -> str:
    return f"bb-{key[0]}-q{key[1]}"
