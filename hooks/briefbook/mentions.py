"""Finds the actors that a text mentions: the registry's names become one matcher, a body becomes Mentions.

Names are laid, word by word, into a trie of hash tables: a word of the text costs one look-up, however many names there
are. (Aho-Corasick over words was measured, with pyahocorasick: it searches a node's edges one by one, and the root has
one for each first word of a name, so that 50,000 names cost twice what 5,000 did.) What the trie finds is held against
the letters that were written, the longest name at each place wins, and only then is it asked whose name it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, chain
from typing import Any, NamedTuple

from briefbook.model import Actor, Ambiguity, Brief, Mention
from briefbook.names import LIKE, SMALL, WORD, Form, fits, folded, forms_of
from briefbook.prose import Sentence, Span, Spans, code, plain, sentences, untouched
from briefbook.workers import Spread, one_by_one

_BY_HAND = re.compile(r"(?<![\\!\]])\[\[([a-z0-9-]+)(?:\|([^\[\]\n]+))?\]\]")
_TITLES = frozenset(
    "mr mrs ms dr sir president minister secretary general prime chancellor king queen prince princess sheikh ayatollah "
    "senator judge justice ambassador commissioner colonel major captain governor mayor chairman spokesman spokeswoman "
    "spokesperson director chief leader premier envoy foreign defence defense pope professor representative congressman "
    "congresswoman deputy former".split()
)
_DAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
_OPENERS = frozenset(
    "about according across after against all also although amid among another any are around because before behind "
    "below beside between beyond both but can could despite did do does during each earlier either even every except "
    "few following has have he hence her here his how however i if indeed inside instead is it its just last later "
    "like long many maybe meanwhile might more moreover most much must my neither never next nor not nothing now once "
    "one only other our out outside over perhaps rather says several shall she should similarly since so some soon "
    "still such that their then there therefore these they this those though through throughout thus today together "
    "tomorrow two under unless unlike until up upon was we were what when whenever where whereas whether which while "
    "who whom whose why will with within without would yesterday yet you your".split()
)
"""Words that begin sentences and names of nobody."""
_OPENING = 8
_HERE = "\ue000"
"""Stands on both sides of a name while its sentence is made plain; a character that no text has."""
_MOST_KEPT = 200_000
_FORMS = ""
"""The key under which a node holds the forms that end there; no word is empty."""
_Node = dict[str, Any]
_NOT_OF_A_NAME = _TITLES | _DAYS_AND_MONTHS | SMALL
_WORD_BEFORE = re.compile(r"((?:[^\W\d_][\w'’-]*)(?<![-'’])|[A-Z]\.)[ \u00a0]$")
_PLACED = re.compile(
    r"\b(?:in|to|from|at|near|of|outside|across|throughout|between|into|against|with|via|for)\s(?:the\s)?$"
)


class _Place(NamedTuple):
    """A place in a body where some forms fit."""

    start: int
    end: int
    forms: tuple[Form, ...]


class Found(NamedTuple):
    """Whom a brief mentions, in the order of its text, and the names that it leaves open."""

    mentions: tuple[Mention, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()


_AT_ONCE = 100


def find(briefs: Sequence[Brief], matcher: Matcher, spread: Spread = one_by_one) -> tuple[Found, ...]:
    """What is found in each of some briefs."""

    def part(number: int) -> list[Found]:
        some = briefs[number * _AT_ONCE : (number + 1) * _AT_ONCE]
        return [matcher.mentions(each.id, each.source.body, each.actors, each.no_link) for each in some]

    return tuple(chain.from_iterable(spread(part, -(-len(briefs) // _AT_ONCE))))


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
    return [match for match in _BY_HAND.finditer(body) if not verbatim.touch(*match.span())]


class Matcher:
    """All names of a registry, ready to be looked for in any number of bodies."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._trie: _Node = {}
        self._roots: dict[str, _Node | None] = {}
        self._small: set[str] = set()
        self._names: dict[str, str] = {}
        for actor in actors:
            self._names[actor.id] = actor.name
            for form in dict.fromkeys(forms_of(actor)):
                self._add(form)

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
        inside = _part_of_longer(body, chosen, listed)
        chosen = [place for place in chosen if place not in inside]
        chosen = [place for place in chosen if body[place.start : place.end].translate(LIKE) not in quiet]
        settled, open_names = _settle(body, sorted([*chosen, *by_hand]), listed)
        return Found(tuple(_with_sentences(brief, body, settled, self._names)), tuple(open_names))

    def _by_hand(self, body: str) -> list[_Place]:
        """The places at which the author says who is meant."""
        return [
            _Place(match.start(), match.end(), (Form(match[1], match[2] or "", "hand"),))
            for match in _marks(body)
            if match[1] in self._names
        ]

    def _places(self, body: str) -> Iterator[_Place]:
        """Every place where the words of a form stand as they may be written."""
        words = WORD.findall(body)
        roots, root_of = self._roots, self._root_of
        beginnings = [
            (at, node)
            for at, word in enumerate(words)
            if (node := roots[word] if word in roots else root_of(word)) is not None
        ]
        if not beginnings:
            return
        edges = _edges(body, words)
        for first, node in beginnings:
            last = first
            here: _Node | None = node
            while here is not None:
                if forms := here.get(_FORMS):
                    spans = [(edges[2 * each], edges[2 * each + 1]) for each in range(first, last + 1)]
                    for fitting, end in _fitting(forms, body, spans):
                        yield _Place(spans[0][0], end, fitting)
                last += 1
                here = here.get(folded(words[last])) if last < len(words) and len(here) > (_FORMS in here) else None

    def _root_of(self, word: str) -> _Node | None:
        """Where the names lie that begin with a word as it is written; what was met is kept."""
        bare = folded(word)
        node = self._trie.get(bare)
        if node is not None and word[0].islower() and bare not in self._small:
            node = None
        if len(self._roots) < _MOST_KEPT:
            self._roots[word] = node
        return node


