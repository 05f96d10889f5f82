"""Makes the HTML of a text sound where its author was careless: valid, and clear to those who listen to it.

Levels of headings that leap are closed up, headings and links without words go, heads of columns without words become
plain cells, pictures have at least an empty description, and addresses are written as URLs may be. `checks/headings.py`
tells authors of most of it; old archives are full of it, and a page should not suffer.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from itertools import pairwise

from briefbook.addresses import written

# What nh3 writes: names in small letters, values in double quotation marks, which may hold < and >.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=>"]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
_SUSPECT = re.compile(r"<(?:h[13-6]\b|img\b|(?:a|h2|th)\b[^>]*>(?:\s|&nbsp;)*<)")
_ODD = re.compile(r"""[^A-Za-z0-9!$&'()*+,\-./:;=?@_~%#"\u00a0-\uffff]|#[^"#]*#|%(?![0-9A-Fa-f]{2})""")
_VALUES = {
    **dict.fromkeys(("width", "height", "colspan", "rowspan"), re.compile(r"\d{1,5}")),
    "start": re.compile(r"-?\d{1,6}"),
    "dir": re.compile("ltr|rtl|auto"),
    "scope": re.compile("col|row|colgroup|rowgroup"),
}
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_NEED_WORDS = _HEADINGS | {"a", "th"}

_Token = tuple[str, str, str]
"""A start tag, an end tag or text: ("", "", text), ("<", name, attributes), ("/", name, "")."""


def sound(html: str, *, titled: bool = False) -> str:
    """The HTML of a text that has passed the allow-list, mended. `titled` is one that begins with the title of its page."""
    if not _may_be_unsound(html):
        return html
    tokens = list(_with_words(list(_tokens(html))))
    return "".join(map(_written, _in_order(tokens, titled=titled)))


def _may_be_unsound(html: str) -> bool:
    """Whether a text has to be taken apart: one in some hundred has, so that this is asked in ways that cost little."""
    if _SUSPECT.search(html):
        return True
    parts = [(before.rpartition(" ")[2], after) for before, after in pairwise(html.split('="'))]
    if not _VALUES.keys().isdisjoint([name for name, _ in parts]):
        return True
    addresses = {after.partition('"')[0] for name, after in parts if name.endswith(("href", "src"))}
    return _ODD.search('"'.join(addresses)) is not None


def _tokens(html: str) -> Iterator[_Token]:
    at = 0
    for found in _TAG.finditer(html):
        if found.start() > at:
            yield "", "", html[at : found.start()]
        yield "/" if found[1] else "<", found[2], found[3]
        at = found.end()
    if at < len(html):
        yield "", "", html[at:]


def _written(token: _Token) -> str:
    what, name, rest = token
    if not what:
        return rest
    return f"</{name}>" if what == "/" else f"<{name}{_attributes(name, rest)}>"


def _attributes(name: str, text: str) -> str:
    """The attributes of an element but for values that HTML does not know."""
    if not text and name != "img":
        return text
    made = ""
    for key, value in _ATTRIBUTE.findall(text):
        if key in {"href", "src"}:
            made += f' {key}="{_address(value)}"'
        elif key not in _VALUES or _VALUES[key].fullmatch(value):
            made += f' {key}="{value}"'
    return made if name != "img" or ' alt="' in made else f'{made} alt=""'


def _address(value: str) -> str:
    given = entities.unescape(value)
    made = written(given)
    return value if made == given else entities.escape(made)


def _with_words(tokens: list[_Token]) -> Iterator[_Token]:
    """The tokens without headings, heads of columns and links that say nothing."""
    at = 0
    while at < len(tokens):
        what, name, attributes = tokens[at]
        end = _end_of_silence(tokens, at) if what == "<" and name in _NEED_WORDS else None
        if end is None:
            yield tokens[at]
            at += 1
            continue
        inside = tokens[at + 1 : end]
        pictures = any(each[1] == "img" for each in inside)
        address = dict(_ATTRIBUTE.findall(attributes)).get("href", "")
        if name == "th":
            yield from (("<", "td", ""), *inside, ("/", "td", ""))
        elif name != "a":
            yield from (("<", "p", ""), *inside, ("/", "p", "")) if pictures else ()
        elif not address:
            yield from tokens[at : end + 1]  # the target of a link
        elif pictures:
            yield from (tokens[at], *(_described(each, address) for each in inside), tokens[end])
        elif re.match("https?:|mailto:", address):
            yield from (tokens[at], ("", "", address.removeprefix("mailto:")), tokens[end])
        at = end + 1


def _end_of_silence(tokens: list[_Token], start: int) -> int | None:
    """Where an element ends in which there is nothing that can be read out, or None if there is something."""
    name = tokens[start][1]
    for at in range(start + 1, len(tokens)):
        what, inner, rest = tokens[at]
        if what == "/" and inner == name:
            return at
        if (not what and entities.unescape(rest).strip()) or (inner == "img" and re.search(r' alt="[^"]*[^"\s]', rest)):
            return None
    return None


def _described(token: _Token, words: str) -> _Token:
    """A picture with a description, where it has none; it is all that a link consists of."""
    what, name, attributes = token
    if name != "img":
        return token
    return what, name, re.sub(r' alt="\s*"', "", attributes) + f' alt="{words}"'


def _in_order(tokens: list[_Token], *, titled: bool) -> Iterator[_Token]:
    """The tokens with each heading at most one level below the one that it stands under, and the title above them all."""
    above: list[int] = []
    for what, name, rest in tokens:
        if name not in _HEADINGS:
            yield what, name, rest
        elif titled and name == "h1":
            yield what, name, rest
            titled = what == "<"
        else:
            if what == "<":
                while above and above[-1] >= int(name[1]):
                    above.pop()
                above.append(int(name[1]))
            yield what, f"h{min(len(above) + 1, 6)}", rest
