"""Puts a mention into its sentence, as a reader of the page sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefbook.model import Mention
from briefbook.names import Place
from briefbook.prose import Sentence, plain, sentences

BY_HAND = re.compile(r"(?<![\\!\]])\[\[([a-z0-9-]+)(?:\|([^\[\]\n]+))?\]\]")
"""`[[actor-id]]` and `[[actor-id|words]]`: what an author writes to say who is meant."""
_OPENING = 8
_REACH = 600
"""So many characters of a sentence are shown on each side of a name; sentences that people write are shorter."""
_CROWDED, _NEAR = 3_000, 100
"""With more names than that, as no text has that people write, only so many characters."""
_HERE = "\ue000"
"""Stands on both sides of a name while its sentence is made plain; a character that no text has."""


def in_sentences(
    brief: str, body: str, settled: Sequence[tuple[Place, str]], names: Mapping[str, str]
) -> Iterator[Mention]:
    """The mentions at some places, of which is known whose they are."""
    if not settled:
        return
    reach = _REACH if len(settled) < _CROWDED else _NEAR
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
        passage = _around(body, span, place, reach)
        marked = f"{passage[0]}{_HERE}{text}{_HERE}{passage[1]}"
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


def _around(body: str, sentence: Sentence, place: Place, reach: int) -> tuple[str, str]:
    """What stands in a sentence before and after a place; of one without end only what is near.

    A text that names one actor ten thousand times in one sentence would else be copied as often.
    """
    before = body[max(sentence.start, place.start - reach) : place.start]
    after = body[place.end : min(max(sentence.end, place.end), place.end + reach)]
    if place.start - reach > sentence.start:
        before = f"… {before.partition(' ')[2]}"
    if place.end + reach < sentence.end:
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def _opening(body: str, sentence: Sentence, names: Mapping[str, str]) -> str:
    """The first words of a sentence, up to its first mark."""
    start = body[sentence.start : min(sentence.end, sentence.start + _REACH)].partition("[^")[0]
    return " ".join(plain(_with_names(start, names)).split(maxsplit=_OPENING)[:_OPENING])


def _with_names(text: str, names: Mapping[str, str]) -> str:
    """A text in which what an author marked by hand reads as it does on the page."""
    if "[[" not in text:
        return text
    return BY_HAND.sub(lambda mark: mark[2] or names.get(mark[1], mark[0]), text)
