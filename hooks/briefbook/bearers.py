"""Says whose name stands at a place of a text, where several bear it or it may be part of a longer one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from briefbook.model import Ambiguity
from briefbook.names import SMALL, WORD, Place

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
_LONGEST_HEADLINE = 300
_NOT_OF_A_NAME = _TITLES | _DAYS_AND_MONTHS | SMALL
_WORD_BEFORE = re.compile(r"((?:[^\W\d_][\w'’-]*)(?<![-'’])|[A-Z]\.)[ \u00a0]$")
_PLACED = re.compile(
    r"\b(?:in|to|from|at|near|of|outside|across|throughout|between|into|against|with|via|for)\s(?:the\s)?$"
)


def settle(body: str, places: Iterable[Place], listed: Collection[str]) -> tuple[list[tuple[Place, str]], list[Ambiguity]]:
    """Say of each place whose name it is; a place that is nobody's falls away."""
    settled: list[tuple[Place, str]] = []
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


def _owners(place: Place, kind: str, listed: Collection[str], among: Collection[str] | None) -> list[str]:
    """The actors that bear a name; the one that the brief lists, where it lists one."""
    bearers = sorted({form.actor for form in place.forms if form.kind == kind and (among is None or form.actor in among)})
    if len(bearers) > 1:
        chosen = [actor for actor in bearers if actor in listed]
        return chosen if len(chosen) == 1 else bearers
    return bearers


def _word_before(body: str, place: Place) -> tuple[str, int] | None:
    """The capitalised word that stands before a place, where it may belong to the same name, and where it ends.

    The first word of a sentence has a capital in any case; it counts, unless sentences often begin so.
    """
    behind = max(0, place.start - 30)
    before = _WORD_BEFORE.search(body[behind : place.start])
    if before is None or not before[1][0].isupper() or before[1].lower() in _NOT_OF_A_NAME:
        return None
    at = behind + before.start()
    head = body[max(0, at - 30) : at].rstrip(" \u00a0\"'“‘(*_")
    begins_sentence = not head or head[-1] in ".!?:\n"
    if begins_sentence and (before[1].lower() in _OPENERS or before[1].endswith("ly")):
        return None
    return before[1], behind + before.end(1)


def _stands_alone(body: str, place: Place) -> bool:
    """Whether a last name is not part of somebody else's name."""
    if body[place.start - 1 : place.start] == "-" or re.match(r"-[A-Z]", body[place.end : place.end + 2]):
        return False
    return _word_before(body, place) is None


def part_of_longer(body: str, places: Sequence[Place], listed: Collection[str]) -> set[Place]:
    """The places where a name of one word is the end of a longer name that is in no registry, as in Environment Canada.

    Where a text brings a name up so, and never has anything happen in, to or from it, the name is a person's throughout:
    Valeska Paris is Paris for the rest of the text. Names that the brief lists are left alone.
    """
    ends = {place.end for place in places}
    inside: set[Place] = set()
    surnames: set[str] = set()
    seen: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        text = body[place.start : place.end]
        if not text.isalpha() or text.isupper() or any(form.kind != "name" or form.actor in listed for form in place.forms):
            continue
        before = _word_before(body, place)
        if before and before[1] not in ends and not _in_title_case(body, place):
            inside.add(place)
            if not seen[text]:
                surnames.add(text)
        seen[text].append(place)
    for text in surnames:
        if not any(_PLACED.search(body, max(0, place.start - 12), place.start) for place in seen[text]):
            inside.update(seen[text])
    return inside


def _in_title_case(body: str, place: Place) -> bool:
    """Whether the line is a headline in which every word has a capital."""
    start = body.rfind("\n", 0, place.start) + 1
    end = body.find("\n", place.end)
    line = body[start : end if end >= 0 else None]
    if len(line) > _LONGEST_HEADLINE:
        return False
    long_words = [word for word in WORD.findall(line) if len(word) > 3]
    return line.rstrip()[-1:] not in ".!?" and sum(word[0].isupper() for word in long_words) >= 0.8 * len(long_words)
