"""A link in a text leads to a file, and to a heading in it, that are there.

Why: a reader who follows a link that leads nowhere trusts the page less, and nobody notices but the reader. Links are
written as the path of the file, as seen from the file that they stand in. Links in HTML are judged too, and those that only
come to be when Markdown is rendered. Nobody asks another host whether it has a page; but its name must be one that a host
can have.

Wrong: `[the brief](/briefs/2023/storm/)`

Right: `[the brief](../2023/storm.md)`
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache, cached_property
from html import unescape
from urllib.parse import unquote

from briefbook import paths
from briefbook.anchors import OURS
from briefbook.links import BodyLink
from briefbook.markup import TooSlow, ids, render
from briefbook.model import KIND_NAMES, Brief, Library, Problem, Record
from briefbook.nearest import did_you_mean
from briefbook.origins import of_address, of_mark
from briefbook.sanitise import address_allowed, opens, sanitise

RULES = {"link": "error", "picture-text": "warning", "link-text": "warning", "brackets": "warning"}
RENDERS = True
RESTS_ON = {"link": (("path",),)}
_WAY_BACK = "#fnref"
_SOURCE = f"{OURS}source-"
_ADDRESS = re.compile(r'<(?:a|img)\b[^>]*? (?:href|src)="([^"]*)"')
_WEB_ADDRESS = re.compile(r'<a\b[^<>]*? href="(https?:[^"]*)"', re.IGNORECASE)
_OF_MAIL = re.compile(r"[^/\s@]+@[^/\s@]+\.[a-z]{2,}", re.IGNORECASE)
_OF_THE_WEB = re.compile(r"www\.[\w-]+\.|[\w.-]+\.(?:com|edu|gov|int|net|org)(?:/|\Z)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def check(library: Library) -> Iterator[Problem]:
    """Yield a `link` for each that leads nowhere, a `picture-text` for a picture without words.

    A `link-text` for a link without any, and a `brackets` for two pairs of them, which may be an editor's words or a link
    that lost its address.
    """
    known = _Known(library)
    for record in library.records:
        written: set[str] = set()
        for link in record.source.links:
            written.add(_bare(link.target))
            if link.kind == "brackets":
                told = f"if this is a link, write [{link.text}](address); if these are brackets, write \\[ for each"
                yield record.source.problem_in_body("brackets", told, link.start, "warning")
            elif message := known.fault(record, link):
                yield record.source.problem_in_body("link", message, link.start)
            elif link.kind == "link" and not link.text.strip() and record.source.body[link.start - 3 :][:3] == "[](":
                told = "nobody sees a link without words; write in the brackets where it leads"
                yield record.source.problem_in_body("link-text", told, link.start, "warning")
            elif link.kind == "picture" and not link.text.strip() and record.source.body[link.start - 2 :][:2] == "](":
                message = (
                    "say in the brackets what the picture shows, for those who cannot see it: ![A map of the port](...)"
                )
                yield record.source.problem_in_body("picture-text", message, link.start, "warning")
        if not record.source.plain:
            yield from _made_otherwise(record, known, written)


def _made_otherwise(record: Record, known: _Known, written: set[str]) -> Iterator[Problem]:
    """The faults of links that Markdown makes of what no pattern here reads as one."""
    body = record.source.body
    try:
        html = sanitise(render(body))
    except TooSlow:
        return  # `checks/html.py` says so
    dead = (address for address in _WEB_ADDRESS.findall(render(body)) if not opens(unescape(address)))  # taken out of html
    for address in dict.fromkeys(map(unescape, [*_ADDRESS.findall(html), *dead])):
        if address.startswith(_WAY_BACK):
            continue  # a footnote that no mark leads to has one that leads nowhere; `checks/footnotes.py` says so
        if _bare(address) not in written and (message := known.fault(record, BodyLink("link", address, "", 0))):
            place = of_address(body, address) if address else of_mark(body, r"<(?:a|img)\b")
            yield record.source.problem_in_body("link", message, len(body) - len(body.lstrip()) if place is None else place)


def _bare(address: str) -> str:
    """An address without what Markdown and HTML may write in it otherwise."""
    return unquote(unescape(address)).replace("\\", "").strip()


class _Known:
    """What a link can lead to."""

    def __init__(self, library: Library) -> None:
        self.real, self.is_unread = library.files, library.is_unread
        self.files = library.files | _made(library)
        self.records = {record.source.path: record for record in library.records}
        self.anchors = cache(self._anchors)

    @cached_property
    def alike(self) -> dict[str, str]:
        """Paths by what they are without capitals."""
        return {path.casefold(): path for path in sorted(self.files, reverse=True)}

    def fault(self, record: Record, link: BodyLink) -> str | None:
        """Why a link of a record leads nowhere, or None."""
        if link.kind == "reference":
            told = (
                f"no address is given for [{link.target}]; write [{link.text}](address), or a line [{link.target}]: address"
            )
            return f"{told}; if these are brackets, write \\[ for each"
        target = unescape(link.target.strip())
        if not link.raw:
            target = _ESCAPED.sub(r"\1", target)
        if not target or target == "#":
            return "this link leads nowhere; write its address in the brackets"
        if re.match(r"https?:", target, re.IGNORECASE):
            return None if link.kind == "picture" else _fault_of_host(target)
        if re.fullmatch(r"mailto:[^@?]*", target, re.IGNORECASE):
            return f"'{target}' names nobody to write to; write it as mailto:name@example.org"
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\", target) or not address_allowed(target, remote=True):
            return None  # an address on another host, or one that runs: `checks/html.py` judges its scheme
        if link.raw and not target.startswith("#"):
            markdown = f"{'![what it shows]' if link.kind == 'picture' else '[words]'}({target})"
            return f"write {markdown}; an address in HTML is not seen from this file"
        if target.startswith("/"):
            return f"a link begins at its own file, not with '/'; {self._instead(record, target)}"
        path, _, fragment = target.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return self._fragment(record.source.path, fragment) if fragment else "this link leads nowhere; name a file"
        if "\\" in path:
            return f"folders are divided by / in a link; write {path.replace(chr(92), '/')}"
        there = posixpath.normpath(posixpath.join(posixpath.dirname(record.source.path), path))
        if there in self.files and not path.endswith("/"):
            if there != record.source.path and self._is_withdrawn(there):
                return f"the brief is withdrawn with its text; link to {path} alone, or take it out" if fragment else None
            return self._fragment(there, fragment) if fragment and there.endswith(".md") else None
        return None if self.is_unread(there) else self._missing(record, there, path)

    def _is_withdrawn(self, path: str) -> bool:
        record = self.records.get(path)
        return isinstance(record, Brief) and record.status == "withdrawn"

    def _missing(self, record: Record, there: str, path: str) -> str:
        if there.startswith(".."):
            return f"'{path}' leads out of the folder docs, and only what lies in it is published; put the file there"
        if (other := self.alike.get(there.casefold())) is not None and not path.endswith("/"):
            return f"no file {paths.shown(there)}; its name is {paths.shown(other)}, with other capitals"
        if _OF_MAIL.fullmatch(path):
            return f"an address of mail begins with mailto:; write mailto:{path}"
        if _OF_THE_WEB.match(path):
            return f"an address of the web begins with https://; write https://{path}"
        for file in (f"{there}.md", posixpath.normpath(f"{there}/index.md")):
            if file in self.files:
                return f"link to the file, not to its address: {_relative(record, file)}"
        folder = posixpath.dirname(there)
        beside = {
            posixpath.basename(each): _relative(record, each) for each in self.real if posixpath.dirname(each) == folder
        }
        near = did_you_mean(posixpath.basename(there), beside) or "; name one that is there, or take the link out"
        return f"no file {paths.shown(there)}{near}"

    def _instead(self, record: Record, target: str) -> str:
        bare = target.partition("#")[0].strip("/")
        near = next((each for each in (f"{bare}.md", f"{bare}/index.md".lstrip("/"), bare) if each in self.files), None)
        return f"write {_relative(record, near)}" if near else "write its path as seen from here"

    def _fragment(self, path: str, fragment: str) -> str | None:
        """Whether a file has a heading or a place of a name."""
        anchors = self.anchors(path)
        name = unquote(fragment)
        if anchors is None or name in anchors:
            return None
        if name.startswith(_SOURCE) and any(not key or key[0] == "sources" for key in self.records[path].source.lost):
            return None
        if name.startswith(OURS):
            return f"'{name}' is a place that the site names, otherwise as the text grows; link to a heading"
        near = did_you_mean(name, anchors) or "; name one that is there, or link to the file alone"
        return f"no heading '{name}' in {paths.shown(path)}{near}"

    def _anchors(self, path: str) -> frozenset[str] | None:
        """The ids in the text of a file, and those of its sources; None where it is not known."""
        if (record := self.records.get(path)) is None or (record.source.lost and not record.source.body.strip()):
            return None
        sources = record.sources if isinstance(record, Brief) else ()
        try:
            return ids(render(record.source.body)).union(f"{_SOURCE}{number}" for number, _ in enumerate(sources, 1))
        except TooSlow:
            return None


def _fault_of_host(address: str) -> str | None:
    """Why an address of the web leads nowhere; of a picture's, wherever it leads, `checks/html.py` tells."""
    if re.match(r"https?:(?!//[^/?#])", address, re.IGNORECASE):
        return f"'{address}' names no host; write the whole address, as in https://example.org/"
    if not opens(address):
        return f"'{address}' names no host that can be; correct what stands behind //, as in https://example.org/"
    return None


def _made(library: Library) -> frozenset[str]:
    """The pages that the site makes, and that no file stands for."""
    lists = {"index.md", "search.md", *(f"{folder}/index.md" for folder in (*paths.FOLDERS, "data", "feeds"))}
    kinds = {f"actors/kind/{kind}.md" for kind in KIND_NAMES}
    years = {path[: len("briefs/2024")] for path in library.files if re.match(r"briefs/\d{4}/", path)}
    return frozenset(lists | kinds | {f"{year}/index.md" for year in years})


def _relative(record: Record, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(record.source.path) or ".")
