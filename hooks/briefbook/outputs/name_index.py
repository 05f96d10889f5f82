"""search/names.json and search/names/*.json: every name of every actor and topic, to be found from the first letters typed.

A browser that looks for "hezb" loads the one small file of names with a word that begins so, never all of 50,000 names. The
files follow the letters: where those of a beginning are too many for one file, it holds the names that count most, and each
longer beginning has a file of its own.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefbook import paths
from briefbook.listing import actor_link, topic_link
from briefbook.model import KIND_NAME_OF_ONE, Library, Link, Output

FOLDER = "search/names"
"""Where all its files lie, so that nobody looks for others here."""
_WHOLE = 150
"""Names in a file, at most, that holds all of a beginning."""
_FIRST = 30
"""Names in a file that holds the first of a beginning, and half as many more of each kind."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor or a topic in the index."""

    link: Link
    kind: str
    count: int
    others: tuple[str, ...]


def derive(library: Library) -> Iterator[Output]:
    """Yield the list of beginnings and the file of each."""
    known = sorted(_known(library), key=lambda each: (-each.count, each.link.text.casefold(), each.link.url))
    under: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(known):
        for word in {word for name in (each.link.text, *each.others) for word in _words(name)}:
            under[word].append(number)
    whole: list[str] = []
    first: list[str] = []
    for beginning, numbers, is_whole in _files("", under, known):
        (whole if is_whole else first).append(beginning)
        yield Output(f"search/names/{_file_name(beginning)}.json", _json([_told(known[number]) for number in numbers]))
    yield Output("search/names.json", _json({"whole": " ".join(whole), "first": " ".join(first)}))


def _known(library: Library) -> Iterator[_Named]:
    for actor in library.actors.values():
        others = dict.fromkeys((*actor.aliases, *actor.weak_aliases))
        yield _Named(actor_link(actor), KIND_NAME_OF_ONE[actor.kind], len(library.by_actor[actor.id]), tuple(others))
    for topic in library.topics.values():
        yield _Named(topic_link(topic), "Topic", len(library.by_topic[topic.id]), topic.aliases)


def _files(
    beginning: str, under: Mapping[str, list[int]], known: Sequence[_Named]
) -> Iterator[tuple[str, list[int], bool]]:
    """Yield each beginning that has a file, the names in it, and whether these are all."""
    numbers = sorted({number for found in under.values() for number in found})
    is_whole = len(numbers) <= _WHOLE
    if beginning:
        yield beginning, numbers if is_whole else _foremost(beginning, numbers, under, known), is_whole
    if is_whole and beginning:
        return
    longer: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for word, found in under.items():
        if len(word) > len(beginning):
            longer[word[: len(beginning) + 1]][word] = found
    for each in sorted(longer):
        yield from _files(each, longer[each], known)


def _foremost(beginning: str, numbers: list[int], under: Mapping[str, list[int]], known: Sequence[_Named]) -> list[int]:
    """The names that count most, of all and of each kind, and those that hold the beginning as a word."""
    taken = {*numbers[:_FIRST], *under.get(beginning, ())[:_FIRST]}
    of_kind: defaultdict[str, int] = defaultdict(int)
    for number in numbers:
        kind = known[number].kind
        if of_kind[kind] < _FIRST // 2:
            taken.add(number)
        of_kind[kind] += 1
    return sorted(taken)


def _words(name: str) -> Iterator[str]:
    """The words of a name as they are compared, without case, marks, points and apostrophes, and in plain letters, as
    `words` in name_index.js has them; joined ones also as one."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    bare = re.sub(r"[.'’ʼ‘`]", "", bare.lower()).translate(paths.PLAIN)
    for joined in re.findall(r"[^\W_]+(?:[-‐‑][^\W_]+)*", bare):
        words = re.findall(r"[^\W_]+", joined)
        yield from words
        if len(words) > 1:
            yield "".join(words)


def _file_name(beginning: str) -> str:
    """A name that any disk can hold, whatever the script; with its first sign it is none that Windows keeps for itself."""
    return "_" + "".join(each if each.isascii() else f"-{ord(each):x}" for each in beginning)


def _told(each: _Named) -> list[object]:
    return [each.link.text, each.link.url, each.kind, each.count, [*each.others]]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
