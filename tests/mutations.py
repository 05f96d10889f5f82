"""Makes faults: takes a good brief and spoils one thing in it, the same way for the same seed.

Each kind of fault says which line it is on; `tests/test_mutations.py` holds `check` against it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Mutation(NamedTuple):
    """A spoilt text: what was done to it, and the line on which the fault is to be told."""

    kind: str
    text: str
    line: int
    rule: str


Spoil = Callable[[str, random.Random], tuple[str, str] | None]


def _field(name: str, make: Callable[[str, random.Random], str]) -> Spoil:
    """Replace the value of a field on one line."""

    def spoil(text: str, chance: random.Random) -> tuple[str, str] | None:
        lines = re.findall(rf"^(?:  - |    |){name}: (?=[^\s>|]).*$", text.split("\n---\n")[0], re.MULTILINE)
        if not lines:
            return None
        line = chance.choice(lines)
        lead, _, value = line.partition(": ")
        return line, f"{lead}: {make(value, chance)}"

    return spoil


def _typo(value: str, chance: random.Random) -> str:
    """Another id in a list: one letter twice."""
    ids = re.findall(r"[a-z0-9-]{5,}", value)
    chosen = chance.choice(ids)
    at = chance.randrange(1, len(chosen) - 1)
    return re.sub(rf"(?<![a-z0-9-]){chosen}(?![a-z0-9-])", chosen[:at] + "q" + chosen[at:], value, count=1)


def _again(value: str, chance: random.Random) -> str:
    return value.replace("]", f", {re.findall('[a-z0-9-]+', value)[0]}]")


def _foreign(value: str, chance: random.Random) -> str:
    """The first a, e or o as a Cyrillic letter."""
    return re.sub("[aeo]", lambda found: {"a": "а", "e": "е", "o": "о"}[found[0]], value, count=1)


def _prose(make: Callable[[str, random.Random], str]) -> Spoil:
    """Put something at the end of a paragraph of the body."""

    def spoil(text: str, chance: random.Random) -> tuple[str, str] | None:
        body = text.partition("\n---\n")[2]
        lines = [line for line in body.split("\n") if re.match(r"[A-Z][^|]{60,}$", line) and text.count(line) == 1]
        if not lines:
            return None
        line = chance.choice(lines)
        return line, make(line, chance)

    return spoil


def _without(name: str) -> Spoil:
    def spoil(text: str, chance: random.Random) -> tuple[str, str] | None:
        found = re.search(rf"^{name}: [^\n>|]+\n", text, re.MULTILINE)
        return (found[0], "") if found else None

    return spoil


def _named(old: str, new: str) -> Spoil:
    def spoil(text: str, chance: random.Random) -> tuple[str, str] | None:
        found = re.search(rf"^{old}:", text, re.MULTILINE)
        return (found[0], f"{new}:") if found else None

    return spoil


KINDS: dict[str, tuple[Spoil, str]] = {
    "date in words": (_field("date", lambda value, _: "24 October 2024"), "date"),
    "impossible date": (_field("date", lambda value, _: "2024-02-30"), "date"),
    "date to come": (_field("^date", lambda value, _: "2999-01-01"), "future-date year-folder"),
    "unknown section": (_field("section", lambda value, _: value + "-x"), "unknown-section"),
    "unknown author": (_field("authors", _typo), "unknown-author"),
    "unknown topic": (_field("topics", _typo), "unknown-topic"),
    "unknown actor": (_field("actors", _typo), "unknown-actor"),
    "actor twice": (_field("actors", _again), "named-twice"),
    "id with capitals": (_field("section", lambda value, _: value.capitalize()), "id"),
    "list as a text": (_field("topics", lambda value, _: value.strip("[]").partition(",")[0]), "type"),
    "unclosed quote": (_field("title", lambda value, _: '"' + value.strip('"')), "yaml"),
    "colon in a title": (_field("title", lambda value, _: "A fault: " + value.strip('"').replace(": ", " ")), "yaml"),
    "anchor": (_field("section", lambda value, _: "&a " + value), "yaml"),
    "tag": (_field("section", lambda value, _: "!!str " + value), "yaml"),
    "address without scheme": (_field("url", lambda value, _: "www.example.org/x"), "url"),
    "address that runs": (_field("url", lambda value, _: "javascript:alert(1)"), "url"),
    "unknown confidence": (_field("confidence", lambda value, _: "very"), "confidence"),
    "unknown field": (_named("section", "sectoin"), "missing-field unknown-field"),
    "field twice": (_field("section", lambda value, _: f"{value}\nsection: {value}"), "duplicate-field"),
    "title with a foreign letter": (_field("^title", _foreign), "mixed-alphabets"),
    "missing authors": (_without("authors"), "missing-field"),
    "missing topics": (_without("topics"), "missing-field"),
    "no publisher": (_named("    publisher", "    # publisher"), "bare-source"),
    "unknown source": (_prose(lambda line, _: line + "[^nowhere-at-all]"), "unknown-source"),
    "script": (_prose(lambda line, _: line + " <script>alert(1)</script>"), "html"),
    "frame": (_prose(lambda line, _: line + ' <iframe src="https://example.org/"></iframe>'), "html"),
    "link that runs": (_prose(lambda line, _: line + " [here](javascript:alert(1))"), "html"),
    "attribute": (_prose(lambda line, _: line + " *word*{ onclick=x }"), "html"),
    "id of the theme": (_prose(lambda line, _: line + " *word*{ #__config }"), "html"),
    "remote picture": (_prose(lambda line, _: line + " ![x](https://example.org/x.png)"), "html"),
    "link to nothing": (_prose(lambda line, _: line + " [x](../2001/nothing.md)"), "link"),
    "link to an address": (_prose(lambda line, _: line + " [x](/briefs/2024/x/)"), "link"),
    "link without target": (_prose(lambda line, _: line + " [x]()"), "link"),
    "missing anchor": (_prose(lambda line, _: line + " [x](#no-heading-of-this-name)"), "link"),
    "missing picture": (_prose(lambda line, _: line + " ![x](x/map.png)"), "link"),
    "undefined reference": (_prose(lambda line, _: line + " [x][no reference]"), "link"),
    "bidi": (_prose(lambda line, _: line + "\u202e"), "encoding"),
    "zero width": (_prose(lambda line, _: line[:30] + "\u200b" + line[30:]), "encoding"),
    "control character": (_prose(lambda line, _: line + "\x1b"), "encoding"),
    "first heading": (_prose(lambda line, _: "# A heading\n\n" + line), "heading"),
    "two blanks": (_prose(lambda line, _: line.replace(" ", "  ", 1)), "spacing"),
    "signs in a row": (_prose(lambda line, _: line + "!" * 200), "limit"),
}  # fmt: skip


def mutations(texts: dict[str, str], number: int, seed: int) -> Iterator[tuple[str, Mutation]]:
    """Some single faults, of all kinds in turn, each with the path of the brief that it is in."""
    chance = random.Random(seed)
    kinds = sorted(KINDS)
    made = 0
    while made < number:
        kind = kinds[made % len(kinds)]
        spoil, rule = KINDS[kind]
        path = chance.choice(sorted(texts))
        text = texts[path]
        if (change := spoil(text, chance)) is None or change[0] == change[1]:
            continue
        old, new = change
        at = text.index(old)
        line = text.count("\n", 0, at) + 1
        if rule == "duplicate-field":
            line += 1
        if rule == "bare-source":  # what is missing is told where the source begins
            line = text.count("\n", 0, text.rindex("\n  - ", 0, at) + 1) + 1
        yield (
            path,
            Mutation(kind, text[:at] + new + text[at + len(old) :], 1 if "missing" in kind and not new else line, rule),
        )
        made += 1
