"""Finds in a body the place from which something in its HTML came, in whichever way its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from briefbook.links import links
from briefbook.prose import within_code

_WRITTEN = re.compile(
    r"(?P<entity>&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?)"
    r"|(?P<dropped>[\x00-\x20\x7f-\xa0\u200b\u2028\u2029\ufeff\\])"
)
_MARK = re.compile(r"<[A-Za-z/!?][^<>]*>?|\{[^{}\n]*\}")
_OPENS_ADDRESS = ("](", "(<", '="', "='", "]:")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)(?=[\s/>])[^<>]*?(?P<empty>/?)>")
_LEFT_OPEN = frozenset("br hr img wbr li dt dd p tr td th thead tbody tfoot rt rp".split())
"""Elements that need no end."""


def bare(address: str) -> str:
    """An address as a browser understands it: without what it passes over, in small letters."""
    return _WRITTEN.sub(lambda found: "" if found["dropped"] else found[0], address).casefold()


def of_address(body: str, value: str) -> int | None:
    """Where an address is written, with entities, blanks, capitals or signs of escape in it or not; rather as a link's."""
    wanted, inside = bare(value), _inside(body)
    if (of_link := _of_links(body).get(wanted)) is not None:
        return of_link
    text, offsets = _decoded(body)
    words: list[int] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        place = offsets[at]
        if not inside(place):
            if text.endswith(_OPENS_ADDRESS, max(0, at - 2), at) or text[at - 1 : at] in {"<", "="}:
                return place
            words.append(place)
        at = text.find(wanted, at + 1)
    if words:
        return words[0]
    literal = body.casefold().find(value.casefold()) if value else -1
    return literal if literal >= 0 else None


def of_mark(body: str, pattern: str) -> int | None:
    """Where a pattern stands in a tag or in an attribute list, outside code."""
    found = re.compile(pattern, re.IGNORECASE).search(_marks_alone(body))
    return found.start() if found else None


def of_unpaired(body: str) -> int | None:
    """Where the first tag stands that opens what is never closed, or closes what was never opened."""
    opened: list[re.Match[str]] = []
    inside = _inside(body)
    for tag in _TAG.finditer(body):
        name = tag["name"].casefold()
        if inside(tag.start()) or name in _LEFT_OPEN or tag["empty"]:
            continue
        if not tag["close"]:
            opened.append(tag)
        elif opened and opened[-1]["name"].casefold() == name:
            opened.pop()
        else:
            return min(each.start() for each in (tag, *opened[-1:]))
    return opened[0].start() if opened else None


@lru_cache(maxsize=4)
def _inside(body: str) -> Callable[[int], bool]:
    """Whether a place lies in code; a text may have thousands of faults to be placed."""
    return within_code(body)


@lru_cache(maxsize=4)
def _of_links(body: str) -> dict[str, int]:
    """The addresses of a body's links, each with the first place where it is one, and not a word of the text."""
    found = sorted(((link.start, bare(unescape(link.target))) for link in links(body)), reverse=True)
    return {address: start for start, address in found}


@lru_cache(maxsize=4)
def _marks_alone(body: str) -> str:
    """A body with blanks for all that is neither a tag nor an attribute list."""
    inside, parts, at = _inside(body), [], 0
    for found in _MARK.finditer(body):
        if not inside(found.start()):
            parts += [" " * (found.start() - at), found[0]]
            at = found.end()
    return "".join(parts)


@lru_cache(maxsize=4)
def _decoded(body: str) -> tuple[str, list[int]]:
    """A body as `bare` has it, entities resolved, and for each of its characters where it is written."""
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for found in (*_WRITTEN.finditer(body), None):
        end = found.start() if found else len(body)
        for place in range(at, end):
            small = body[place].casefold()
            parts.append(small)
            offsets += [place] * len(small)
        if found:
            small = bare(unescape(found[0])) if found["entity"] else ""
            parts.append(small)
            offsets += [found.start()] * len(small)
            at = found.end()
    return "".join(parts), offsets