def _edges(body: str, words: Sequence[str]) -> list[int]:
    """Where each word begins and ends, one after the other: sums over lengths, which is quicker than to ask each match."""
    gaps = map(len, WORD.split(body))
    return list(accumulate(chain.from_iterable(zip(gaps, map(len, words), strict=False))))


def _fitting(forms: Sequence[Form], body: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[Form, ...], int]]:
    """The forms that are written at some words, together where they end at the same place, and that place."""
    ends: dict[int, list[Form]] = {}
    for form in forms:
        if (end := fits(form.text, body, spans)) is not None:
            ends.setdefault(end, []).append(form)
    yield from ((tuple(fitting), end) for end, fitting in ends.items())


def _longest(places: Iterable[_Place]) -> list[_Place]:
    """Of places that overlap the longest, and of those as long the first."""
    chosen: list[_Place] = []
    here: list[_Place] = []
    reach = -1
    for place in sorted(places):
        if place.start >= reach:
            chosen += _best_of(here)
            here = []
        here.append(place)
        reach = max(reach, place.end)
    return chosen + _best_of(here)


def _best_of(group: list[_Place]) -> list[_Place]:
    if len(group) < 2:
        return group
    kept: list[_Place] = []
    for place in sorted(group, key=lambda each: (each.start - each.end, each.start)):
        if all(place.end <= other.start or place.start >= other.end for other in kept):
            kept.append(place)
    return sorted(kept)


def _settle(
    body: str, places: Iterable[_Place], listed: Collection[str]
) -> tuple[list[tuple[_Place, str]], list[Ambiguity]]:
    """Say of each place whose name it is; a place that is nobody's falls away."""
    settled: list[tuple[_Place, str]] = []
    open_names: list[Ambiguity] = []
    introduced: set[str] = set()
    for place in places:
        by_hand = [form.actor for form in place.forms if form.kind == "hand"]
        owners = by_hand or _owners(place, "name", listed, None) or _owners(place, "weak", listed, listed)
        if owners:
            introduced.update(owners)
        elif _stands_alone(body, place):
            owners = _owners(place, "last", listed, {*listed, *introduced})
        if len(owners) == 1:
            settled.append((place, owners[0]))
        elif owners:
            open_names.append(Ambiguity(place.start, body[place.start : place.end], tuple(owners)))
    return settled, open_names


def _owners(place: _Place, kind: str, listed: Collection[str], among: Collection[str] | None) -> list[str]:
    """The actors that bear a name; the one that the brief lists, where it lists one."""
    bearers = sorted({form.actor for form in place.forms if form.kind == kind and (among is None or form.actor in among)})
    if len(bearers) > 1:
        chosen = [actor for actor in bearers if actor in listed]
        return chosen if len(chosen) == 1 else bearers
    return bearers


