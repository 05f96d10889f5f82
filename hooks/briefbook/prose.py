"""Which parts of a Markdown body are running text, and where its sentences end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

_CODE = (
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?:(?<=\n\n)|(?<=\A\n)|\A)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+"
    r"|<!--.*?(?:-->|\Z)"
)
_TEXT_IN_BRACKETS = r"\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]"
_UNTOUCHED = (
    r"|^ {0,3}<(?P<tag>[A-Za-z][\w-]*)\b.*?(?:</(?P=tag)>|\n[ \t]*\n|\Z)"  # a block of HTML, in which Markdown is not read
    r"|</?[A-Za-z][^<>]*>"  # a tag within a line
    r"|<(?:https?|mailto|ftp):[^<>\s]*>"
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$"  # a definition of a link
    r"|^\*\[[^\]\n]+\]:[^\n]*$"  # a definition of an abbreviation
    rf"|!?(?!\[\^){_TEXT_IN_BRACKETS}(?:\((?:[^()\n]|\([^()\n]*\))*\)|[ \n]?\[(?!\^)[^\]\n]*\])"  # a link, an image
    r"(?:\{[^{}\n]*\})?"
    r"|\{:?[ ]*[#.][^{}\n]*\}"  # ids and classes
)
_FLAGS = re.MULTILINE | re.DOTALL
_OF_CODE = ("`", "~~~", "<!--", "\n    ", "\n\t")
_OF_MARKS = (*_OF_CODE, "[", "<", "{", "\n*[")
"""What a text has that may hold code, and what one has that may hold marks; to look for each by itself is quick."""
_CODE_ONLY = re.compile(_CODE, _FLAGS)
_CODE_AND_MARKS = re.compile(rf"(?=[`~<\[!{{* \t])(?! (?<=[^\n] ))(?:{_CODE}{_UNTOUCHED})", _FLAGS)
"""Begins with what any of them begins with, of blanks with the first of a line; that spares all others the whole."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]'\"’”*_]|[\w.+-]+@[\w-]+\.[\w.-]+\w")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,100}\]:?")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t][^\n]*$|^[^\n]+\n(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_INDENTED = ("", " ", "  ", "   ")
_WITH_SIGNS = re.compile(r"##{0,5}[ \t][^\n]*")
_LINE_BLOCK_END = r"\n(?:[ \t>]*\n)+|\n(?=[ \t>]*(?:[-*+:]|\d+[.)])[ \t])"
_BLOCK_END = re.compile(_LINE_BLOCK_END)
_CELL_END = re.compile(rf"{_LINE_BLOCK_END}|\n(?=\|)|(?<=\|)(?=\n)| \|(?= )")
_SENTENCE_END = re.compile(
    r"[.!?…][.!?…]*(?:[\"'”’)\]*_]|\[\^[^\]\s]+\]|\[\d+\]\([^)]*\)\{[^}]*\})*\s+(?=[\"'“‘(\[*_]*[A-Z0-9À-ÞА-Я])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘.*_])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon|Jr|Sr|vs|No|Nos|Art|"
    r"Arts|para|paras|p|pp|vol|ed|cf|e\.g|i\.e|etc|approx|Inc|Ltd|Corp|Co|U\.S|U\.N|U\.K|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|"
    r"Oct|Nov|Dec)\.$"
)


_MARKED, _BEGINS_MARKED = re.compile(r"[\[*_`<>{\\|]"), re.compile(r"\s*(?:#+|[-+:]|\d+[.)])[ \t]")
_MARKS = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\[\^[^\]\s]+\]|\{:?[ ]*[#.][^{}\n]*\}|<!--.*?-->|</?[A-Za-z][^<>]*>", ""),
        (r"\[\[[a-z0-9-]+\|([^\]]*)\]\]", r"\1"),
        (
            r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])",
            r"\1",
        ),
        (r"^\s*(?:(?:>|#{1,6}|[-*+:|]|\d+[.)])[ \t]+)+|[ \t]*\|\s*$|(?<=\n)[ \t]*>[ \t]?", ""),
        (r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])|`+", ""),
        (r"\\([\\`*_{}\[\]()#+.!|-])", r"\1"),
    )
]


class Span(NamedTuple):
    """A part of a text, from the character `start` up to, and without, the character `end`."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence, and the number of the paragraph, list item or table cell that it stands in, counted from 1."""

    start: int
    end: int
    block: int


class Spans:
    """Parts of a text that do not overlap, asked for by position in logarithmic time."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the spans has a character in common with the part from start to end."""
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return last >= 0 and self._spans[last].end > start


