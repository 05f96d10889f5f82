"""Judges a fresh site before it is published: nothing is missing or cut short, and no link in it leads nowhere.

`look` is for the worker that has just made a page: it takes from its bytes what other pages have to know of it.
`faults` joins what was seen in all pages. The first is quick, and may be mistaken in what a text merely speaks of; what
looks wrong is read again by a parser before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple, Protocol
from urllib.parse import unquote_to_bytes

_ID = re.compile(rb' id="([^"]*)"')
_SCHEME = re.compile(rb"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_DETOURS = (b"/.", b"//", b"index.html")
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
_HOME, _NOWHERE = b"./", b"?"
_ANYWHERE = "404.html"
"""The page that is shown at any address, so that only whole links hold in it."""
_CUT = -1
"""The size of what was not made whole, which no file has."""
_MANY = 100
"""So many addresses make a site of which half cannot go unnoticed."""


class Known(Protocol):
    """What is known of a file that was published: of a page, its links and ids, as they were `Seen`."""

    @property
    def links(self) -> bytes:
        """See `Seen`."""

    @property
    def ids(self) -> bytes:
        """See `Seen`."""


class Seen(NamedTuple):
    """What a page holds that has to fit the rest: where its links lead, from the root of the site, and its ids.

    Both are joined by line ends, so that they are cheap to hand from process to process, and to keep.
    """

    path: str
    size: int
    whole: bool
    links: bytes
    ids: bytes


def look(path: str, content: bytes, base: str) -> Seen:
    """See what links a page has, and what ids; `base` is the whole address of the site.

    Nearly all links climb to the root and go down to an address: these are taken as they are, by one regular expression.
    """
    up = b"../" * path.count("/") or b"./"
    found = {*_links(up).findall(content)}
    plain, others = {each for each, _ in found if each}, {each for whole, each in found if not whole}
    told = b"\n".join(plain)
    if path == _ANYWHERE or any(sign in told for sign in _DETOURS):
        others |= {up + each for each in plain}
        plain = set()
    resolve = _Resolver(path, base)
    links = {*plain, *map(resolve, others)} - {b""}
    ids = b"\n".join((b"", *_ID.findall(content), b""))
    return Seen(path, len(content), content.rstrip().endswith(b"</html>"), b"\n".join(links), ids)


def faults(
    seen: Iterable[Seen],
    others: Mapping[str, int],
    sizes: Mapping[str, int],
    read: Callable[[str], bytes],
    base: str,
    before: Mapping[str, Known] = MappingProxyType({}),
) -> Iterator[str]:
    """Say what is wrong with a site: `seen` are its pages, `others` the sizes of what else was written.

    `sizes` are those of all files that are there. Pages are read again, by `read`, only where something looks wrong. Known
    from `before` are the files of a site that was sound: where nothing of it is lost, its links still lead somewhere.
    """
    seen = tuple(seen)
    yield from missing(others, sizes)
    yield from missing({page.path: page.size if page.whole else _CUT for page in seen}, sizes)
    new = tuple(page for page in seen if page.path not in before or before[page.path].links != page.links)
    some = seen if _is_anything_lost(seen, before, sizes) else new
    links = {link for page in some for link in page.links.split(b"\n")} - {b""}
    ids = {_address(page.path): page.ids for page in seen}
    addresses = {_address(path) for path in sizes}
    suspects = {link for link in links if not _leads(link, addresses, ids)}
    if suspects:
        yield from _confirmed(suspects, sorted(path for path in sizes if _address(path) in ids), addresses, read, base)


def missing(written: Mapping[str, int], sizes: Mapping[str, int]) -> Iterator[str]:
    """Say which files are not there as they were written."""
    for path, size in sorted(written.items()):
        if sizes.get(path) != size:
            yield f"{path} is {'cut short' if path in sizes else 'missing'}"


def _is_anything_lost(seen: Iterable[Seen], before: Mapping[str, Known], sizes: Mapping[str, int]) -> bool:
    """Whether there was a file, or an id of a page, that is no more."""
    if before.keys() - sizes.keys():
        return True
    changed = ((before[page.path].ids, page.ids) for page in seen if page.path in before)
    return any({*old.split(b"\n")} - {*new.split(b"\n")} for old, new in changed if old != new)


def shrunken(before: bytes, now: bytes) -> str | None:
    """Say if a site has lost more than half of its addresses, by its sitemaps: no one does that, but half a checkout does.

    Briefs are withdrawn, not deleted, so that an archive grows. A site that is small may well be a trial, and halve.
    """
    old, new = before.count(b"<loc>"), now.count(b"<loc>")
    if old >= _MANY and new * 2 < old:
        return f"the fresh site has {new} addresses where the published one has {old}"
    return None


@lru_cache(maxsize=20)
def _links(up: bytes) -> re.Pattern[bytes]:
    """What finds the links in a page: either the part after the way up to the root, or the whole.

    No text can look like a tag: in a text, `<` is always written as an entity.
    """
    start = rb'<(?:a|link|script|img|source|iframe)\s(?:[^>"]+"[^"]*")*?[^>"]*?(?<=\s)(?:href|src)="'
    return re.compile(start + rb"(?:" + re.escape(up) + rb'([a-zA-Z0-9_][^"?%&]*)|([^"]*))"')


class _Resolver:
    """Says where the links of a page lead, from the root of the site; of those that leave the site, nothing."""

    def __init__(self, path: str, base: str) -> None:
        self.is_anywhere = path == _ANYWHERE
        self.here = _address(path)
        self.folder = path[: path.rfind("/") + 1].encode()
        self.base = base.encode()

    def __call__(self, link: bytes) -> bytes:
        """Resolve a link as it stands in the page."""
        if b"&" in link:
            link = unescape(link.decode("utf-8", "replace")).encode()
        if link.startswith(b"#"):
            return self.here + unquote_to_bytes(link) if link != b"#" else self.here
        if _SCHEME.match(link):
            return _tidy(link[len(self.base) :]) if self.base and link.startswith(self.base) else b""
        if link.startswith(b"/"):
            top = b"/" + self.base.partition(b"//")[2].partition(b"/")[2]
            return _tidy(link[len(top) :]) if link.startswith(top) else _NOWHERE + link
        if self.is_anywhere or not link:
            return _NOWHERE + link
        return _tidy((self.here if link.startswith(b"?") else self.folder) + link)


class _Parser(HTMLParser):
    """The links and the ids of a page, as a browser finds them."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.links: set[bytes] = set()
        self.ids: set[bytes] = set()
        self.feed(content.decode("utf-8", "replace"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag has of links and ids."""
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(str(values["id"]).encode())
        if _LINKS.get(tag) in values:
            self.links.add((values[_LINKS[tag]] or "").encode())


def _address(path: str) -> bytes:
    """Where a file is found, from the root of the site."""
    return path.removesuffix("index.html").encode() or _HOME


def _tidy(inside: bytes) -> bytes:
    """A link from the root of the site without detours, query and the name that stands for a folder."""
    path, _, fragment = inside.partition(b"#")
    steps: list[bytes] = []
    for step in unquote_to_bytes(path.partition(b"?")[0]).split(b"/"):
        if step == b"..":
            if not steps:
                return _NOWHERE + inside
            steps.pop()
        elif step not in {b"", b"."}:
            steps.append(step)
    is_folder = step in {b"", b".", b".."}
    address = b"/".join(steps) + (b"/" if is_folder and steps else b"")
    address = address.removesuffix(b"index.html") or _HOME
    return address + b"#" + unquote_to_bytes(fragment) if fragment else address


def _leads(target: bytes, addresses: Collection[bytes], ids: Mapping[bytes, bytes]) -> bool:
    """Whether there is something at a target; an id counts only in pages."""
    address, _, fragment = target.partition(b"#")
    if address not in addresses:
        return False
    return not fragment or address not in ids or b"\n" + fragment + b"\n" in ids[address]


def _confirmed(
    suspects: set[bytes], pages: Iterable[str], addresses: Collection[bytes], read: Callable[[str], bytes], base: str
) -> Iterator[str]:
    """Say which pages have the links that seem to lead nowhere, if a parser finds it so as well."""
    pages = tuple(pages)
    suspected = {target.partition(b"#")[0] for target in suspects}
    ids = {
        _address(path): b"\n".join((b"", *_Parser(read(path)).ids, b"")) for path in pages if _address(path) in suspected
    }
    for path in pages:
        content = read(path)
        if suspects.isdisjoint(look(path, content, base).links.split(b"\n")):
            continue
        resolve = _Resolver(path, base)
        for link in sorted(_Parser(content).links):
            target = resolve(link)
            if target in suspects and not _leads(target, addresses, ids):
                yield f"{path} has a link that leads nowhere: {link.decode('utf-8', 'replace')}"