def _word_before(body: str, place: _Place, *, first_words: bool) -> re.Match[str] | None:
    """The capitalised word that stands before a place, where it may belong to the same name.

    The first word of a sentence has a capital in any case; with `first_words` it counts, unless sentences often begin so.
    """
    before = _WORD_BEFORE.search(body[max(0, place.start - 30) : place.start])
    if before is None or not before[1][0].isupper() or before[1].lower() in _NOT_OF_A_NAME:
        return None
    head = body[: before.start()].rstrip(" \u00a0\"'“‘(*_")
    begins_sentence = not head or head[-1] in ".!?:\n"
    may_belong = first_words and before[1].lower() not in _OPENERS
    return before if may_belong or not begins_sentence else None


def _stands_alone(body: str, place: _Place) -> bool:
    """Whether a last name is not part of somebody else's name."""
    if body[place.start - 1 : place.start] == "-" or re.match(r"-[A-Z]", body[place.end : place.end + 2]):
        return False
    return _word_before(body, place, first_words=True) is None


def _part_of_longer(body: str, places: Sequence[_Place], listed: Collection[str]) -> set[_Place]:
    """The places where a name of one word is the end of a longer name that is in no registry, as in Environment Canada.

    Where a text brings a name up so, and never has anything happen in, to or from it, the name is a person's throughout:
    Valeska Paris is Paris for the rest of the text. Names that the brief lists are left alone.
    """
    ends = {place.end for place in places}
    inside: set[_Place] = set()
    surnames: set[str] = set()
    seen: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        text = body[place.start : place.end]
        if not text.isalpha() or text.isupper() or any(form.kind != "name" or form.actor in listed for form in place.forms):
            continue
        before = _word_before(body, place, first_words=False)
        if before and before.end(1) not in ends and not _in_title_case(body, place):
            inside.add(place)
            if not seen[text]:
                surnames.add(text)
        seen[text].append(place)
    for text in surnames:
        if not any(_PLACED.search(body, max(0, place.start - 12), place.start) for place in seen[text]):
            inside.update(seen[text])
    return inside


def _in_title_case(body: str, place: _Place) -> bool:
    """Whether the line is a headline in which every word has a capital."""
    line = body[body.rfind("\n", 0, place.start) + 1 : (body.find("\n", place.end) + 1 or len(body) + 1) - 1]
    long_words = [word for word in WORD.findall(line) if len(word) > 3]
    return line.rstrip()[-1:] not in ".!?" and sum(word[0].isupper() for word in long_words) >= 0.8 * len(long_words)


def _with_sentences(
    brief: str, body: str, settled: Sequence[tuple[_Place, str]], names: Mapping[str, str]
) -> Iterator[Mention]:
    if not settled:
        return
    spans = iter(sentences(body))
    span = next(spans)
    opening = _opening(body, span, names)
    for place, actor in settled:
        if place.start >= span.end:
            while place.start >= span.end:
                span = next(spans, span)
                if span.end >= len(body):
                    break
            opening = _opening(body, span, names)
        form = place.forms[0]
        text = (form.text or names[actor]) if form.kind == "hand" else body[place.start : place.end]
        marked = f"{body[span.start : place.start]}{_HERE}{text}{_HERE}{body[place.end : max(span.end, place.end)]}"
        before, _, rest = plain(_with_names(marked, names)).partition(_HERE)
        yield Mention(
            brief=brief,
            actor=actor,
            start=place.start,
            end=place.end,
            text=text,
            before=before.lstrip(),
            after=rest.partition(_HERE)[2].rstrip(),
            place=f"bb-p{span.block}",
            opening=opening,
        )


def _opening(body: str, sentence: Sentence, names: Mapping[str, str]) -> str:
    """The first words of a sentence, up to its first mark."""
    return " ".join(plain(_with_names(body[sentence.start : sentence.end].partition("[^")[0], names)).split()[:_OPENING])


def _with_names(text: str, names: Mapping[str, str]) -> str:
    """A text in which what an author marked by hand reads as it does on the page."""
    if "[[" not in text:
        return text
    return _BY_HAND.sub(lambda mark: mark[2] or names.get(mark[1], mark[0]), text)
