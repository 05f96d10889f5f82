"""Finds the actors that a text mentions: the registry's names become one matcher, a body becomes Mentions.

Names are laid, word by word, into a trie of hash tables: a word of the text costs one look-up, however many names there
are. (Aho-Corasick over words was measured, with pyahocorasick: it searches a node's edges one by one, and the root has
one for each first word of a name, so that 50,000 names cost twice what 5,000 did.) What the trie finds is held against
the letters that were written, the longest name at each place wins, and only then is it asked whose name it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from briefbook.bearers import part_of_longer, settle
from briefbook.model import Actor, Ambiguity, Brief, Mention
from briefbook.names import LIKE, SMALL, WORD, Form, Place, fits, folded, forms_of
from briefbook.passages import BY_HAND, in_sentences
from briefbook.prose import Span, Spans, code, untouched
from briefbook.workers import Spread, one_by_one

_MOST_KEPT = 200_000
_ANY = re.compile(f"({WORD.pattern})")
_APART = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))
"""A blank for each sign of ASCII that is in no word."""
_FORMS = ""
"""The key under which a node holds the forms that end there; no word is empty."""
_Node = dict[str, Any]


class Found(NamedTuple):
    """Whom a brief mentions, in the order of its text, and the names that it leaves open."""

    mentions: tuple[Mention, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()


_AT_ONCE = 100


def find(briefs: Sequence[Brief], matcher: Matcher, spread: Spread = one_by_one) -> tuple[Found, ...]:
    """What is found in each of some briefs."""

    def part(number: int) -> list[Found]:
        some = briefs[number * _AT_ONCE : (number + 1) * _AT_ONCE]
        return [found_in(each, matcher) for each in some]

    return tuple(chain.from_iterable(spread(part, -(-len(briefs) // _AT_ONCE))))


def found_in(brief: Brief, matcher: Matcher) -> Found:
    """What is found in a brief."""
    return matcher.mentions(brief.id, brief.source.body, brief.actors, brief.no_link)


def digest_of_names(actors: Iterable[Actor]) -> bytes:
    """A digest of all that decides which names a text is searched for, and whose they are."""
    digest = blake2b(digest_size=16)
    for actor in actors:
        digest.update(repr((actor.id, actor.kind, actor.name, actor.aliases, actor.weak_aliases)).encode())
    return digest.digest()


def marked_by_hand(body: str) -> Iterator[tuple[int, str]]:
    """The places of `[[actor-id]]` and `[[actor-id|words]]` in a body, with the id that each names."""
    return ((match.start(), match[1]) for match in _marks(body))


def _marks(body: str) -> list[re.Match[str]]:
    if "[[" not in body:
        return []
    verbatim = code(body)
    return [match for match in BY_HAND.finditer(body) if not verbatim.touch(*match.span())]


class Matcher:
    """All names of a registry, ready to be looked for in any number of bodies."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._trie: _Node = {}
        self._small: set[str] = set()
        self._roots = _Roots(self._trie, self._small)
        self._names: dict[str, str] = {}
        for actor in actors:
            self._names[actor.id] = actor.name
            for form in dict.fromkeys(forms_of(actor)):
                self._add(form)
        small = "".join(sorted({word[0] for word in self._small if word.isascii()}))
        self._first = re.compile(f" ([0-9A-Z{small}][0-9A-Za-z]*)")

    def _add(self, form: Form) -> None:
        """Lay a form's words into the trie, one below the other; at the end of the last hang the forms."""
        words = WORD.findall(form.text)
        if not words:
            return
        node = self._trie
        for word in words:
            node = node.setdefault(folded(word), {})
        node.setdefault(_FORMS, []).append(form)
        if not words[0][0].isupper() or words[0].lower() in SMALL:
            self._small.add(folded(words[0]))

    def mentions(self, brief: str, body: str, listed: Collection[str], no_link: Collection[str] = ()) -> Found:
        """The mentions in a body in their order, and the names that stay open; offsets count the body's characters."""
        by_hand, closed = self._by_hand(body), untouched(body)
        places = [place for place in self._places(body) if not closed.touch(place.start, place.end)]
        taken = Spans(sorted(Span(place.start, place.end) for place in by_hand))
        quiet = {word.translate(LIKE) for word in no_link}
        chosen = _longest(place for place in places if not taken.touch(place.start, place.end))
        inside = part_of_longer(body, chosen, listed)
        chosen = [place for place in chosen if place not in inside]
        chosen = [place for place in chosen if body[place.start : place.end].translate(LIKE) not in quiet]
        settled, open_names = settle(body, sorted([*chosen, *by_hand]), listed)
        return Found(tuple(in_sentences(brief, body, settled, self._names)), tuple(open_names))

    def _by_hand(self, body: str) -> list[Place]:
        """The places at which the author says who is meant."""
        return [
            Place(match.start(), match.end(), (Form(match[1], match[2] or "", "hand"),))
            for match in _marks(body)
            if match[1] in self._names
        ]

    def _places(self, body: str) -> Iterator[Place]:
        """Every place where the words of a form stand as they may be written."""
        roots = self._roots
        text, beginnings = self._beginnings(body)
        for first in beginnings:
            word: re.Match[str] | None = first
            here = roots[first[1]]
            spans: list[tuple[int, int]] = []
            while here is not None and word is not None:
                start, stop = word.span(1)
                spans.append((start - 1, stop - 1))
                if forms := here.get(_FORMS):
                    for fitting, end in _fitting(forms, body, spans):
                        yield Place(spans[0][0], end, fitting)
                word = _ANY.search(text, stop) if len(here) > (_FORMS in here) else None
                here = here.get(folded(word[1])) if word else None

    def _beginnings(self, body: str) -> tuple[str, Iterator[re.Match[str]]]:
        """The words of a body with which a name may begin, in a text that is the body behind a blank.

        In ASCII, few are looked up: words with a capital or a digit, and those with a letter with which names begin small.
        """
        if not body.isascii():
            text = f" {body}"
            return text, _ANY.finditer(text)
        text = f" {body.translate(_APART)}"
        return text, self._first.finditer(text)


