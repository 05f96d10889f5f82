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


def _below(words: str) -> Spoil:
    """Put a block below a paragraph of the body."""
    return _prose(lambda line, _: f"{line}\n\n{words}")


def _unended(text: str, chance: random.Random) -> tuple[str, str]:
    """The front matter without the line that ends it."""
    return "\n---\n\n", "\n\n"


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
    "zero width": (_prose(lambda line, _: line[:30] + "\u200b" + line[30:]), "encoding unseen"),
    "control character": (_prose(lambda line, _: line + "\x1b"), "encoding"),
    "first heading": (_prose(lambda line, _: "# A heading\n\n" + line), "heading"),
    "two blanks": (_prose(lambda line, _: line.replace(" ", "  ", 1)), "spacing"),
    "signs in a row": (_prose(lambda line, _: line + "!" * 200), "limit"),
    "title cut short": (_field("publisher", lambda value, _: value.strip('"').replace(": ", " ") + " #5"), "yaml"),
    "curly quotes": (_field("section", lambda value, _: f"\u201c{value}\u201d"), "id"),
    "another year": (_field("^date", lambda value, _: "2019" + value[4:]), "year-folder"),
    "id with an underscore": (_field("authors", lambda value, _: value.replace("-", "_", 1)), "id"),
    "indent of three": (_named("    publisher", "   publisher"), "yaml"),
    "no quotes around a sign": (_field("section", lambda value, _: f"@{value}"), "yaml"),
    "cut-off without zone": (_field("information_cutoff", lambda value, _: "2024-01-01T10:00"), "date"),
    "status unknown": (_field("section", lambda value, _: f"{value}\nstatus: finished"), "status"),
    "tag character": (_prose(lambda line, _: line[:30] + "\U000e0041" + line[30:]), "encoding"),
    "joiner in Latin": (_prose(lambda line, _: line[:30] + "\u200d" + line[30:]), "encoding unseen"),
    "no host": (_prose(lambda line, _: line + " [x](https:example.org)"), "link"),
    "wrong depth": (_prose(lambda line, _: line + " [x](../../../actors/israel.md)"), "link"),
    "two endings": (_prose(lambda line, _: line + " ![A map](x/map.jpg.png)"), "link"),
    "link to a folder": (_prose(lambda line, _: line + " [x](../2023/)"), "link"),
    "blank in a link": (_prose(lambda line, _: line + " [x] (https://example.org/)"), "missed-mark"),
    "link not closed": (_prose(lambda line, _: line + " [x](https://example.org/ and"), "missed-mark"),
    "brackets turned round": (_prose(lambda line, _: line + " (https://example.org/)[x]"), "missed-mark"),
    "element not closed": (_prose(lambda line, _: line + " <b>bold"), "html"),
    "an id twice": (_prose(lambda line, _: line + " *a*{ #x } *b*{ #x }"), "html"),
    "footnote of the site": (_prose(lambda line, _: line + " [x](#fn:none)"), "link"),
    "cell too many": (_below("| a | b |\n|---|---|\n| 1 | 2 | 3 |"), "lost-cell +4"),
    "cell too few": (_below("| a | b |\n|---|---|\n| 1 |"), "short-row +4"),
    "footnote twice": (_prose(lambda line, _: line + "[^f]\n\n[^f]: One.\n\n[^f]: Two."), "footnote +4"),
    "footnote without mark": (_below("[^f]: One."), "footnote +2"),
    "list in a paragraph": (_prose(lambda line, _: line + "\n- one\n- two"), "missed-mark +1"),
    "code without end": (_below("```\ncode"), "missed-mark +2"),
    "leap of headings": (_below("## One\n\n#### Two"), "heading +4"),
    "underlined heading": (_below("A heading\n====="), "heading +2"),
    "definition in a quotation": (_below("> [x]: javascript:alert(1)\n\n[x]"), "html +2"),
    "definition in a list": (_below("- [x]: ../2001/nothing.md\n\n[x]"), "link +2"),
    "front matter without end": (_unended, "front-matter =1"),
    "conflict": (_prose(lambda line, _: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> b"), "conflict"),
    "comment without end": (_prose(lambda line, _: line + " <!-- ask"), "comment"),
    "encoded address": (_prose(lambda line, _: line + " [x](java&#x73;cript:alert(1))"), "html"),
    "password in an address": (_prose(lambda line, _: line + " https://a:b@example.org/"), "credentials"),
    "note for later": (_prose(lambda line, _: line + " TODO"), "left-note"),
    "words in angle brackets": (_prose(lambda line, _: line + " <redacted>"), "html"),
    "unclosed bracket": (_field("topics", lambda value, _: value.rstrip("]")), "yaml"),
    "unclosed bracket above": (_field("authors", lambda value, _: value.rstrip("]")), "yaml"),
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
        rule, sign, number_of_lines = rule.partition(" +") if " +" in rule else rule.partition(" =")
        line = line + int(number_of_lines) if sign == " +" else int(number_of_lines) if sign else line
        if rule in {"duplicate-field", "status"}:
            line += 1
        if rule == "bare-source":  # what is missing is told where the source begins
            line = text.count("\n", 0, text.rindex("\n  - ", 0, at) + 1) + 1
        yield (
            path,
            Mutation(kind, text[:at] + new + text[at + len(old) :], 1 if "missing" in kind and not new else line, rule),
        )
        made += 1
