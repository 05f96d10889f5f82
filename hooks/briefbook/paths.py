"""Names become slugs, slugs become source paths, source paths become URLs; nowhere else.

A *path* is always that of a Markdown file, relative to the docs folder, with forward slashes (`actors/hamas.md`). A
*URL* is always relative to the root of the site and ends in a slash (`actors/hamas/`); the root itself is the empty
string.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

RESERVED = frozenset({"kind", "page", "index", "feed"})
"""Ids that no record may have, since the site has pages of its own there."""

INDICES = frozenset({"index", "readme"})
"""Names of files, in small letters, that are published as the folder which they lie in."""

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))})
"""Names that Windows keeps for devices: nobody there could check out a repository that holds such a file."""

FOLDERS = {"briefs": "brief", "actors": "actor", "topics": "topic", "sections": "section", "authors": "author"}
_KINDS = {kind: folder for folder, kind in FOLDERS.items()}
_LONGEST = 100
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"\d{4}")
# Letters that Unicode does not decompose into a Latin base letter and marks.
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})


class Place(NamedTuple):
    """What a source path stands for: the kind of its record and the record's id."""

    kind: str
    id: str


class PathError(ValueError):
    """A path at which no record may lie; the message says what to do."""


@lru_cache(maxsize=1 << 17)
def slug(name: str) -> str:
    """Make an id of a name: Latin letters, digits and single hyphens; `untitled` where nothing is left.

    A slug of a slug is itself.
    """
    letters = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN)).casefold().translate(PLAIN)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    made = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ`]", "", bare))) or "untitled"
    return f"{made}-1" if made in RESERVED | _DEVICES else made


def short_slug(name: str) -> str:
    """A slug that is short enough to be an id: of a long one the words that have room."""
    made = slug(name)
    return made if len(made) <= _LONGEST else made[: _LONGEST + 1].rpartition("-")[0] or made[:_LONGEST]


def is_slug(text: str) -> bool:
    """Whether a text has the form of an id."""
    return bool(_SLUG.fullmatch(text))


def is_device(text: str) -> bool:
    """Whether Windows keeps a name for a device."""
    return text.casefold() in _DEVICES


def is_id(text: str) -> bool:
    """Whether a text can be the id of an actor, a topic, a section or an author."""
    return is_slug(text) and text not in RESERVED and text not in _DEVICES and len(text) <= _LONGEST


def is_brief_id(text: str) -> bool:
    """Whether a text can be the id of a brief: a year and a slug, `2024/blinken-visit`."""
    year, _, name = text.partition("/")
    return bool(_YEAR.fullmatch(year)) and is_id(name)


@lru_cache(maxsize=1 << 17)
def place_of(path: str) -> Place:
    """Say what the file at a path is; a page written by hand is of kind `page`. Raises PathError where nothing may be."""
    stem = path.removesuffix(".md")
    folder, _, rest = stem.partition("/")
    kind = FOLDERS.get(folder)
    if kind is None or _stands_for_a_list(kind, rest):
        return Place("page", stem)
    if message := _as_an_index(kind, rest):
        raise PathError(message)
    if kind == "brief":
        if is_brief_id(rest):
            return Place(kind, rest)
        named = without_index(rest)
        raise PathError(f"{lies_in(kind)}, its name made of a-z, 0-9 and hyphens{_instead(folder, named)}")
    if is_id(rest):
        return Place(kind, rest)
    if rest in RESERVED:
        raise PathError(f"'{rest}' is a name that the site itself uses; choose another")
    if rest in _DEVICES:
        raise PathError(f"'{rest}' is a name that Windows keeps for a device; choose another")
    if len(rest) > _LONGEST:
        raise PathError(f"a file's name has at most {_LONGEST} characters; choose a shorter one")
    named = without_index(rest).rpartition("/")[2]
    raise PathError(f"{lies_in(kind)}, its name made of a-z, 0-9 and hyphens{_instead(folder, named)}")


def path_of(kind: str, record_id: str) -> str:
    """The source path of a record."""
    return f"{_KINDS[kind]}/{record_id}.md"


def shown(path: str) -> str:
    """A source path as a message names it, from the top of the repository."""
    return f"docs/{path}"


def url_of(path: str) -> str:
    """The URL at which MkDocs publishes a source path, with `use_directory_urls`."""
    stem = path.removesuffix(".md")
    if stem in {"index", "README"}:
        return ""
    return stem.removesuffix("/index").removesuffix("/README") + "/"


def link_to(kind: str, record_id: str) -> str:
    """The URL of a record's page."""
    return f"{_KINDS[kind]}/{record_id}/"


def numbered(path: str, number: int) -> str:
    """The source path of a list's page: page 1 is the list itself, page 2 lies in `page/2.md` below it."""
    if number == 1:
        return path
    stem = path.removesuffix(".md").removesuffix("index").removesuffix("/")
    return f"{stem}/page/{number}.md".removeprefix("/")


def _stands_for_a_list(kind: str, rest: str) -> bool:
    """Whether a path inside a record folder is that of a page which the site makes, so that a file there introduces it."""
    if rest == "index":
        return True
    if kind == "brief":
        year, _, name = rest.partition("/")
        return bool(_YEAR.fullmatch(year)) and name == "index"
    return kind == "actor" and rest.startswith("kind/") and is_id(rest.removeprefix("kind/"))


def _as_an_index(kind: str, rest: str) -> str | None:
    """What to do with a file that has the name of a folder's index: what it was meant to be, its folder says."""
    above, _, name = rest.rpartition("/")
    if name.casefold() not in INDICES:
        return None
    if _stands_for_a_list(kind, index := f"{above}/index".lstrip("/")):
        return f"what stands above a list is in the file {shown(path_of(kind, index))}; rename this one to that"
    if is_brief_id(above) if kind == "brief" else is_id(above):
        there = shown(path_of(kind, above))
        return f"{_one(kind)} has one file, here {there}; put there what this one says, then delete this one"
    return None


def _one(kind: str) -> str:
    return f"{'an' if kind[0] == 'a' else 'a'} {kind}"


def without_index(stem: str) -> str:
    """The stem of a path; where the file is the index of a folder, that of the folder, which has the name."""
    above, _, name = stem.rpartition("/")
    return without_index(above) if above and name.casefold() in INDICES else stem


def lies_in(kind: str) -> str:
    """Where the records of a kind lie, as a sentence begins."""
    return f"{_one(kind)} lies in docs/{_KINDS[kind]}/{'<year>/' if kind == 'brief' else ''}<name>.md"


def _instead(folder: str, rest: str) -> str:
    """A better path to propose, where the parent folder is one that can stay."""
    parent, _, name = rest.rpartition("/")
    if parent and not _YEAR.fullmatch(parent):
        return "; move it there"
    name = short_slug(name)
    if folder == "briefs" and not parent:
        return f"; for example {shown(f'briefs/2024/{name}.md')}"
    better = "/".join(part for part in (folder, parent, name) if part)
    return f"; rename it to {shown(better)}.md"


def joined(folder: str, target: str) -> str:
    """The source path that a link in a file of a folder leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(target)))
