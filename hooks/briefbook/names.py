"""In what ways an actor may be named, and whether one of them is what is written at a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefbook.model import Actor

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
"""A word to the matcher: letters and digits, whatever stands between them."""
SMALL = frozenset("a al an and at bin by da de del der di du el for ibn in la le of on or the to und van von".split())
"""Words that names are written with and without a capital."""
_RUNS_ON = re.compile(r"[+@$]|\.[a-z]{2}")
LIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " "})
"""Characters that are typed for one another."""
_SPELLINGS = {"defense": "defence", "center": "centre", "labor": "labour", "program": "programme", "theater": "theatre"}
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Form(NamedTuple):
    """A way in which an actor may be named, and what it takes for that to be a mention."""

    actor: str
    text: str
    kind: str
    """`name`: always; `weak`: where the brief lists the actor; `last`: a person's last name, once it is known who is meant;
    `hand`: the author says so."""


class Place(NamedTuple):
    """A place in a body where some forms fit."""

    start: int
    end: int
    forms: tuple[Form, ...]


def forms_of(actor: Actor) -> Iterator[Form]:
    """The ways to name an actor; the plural of a people's name and both spellings of initials among them."""
    for text in (actor.name, *actor.aliases):
        for each in _spellings(text):
            yield Form(actor.id, each, "name")
    for text in actor.weak_aliases:
        for each in _spellings(text):
            yield Form(actor.id, each, "weak")
    if actor.kind == "person":
        for text in (actor.name, *actor.aliases):
            if last := _last_name(text):
                yield Form(actor.id, last, "last")


def _spellings(text: str) -> Iterator[str]:
    text = text.translate(LIKE)
    yield text
    if re.fullmatch(r".*(?:[a-z]i|an)", text) and text[0].isupper() and len(text) > 4:
        yield f"{text}s"
    if re.fullmatch(r"[A-Z]{2,4}", text):
        yield "".join(f"{letter}." for letter in text)
    elif re.fullmatch(r"(?:[A-Z]\.){2,4}", text):
        yield text.replace(".", "")


def _last_name(name: str) -> str | None:
    words = [word for word in name.translate(LIKE).split() if word.strip(".,").lower() not in _SUFFIXES]
    if len(words) < 2 or not words[-1][:1].isalpha() or len(words[-1]) < 3:
        return None
    last = words[-1]
    return last if last[0].isupper() or "-" in last else None


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word without case and marks, in British spelling, as the matcher compares it."""
    if word.isascii():
        bare = word.lower()
    else:
        bare = "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(each))
    return _SPELLINGS.get(bare) or bare.replace("ization", "isation")


def fits(form: str, body: str, spans: Sequence[tuple[int, int]]) -> int | None:
    """Where a form ends that is written at some words of a body; nothing where case or what stands between them differs."""
    start, end = spans[0][0], spans[-1][1]
    written = body[start:end]
    bare = form.rstrip("+.!&")
    tail = form[len(bare) :]
    if not body.startswith(tail.replace(".", ""), end) or (tail in {"", "."} and _RUNS_ON.match(body, end)):
        return None
    stop = end + len(tail) if body.startswith(tail, end) else end
    if written == bare:
        return stop
    pairs = [(word, body[one:two]) for word, (one, two) in zip(WORD.findall(bare), spans, strict=True)]
    if pairs[0][0][0].isupper() and pairs[0][1][0].islower() and pairs[0][0].lower() not in SMALL:
        return None
    capitals = [pair for pair in pairs if pair[0][0].isupper() and pair[0].lower() not in SMALL]
    # Of a name of several words some may be written small, as in "the Indonesian navy", but not all of them.
    small = not all(_same_case(word, there, written) for word, there in pairs)
    if small and (len(capitals) < 2 or not any(there[0].isupper() for _, there in capitals)):
        return None
    between = WORD.split(bare)[1:-1]
    gaps = [body[one[1] : two[0]] for one, two in pairwise(spans)]
    return stop if all(_same_gap(wanted, gap.translate(LIKE)) for wanted, gap in zip(between, gaps, strict=True)) else None


def _same_case(word: str, written: str, whole: str) -> bool:
    """Whether a word may be written so: capitals stay capitals, small words may be either, acronyms may be words."""
    if word == written or word.lower() in SMALL:
        return True
    if word[0].islower():
        return written[1:].islower() or len(written) == 1 or written.isupper()
    if written.isupper() and len(whole) > 3:
        return True
    if word.isupper():
        return len(word) > 3 and written[0].isupper() and written[1:].islower()
    return written[0].isupper() and word[1:].islower() == written[1:].islower()


def _same_gap(wanted: str, gap: str) -> bool:
    if wanted == gap:
        return True
    one, two = (re.sub(r"\s*\n[\s>]*|\s+", " ", each).replace("-", " ") for each in (wanted, gap))
    if one == two:
        return True
    return "." in one and one.replace(".", "").strip() == two.replace(".", "").strip() and len(two) < 3