def code(body: str) -> Spans:
    """Code, fenced, indented or between backticks, and HTML comments."""
    if not _may_hold(_OF_CODE, body):
        return Spans([])
    return Spans([Span(*match.span()) for match in _CODE_ONLY.finditer(body) if not _continues_list(match, body)])


def comments(body: str) -> list[Span]:
    """HTML comments outside code; one that is never closed goes on to the end."""
    found: list[Span] = []
    at = 0 if "<!--" in body else len(body)
    while match := _CODE_ONLY.search(body, at):
        if match[0].startswith("<!--"):
            found.append(Span(*match.span()))
        at = match.start() + 4 if _continues_list(match, body) else max(match.end(), at + 1)
    return found


def within_code(body: str) -> Callable[[int], bool]:
    """A function that says of a place in a body whether it lies in code or in a comment."""
    verbatim = code(body)
    return lambda at: verbatim.touch(at, at + 1)


def marked(body: str) -> Spans:
    """Code, HTML, links and images: what Markdown reads as a whole."""
    return Spans(_apart(_marks(body)))


def untouched(body: str) -> Spans:
    """All in which no name is looked for: code, HTML, links, images, addresses, labels of footnotes, ids and classes."""
    marks = [*_marks(body), *(Span(*match.span()) for match in _FOOTNOTE.finditer(body))]
    if "://" in body or "www." in body or "@" in body:
        marks += [Span(*match.span()) for match in _ADDRESS.finditer(body)]
    return Spans(_apart(marks))


def headings(body: str) -> Spans:
    """The headings."""
    if "\n=" in body or "\n--" in body:
        return Spans([Span(*match.span()) for match in _HEADING.finditer(body)])
    found: list[Span] = []
    for match in _WITH_SIGNS.finditer(body):  # to look for the sign alone is quick
        start = body.rfind("\n", 0, match.start()) + 1
        if body[start : match.start()] in _INDENTED:
            found.append(Span(start, match.end()))
    return Spans(found)


def sentences(body: str) -> list[Sentence]:
    """The sentences of a body one after the other, none of them longer than its paragraph, list item or table cell."""
    found: list[Sentence] = []
    start = 0
    blocks = [
        *(match.span() for match in (_CELL_END if "|" in body else _BLOCK_END).finditer(body)),
        (len(body), len(body)),
    ]
    for block, (end, after) in enumerate(blocks, 1):
        for match in _SENTENCE_END.finditer(body, start, end):
            if not _ends_abbreviation(body, start, match.start()):
                found.append(Sentence(start, match.end(), block))
                start = match.end()
        if start < end:
            found.append(Sentence(start, end, block))
        start = after
    return found


def _ends_abbreviation(body: str, start: int, at: int) -> bool:
    """Whether the sign at a place is the full stop of an abbreviation, in what begins at `start`."""
    return body[at] == "." and _ABBREVIATION.search(body, max(start, at - 11), at + 1) is not None


def plain(text: str) -> str:
    """A piece of a body as its reader sees it: without marks, targets of links, footnotes and line breaks."""
    if _MARKED.search(text) or _BEGINS_MARKED.match(text):
        for pattern, words in _MARKS:
            text = pattern.sub(words, text)
    return _evenly_spaced(text)


def _evenly_spaced(text: str) -> str:
    """A text with a single blank wherever there is space; to part it is quicker than to look for what is odd."""
    words = text.split()
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{' '.join(words)}{' ' if text[-1].isspace() else ''}"


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in their order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _marks(body: str) -> list[Span]:
    """The spans of code, HTML, links and images; of an indented block that only goes on with a list, those inside it."""
    found: list[Span] = []
    at = 0 if _may_hold(_OF_MARKS, body) else len(body)
    while match := _CODE_AND_MARKS.search(body, at):
        if _continues_list(match, body):
            at = match.start() + 4
        else:
            found.append(Span(*match.span()))
            at = max(match.end(), at + 1)
    return found


def _may_hold(signs: Sequence[str], body: str) -> bool:
    """Whether a text has one of some signs; most are missed by their last character, which is found at once."""
    return any(sign[-1] in body and sign in body for sign in signs) or body.startswith(("    ", "\t", "*["))


def _continues_list(match: re.Match[str], body: str) -> bool:
    """Whether an indented block is no code but a further paragraph of a list item, as the last text before it tells."""
    if not match[0].startswith(("    ", "\t")):
        return False
    before = [line for line in body[: match.start()].rsplit("\n\n", 12) if line.strip()]
    last = next((block for block in reversed(before) if not block.lstrip("\n").startswith(("    ", "\t"))), "")
    return re.match(r"\n* {0,3}(?:[-*+]|\d+[.)]|\[\^[^\]\n]+\]:)[ \t]", last) is not None
