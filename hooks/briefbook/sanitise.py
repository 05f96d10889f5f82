"""The allow-list that the HTML of a text has to pass: the elements, attributes, classes, ids and addresses of plain prose.

`sanitise` makes what is published, by nh3; `faults` says in words what it would take out, for the check that refuses it.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from briefbook.anchors import OURS
from briefbook.hosts import names_a_host

_TAGS = frozenset(
    "a abbr b bdi blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img"
    " ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th thead time tr ul var"
    " wbr".split()
)
_VOID = frozenset({"br", "hr", "img", "wbr"})
_REFUSED = frozenset(
    "applet area article aside audio base bdo big body button canvas center col colgroup data datalist details dialog"
    " dir embed fieldset font footer form frame frameset head header hgroup html iframe input label legend link main map"
    " marquee math menu meta meter nav noscript object optgroup option output param picture portal progress script search"
    " section select slot source strike style summary svg template textarea title track tt u video".split()
)
"""The other elements of HTML; what is neither is no HTML at all, but words in angle brackets."""
_BARE = frozenset("markdown hidden controls open disabled checked autoplay loop muted required async defer".split())
"""Attributes that are written without a value."""
_ANYWHERE = frozenset({"id", "class", "title", "lang", "dir"})
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
CLASSES = frozenset(
    "citation actor by-words by-name footnote footnote-ref footnote-backref align-left align-right align-center".split()
)
"""The classes that a text may have: those that Markdown and Briefbook itself write. `language-*` on code comes to them."""

_SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_ID = re.compile(r"[^\W_][\w:.-]*")
_OUR_ID = re.compile(r"bb-(?:p\d+|cite-[a-z0-9-]+-\d+)")
_ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|right|center);">')


class Fault(NamedTuple):
    """What the allow-list takes out of a text, and what tells where its author wrote it."""

    what: str
    pattern: str = ""
    """An expression for it, to be found in a tag or in an attribute list."""
    address: str = ""
    """The address that is not allowed."""
    unpaired: bool = False
    """Whether it is rather at a tag that has no partner, if there is one."""


def sanitise(html: str) -> str:
    """The HTML with all taken out that is not on the list. The alignment of table cells becomes a class."""
    return str(_CLEANER.clean(_aligned(html)))


def faults(html: str) -> tuple[Fault, ...]:
    """What `sanitise` would change in some HTML, compared as trees; comments do not count."""
    html = _aligned(html)
    read = _Reader(html)
    found = dict.fromkeys(
        [*read.odd, *(fault for tag, values in read.elements() for fault in _in_element(tag, values, read.written[tag]))]
    )
    found |= dict.fromkeys(_twice(read))
    if not found and read.tree != (clean := _Reader(str(_CLEANER.clean(html))).tree):
        found = {_ill_formed(read.tree, clean): None}
    return tuple(found)


def _ill_formed(written: Tree, clean: Tree) -> Fault:
    """What HTML itself puts elsewhere, from the first element at which two trees part."""
    parted = (number for number, pair in enumerate(zip(written, clean, strict=False)) if pair[0] != pair[1])
    rest = written[next(parted, len(clean)) :]
    tag = next((name for what, name, _ in rest if what != "text"), "")
    what = "the HTML is not well formed; close every element that you open, in turn, and put no block into a paragraph"
    return Fault(what, rf"</?{tag}(?![\w.:-])" if tag else "", unpaired=True)


def _aligned(html: str) -> str:
    """Markdown's tables align by `style`, which is never allowed."""
    return _ALIGNED.sub(r'<\1 class="align-\2">', html) if "text-align" in html else html


@lru_cache(maxsize=1 << 14)
def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that is on the list, or None where the value is not allowed."""
    if name == "class":
        kept = [each for each in value.split() if _class_allowed(tag, each)]
        return " ".join(kept) or None
    if name == "id":
        return value if id_allowed(value) or _OUR_ID.fullmatch(value) else None
    if name in {"href", "src"}:
        return value if address_allowed(value, remote=name == "href") else None
    return value


def _class_allowed(tag: str, name: str) -> bool:
    return name in CLASSES or (tag == "code" and re.fullmatch(r"language-[\w+#-]+", name) is not None)


def id_allowed(value: str) -> bool:
    """Whether an author may give an id: it begins with a letter or digit, and with none that the pages use themselves.

    Ids with underscores in front would replace what the theme keeps under such names.
    """
    return _ID.fullmatch(value) is not None and not value.startswith(OURS)


def address_allowed(value: str, *, remote: bool) -> bool:
    """Whether an address is relative, or of an allowed scheme where it may lead to another host."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b\u2028\u2029\ufeff]", "", entities.unescape(value)).casefold()
    if bare.startswith(("//", "\\", "/\\")):
        return False
    scheme = _SCHEME.match(bare)
    return scheme is None or (remote and scheme[1] in _SCHEMES)


def opens(address: str) -> bool:
    """Whether an address of the web can be opened; of one that no browser can read, the cleaner leaves nothing."""
    return names_a_host(address) and _is_left(re.split(r"[/?#\\]", address, maxsplit=3)[2])


@lru_cache(maxsize=1 << 14)
def _is_left(host: str) -> bool:
    return "href" in str(_CLEANER.clean(f'<a href="https://{entities.escape(host)}">'))


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={"*": set(_ANYWHERE), **{tag: set(names) for tag, names in _ATTRIBUTES.items()}},
    attribute_filter=_kept,
    url_schemes=set(_SCHEMES),
    link_rel=None,
    strip_comments=True,
)

