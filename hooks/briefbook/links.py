"""Finds the links of a body as its author wrote them, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from briefbook.prose import within_code

_TEXT = r"\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
_INLINE = re.compile(
    r"(?P<mark>!?)(?<!\\)" + _TEXT + r"\([ \t]*(?:<(?P<angle>[^>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_REFERENCE = re.compile(r"(?<![\\\]])(?!\[\^)" + _TEXT + r"(?P<apart> ?)\[(?P<name>[^\[\]^\n][^\[\]\n]*|)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\]^\n][^\]\n]*)\]:[ \t]*\n?[ \t]*<?(?P<target>[^\s>]+)", re.MULTILINE)
_ALONE = re.compile(r"\][(:]\s*<[^<>\n]*>|<(?P<target>https?://[^<>\n]*)>", re.IGNORECASE)
"""An address that is its own link; what follows a bracket is that of another."""
_HTML = re.compile(
    r"<(?P<tag>a|img)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\b(?:href|src)\s*=\s*"
    r"(?:(?P<quote>[\"'])(?P<quoted>.*?)(?P=quote)|(?P<plain>[^\"'\s>]*))",
    re.IGNORECASE | re.DOTALL,
)


_EDITOR = re.compile(
    r"\s*(?:sic!?|\.\.\.|…|emphas[ie]s .*|(?:italics|bold) .*"
    r"|.* (?:added|omitted|original|mine|ours|supplied|translation|needed)|redacted|deleted|omitted|inaudible|unclear"
    r"|crosstalk|laughter|applause|ellipsis|translat.*|eds?\.?|note)\s*",
    re.IGNORECASE,
)
"""Words that editors put in brackets, and that are no names of a link."""


class BodyLink(NamedTuple):
    """A link or a picture in a body: where it leads, what it reads, and where its target stands."""

    kind: Literal["link", "picture", "reference", "brackets"]
    target: str
    text: str
    start: int
    raw: bool = False
    """Whether it is written in HTML, whose addresses are published as they stand."""


def links(body: str) -> tuple[BodyLink, ...]:
    """The links and pictures of a body; a `reference` is a name without a definition. Code is passed over.

    `brackets` are two pairs with a blank between them: a reference without its definition, or words put in by an editor.
    Those that every editor puts in, such as `[sic][emphasis added]`, are no link in any case.
    """
    return tuple(_links(body))


def _links(body: str) -> Iterator[BodyLink]:
    if "](" not in body and "]:" not in body and "<" not in body and not re.search(r"\] ?\[", body):
        return
    inside = within_code(body)
    for found in _INLINE.finditer(body):
        if not inside(found.start()):
            if "](" in found["text"]:  # a picture that is a link
                yield from map(_inline, _INLINE.finditer(body, *found.span("text")))
            yield _inline(found)
    defined = set()
    for found in _DEFINITION.finditer(body):
        if not inside(found.start()):
            defined.add(_same(found["name"]))
            yield BodyLink("link", found["target"], found["name"], found.start("target"))
    for found in _REFERENCE.finditer(body):
        if not inside(found.start()) and _same(found["name"] or found["text"]) not in defined:
            if _EDITOR.fullmatch(found["name"]) or _EDITOR.fullmatch(found["text"]):
                continue
            kind: Literal["reference", "brackets"] = "brackets" if found["apart"] else "reference"
            yield BodyLink(kind, found["name"] or found["text"], found["text"], found.start())
    for found in _ALONE.finditer(body):
        if found["target"] and not inside(found.start()):
            yield BodyLink("link", found["target"], found["target"], found.start("target"))
    for found in _HTML.finditer(body):
        if not inside(found.start()):
            html: Literal["link", "picture"] = "link" if found["tag"].casefold() == "a" else "picture"
            group = "plain" if found["quoted"] is None else "quoted"
            yield BodyLink(html, found[group], "", found.start(group), raw=True)


def _inline(found: re.Match[str]) -> BodyLink:
    group = "bare" if found["angle"] is None else "angle"
    return BodyLink("picture" if found["mark"] else "link", found[group], found["text"], found.start(group))


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