class _Roots(dict[str, _Node | None]):
    """Where the names lie that begin with a word as it is written; what was met is kept."""

    def __init__(self, trie: _Node, small: Collection[str]) -> None:
        super().__init__()
        self._trie, self._small = trie, small

    def __missing__(self, word: str) -> _Node | None:
        bare = folded(word)
        node: _Node | None = self._trie.get(bare)
        if node is not None and word[0].islower() and bare not in self._small:
            node = None
        if len(self) < _MOST_KEPT:
            self[word] = node
        return node


def _fitting(forms: Sequence[Form], body: str, spans: Sequence[tuple[int, int]]) -> list[tuple[tuple[Form, ...], int]]:
    """The forms that are written at some words, together where they end at the same place, and that place."""
    ends: dict[int, list[Form]] = {}
    for form in forms:
        if (end := fits(form.text, body, spans)) is not None:
            ends.setdefault(end, []).append(form)
    return [(tuple(fitting), end) for end, fitting in ends.items()]


def _longest(places: Iterable[Place]) -> list[Place]:
    """Of places that overlap the longest, and of those as long the first."""
    chosen: list[Place] = []
    here: list[Place] = []
    reach = -1
    for place in sorted(places):
        if place.start >= reach:
            chosen += _best_of(here)
            here = []
        here.append(place)
        reach = max(reach, place.end)
    return chosen + _best_of(here)


def _best_of(group: list[Place]) -> list[Place]:
    if len(group) < 2:
        return group
    kept: list[Place] = []
    for place in sorted(group, key=lambda each: (each.start - each.end, each.start)):
        if all(place.end <= other.start or place.start >= other.end for other in kept):
            kept.append(place)
    return sorted(kept)