Attributes = tuple[tuple[str, str], ...]
Tree = list[tuple[str, str, Attributes]]


class _Reader(HTMLParser):
    """Reads HTML into a list of what it is made of, entities resolved and attributes in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: Tree = []
        self.odd: list[Fault] = []
        self.written: dict[str, str] = {}
        """The name of each element as its author wrote it first."""
        try:
            self.feed(html)
            self.close()
        except AssertionError:  # the parser's way to say that it gives up
            self.odd.append(Fault("'<![' has no place in a text; take it out", r"<!\["))

    @property
    def tree(self) -> Tree:
        """What it is made of, without the body of a table, which HTML puts around rows by itself.

        And without the addresses that no browser can open: that they lead nowhere, `checks/links.py` tells.
        """
        tokens = (token for token in self.tokens if token[1:] != ("tbody", ()))
        return [(what, name, tuple(each for each in values if not _is_dead(*each))) for what, name, values in tokens]

    def elements(self) -> Iterator[tuple[str, Attributes]]:
        return ((name, values) for what, name, values in self.tokens if what == "start")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.written.setdefault(tag, (self.get_starttag_text() or "")[1 : len(tag) + 1])
        self.tokens.append(("start", tag, tuple(sorted((name, _normal(name, value or "")) for name, value in attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.tokens.append(("end", tag, ()))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.tokens.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        if self.tokens and self.tokens[-1][0] == "text":
            data = self.tokens.pop()[1] + data
        self.tokens.append(("text", data, ()))

    def handle_decl(self, decl: str) -> None:
        self.odd.append(Fault(f"'<!{decl[:20]}' has no place in a text; take it out", "<!"))

    def unknown_decl(self, data: str) -> None:
        self.odd.append(Fault(f"'<![{data[:20]}' has no place in a text; take it out", r"<!\["))

    def handle_pi(self, data: str) -> None:
        self.odd.append(Fault(f"'<?{data[:20]}' has no place in a text; take it out", r"<\?"))


def _is_dead(name: str, value: str) -> bool:
    return name == "href" and re.match(r"https?:", value, re.IGNORECASE) is not None and not opens(value)


def _normal(name: str, value: str) -> str:
    return " ".join(value.split()) if name == "class" else value


def _in_element(tag: str, values: Attributes, as_written: str) -> Iterator[Fault]:
    """What is not allowed in a start tag."""
    if tag not in _TAGS:
        if tag in _REFUSED or ":" in tag:
            what = f"the element <{tag}> is not allowed in a text; write Markdown, or &lt; for a < that is to be seen"
        else:
            shown = f"<{as_written}{' ...' if values else ''}>"
            what = f"{shown} is read as HTML and would not be seen; write &lt; for its <, or put it in backticks"
            if tag.startswith("www."):
                what = f"{shown} is no link; write it whole, https:// included"
        yield Fault(what, rf"<{re.escape(tag)}(?![\w.:-])")
        return
    for name, value in values:
        if name not in _ANYWHERE and name not in _ATTRIBUTES.get(tag, ()):
            words = "; for a < that is to be seen write &lt;" if not value and name not in _BARE else ""
            pattern = rf"(?<![\w.#-]){re.escape(name)}(?![\w-])"
            yield Fault(f"the attribute '{name}' is not allowed in a text; take it out{words}", pattern)
        elif name == "class":
            for each in value.split():
                if not _class_allowed(tag, each):
                    yield Fault(f"the class '{each}' is not allowed in a text; take it out", _whole(each))
        elif name == "id" and not id_allowed(value):
            yield _id_fault(value)
        elif name in {"href", "src"} and not address_allowed(value, remote=name == "href"):
            yield _address_fault(name, value)


def _id_fault(value: str) -> Fault:
    if note := re.match(r"fn(?:ref\d*)?:(.*)", value, re.DOTALL):
        what = f"'{note[1]}' cannot be the name of a footnote; make it of letters, digits and hyphens"
        return Fault(what, re.escape(f"[^{note[1]}]"))
    if not value:
        return Fault("an id is empty here; give it a name, or take it out", _whole("id"))
    return Fault(f"the id '{value}' is not allowed in a text, since the page needs it; choose another", _whole(value))


def _whole(word: str) -> str:
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])"


def _twice(read: _Reader) -> Iterator[Fault]:
    """The ids that stand twice in a text: a link to the one leads to the other, and HTML allows each once."""
    ids = Counter(value for _, values in read.elements() for name, value in values if name == "id")
    for each, times in ids.items():
        if times > 1:
            yield Fault(f"the id '{each}' stands here {times} times; choose another", _whole(each))


def _address_fault(name: str, value: str) -> Fault:
    shown = re.sub(r"[\s\0]", "", value)[:60]
    told = f"'{shown}'"
    if name == "src":
        what = f"the picture {told} is not in this repository; save it beside the brief and link to the file"
    elif re.match(r"(?:tel|sms|callto|whatsapp):", value, re.IGNORECASE):
        what = f"the address {told} is not allowed; write the number as words, which every telephone knows to call"
    else:
        what = f"the address {told} is not allowed; links are https, http, mailto or the path of a file here"
    return Fault(what, address=value)
