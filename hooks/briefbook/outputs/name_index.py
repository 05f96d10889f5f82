"""search/names.json and search/names/*.json: every name of every actor and topic, to be found from the first letters typed.

A browser that looks for "hezb" loads the one small file of names that begin so at any of their words, never all of 50,000
names. A name is filed as it is written in one, from each of its words on and round to its beginning: "Omar Mohammed" under
`omarmohammed` and `mohammedomar`. The files follow the letters: where the names of a beginning are too many for one file,
its file holds those that count most and those that are the beginning itself, and each longer beginning has a file of its
own; among 500 that begin with "Mohammed" it follows the second word. So a name that is typed in whole is always in the file
of the longest beginning that there is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from briefbook import paths
from briefbook.listing import actor_link, topic_link
from briefbook.model import KIND_NAME_OF_ONE, Library, Link, Output

FOLDER = "search/names"
"""Where all its files lie, so that nobody looks for others here."""
_MOST = 20_000
"""Bytes of a file, at most, as far as names can be parted; compressed a third of them."""
_FIRST = 30
"""Names in a file that holds the first of a beginning, and half as many more of each kind."""
_LONGEST = 200
"""Letters in the name of a file; no disk that is in use takes more than 255 bytes."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor or a topic in the index."""

    link: Link
    kind: str
    count: int
    others: tuple[str, ...]


class _Filed(NamedTuple):
    """A name as it is filed: written in one from a word on, by the number of who bears it."""

    letters: str
    number: int
    word: int
    """Letters of the word with which it begins."""
    whole: bool
    """Whether it begins with the first word, so that it is the name itself."""


class _Known(NamedTuple):
    """All that is filed, those that count most first: their kinds, and what a file says of each."""

    kinds: Sequence[str]
    rows: Sequence[bytes]


def derive(library: Library) -> Iterator[Output]:
    """Yield the list of beginnings and the file of each."""
    named = sorted(_named(library), key=lambda each: (-each.count, each.link.text.casefold(), each.link.url))
    known = _Known([each.kind for each in named], [_row(each) for each in named])
    filed = sorted({each for number, one in enumerate(named) for each in _filed(number, one)})
    told: dict[bool, list[str]] = {True: [], False: []}
    for beginning, numbers, is_whole in _files("", filed, known):
        told[is_whole].append(beginning)
        content = b"[" + b",".join(known.rows[number] for number in numbers) + b"]"
        yield Output(f"{FOLDER}/{_file_name(beginning)}.json", content, promised=False)
    beginnings = _json({"whole": " ".join(told[True]), "first": " ".join(told[False])})
    yield Output("search/names.json", beginnings, promised=False)


def _named(library: Library) -> Iterator[_Named]:
    for actor in library.actors.values():
        others = dict.fromkeys((*actor.aliases, *actor.weak_aliases))
        yield _Named(actor_link(actor), KIND_NAME_OF_ONE[actor.kind], len(library.by_actor[actor.id]), tuple(others))
    for topic in library.topics.values():
        yield _Named(topic_link(topic), "Topic", len(library.by_topic[topic.id]), topic.aliases)


def _filed(number: int, named: _Named) -> Iterator[_Filed]:
    for name in (named.link.text, *named.others):
        words = _words(name)
        for place, word in enumerate(words):
            yield _Filed("".join((*words[place:], *words[:place])), number, len(word), place == 0)


def _files(beginning: str, filed: Sequence[_Filed], known: _Known) -> Iterator[tuple[str, list[int], bool]]:
    """Yield each beginning that has a file, the names in it, and whether these are all.

    All that is `filed` here begins so. Letters on which they agree further part nothing, and get no file of their own.
    """
    numbers = sorted({each.number for each in filed})
    agreed = _agreed(filed[0].letters, filed[-1].letters) if beginning else 0
    is_whole = bool(beginning) and _is_whole(filed[0].letters[:agreed], numbers, known)
    if beginning:
        yield beginning, numbers if is_whole else _foremost(len(beginning), agreed, filed, numbers, known), is_whole
    if not is_whole:
        longer = (each for each in filed if len(each.letters) > agreed)
        for letters, group in groupby(longer, key=lambda each: each.letters[: agreed + 1]):
            yield from _files(letters, [*group], known)


def _agreed(first: str, last: str) -> int:
    """In how many letters all agree that stand in order from the first to the last."""
    pairs = enumerate(zip(first, last, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(first), len(last)))


def _is_whole(agreed: str, numbers: Sequence[int], known: _Known) -> bool:
    """Whether all names that agree in some letters go into one file, as they also do where none can be named by more."""
    size = sum(len(known.rows[number]) for number in numbers)
    return size <= _MOST or len(numbers) == 1 or len(_file_name(agreed)) > _LONGEST


def _foremost(length: int, agreed: int, filed: Sequence[_Filed], numbers: Sequence[int], known: _Known) -> list[int]:
    """As many as a file takes: first those whose name ends where the beginning does, or where all still agree, since no
    longer beginning has them; then those that have it as a word, and those that count most, of all and of each kind."""
    ends = sorted({each.number for each in filed if each.whole and len(each.letters) <= agreed})
    bearing = sorted({each.number for each in filed if length <= each.word <= agreed})
    of_kind: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        of_kind[known.kinds[number]].append(number)
    foremost = (number for some in of_kind.values() for number in some[: _FIRST // 2])
    taken: list[int] = []
    room = _MOST
    for number in dict.fromkeys((*ends, *bearing[:_FIRST], *numbers[:_FIRST], *foremost)):
        room -= len(known.rows[number])
        if taken and room < 0:
            break
        taken.append(number)
    return sorted(taken)


def _words(name: str) -> list[str]:
    """The words of a name as they are compared, without case, marks, points and apostrophes, and in plain letters, as
    `words` in name_index.js has them."""
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        name = "".join(each for each in letters if not unicodedata.category(each).startswith("M"))
    bare = re.sub(r"[.'’ʼ‘`]", "", name).lower().translate(paths.PLAIN)
    return re.findall(r"[^\W_]+", bare)


def _file_name(beginning: str) -> str:
    """A name that any disk can hold, whatever the script; with its first sign it is none that Windows keeps for itself."""
    return "_" + "".join(each if each.isascii() else f"-{ord(each):x}" for each in beginning)


def _row(each: _Named) -> bytes:
    return _json([each.link.text, each.link.url, each.kind, each.count, [*each.others]])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
