"""Which files may lie in the docs folder: Markdown and pictures, under names that every system and every URL can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from briefbook import paths
from briefbook.model import Problem
from briefbook.pictures import Picture, read_size

PICTURE = 2 * 1024 * 1024
_PIXELS = 40_000_000
MOST_READ = 300 * 1024
"""As much of a Markdown file as has to be read to know that it is too large."""

_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WebP"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_IGNORED = frozenset({".DS_Store", ".gitkeep"})
_THEME_FOLDERS = frozenset({"assets", "search", "stylesheets", "javascripts", "data", "pagefind"})


def misnamed(found: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the names of the files in a docs folder, one by one and beside each other."""
    known = frozenset(found)
    for path in found:
        if message := _fault(path, known):
            yield Problem(path, 1, 1, "path" if path.endswith(".md") else "file-type", message)
    yield from _twins(found)


def link_on_disk(path: str) -> Problem:
    """What to say of a symbolic link; none is followed."""
    return Problem(path, 1, 1, "link-on-disk", "this is a link to another file; put the file itself here")


def no_file(path: str) -> Problem:
    """What to say of a device, a pipe or another repository."""
    return Problem(path, 1, 1, "file-type", "this is neither a file nor a folder; delete it")


def is_picture(path: str) -> bool:
    """Whether a path has the name of a picture."""
    return _ending(path) in _KINDS


def judge_picture(path: str, size: int, content: bytes) -> Picture | str:
    """What a picture is, or why it cannot be published; `content` is not needed where it is too large."""
    kind = _KINDS[_ending(path)]
    if size > PICTURE:
        return f"the picture has {size / 1024 / 1024:.1f} MB; save it smaller, with {PICTURE >> 20} MB at most"
    read = read_size(content)
    if read is None or read.kind != kind:
        return f"this is not a sound {kind} picture, or more than one; save it anew from a program for pictures"
    if read.width * read.height > _PIXELS:
        return (
            f"the picture measures {read.width} by {read.height}; save it smaller, with {_PIXELS // 1_000_000} million"
            " pixels at most"
        )
    return read


def _fault(path: str, known: frozenset[str]) -> str | None:
    *folders, name = path.split("/")
    if name in _IGNORED:
        return None
    if name.endswith(".md") and folders and folders[0] in paths.FOLDERS:
        return None  # `paths.place_of` judges these
    if not (name.endswith(".md") or is_picture(path)):
        return f"only Markdown and pictures are published ({', '.join(_KINDS)}); take this file out of docs"
    for part in (*folders, name):
        if not _NAME.fullmatch(part) or part.endswith("."):
            return f"'{part}' cannot be part of an address; rename it, with letters, digits, hyphens and points alone"
        if paths.is_device(part.partition(".")[0]):
            return f"'{part}' is a name that Windows keeps for a device; choose another"
    if folders and folders[0] in _THEME_FOLDERS:
        return f"the folder {folders[0]} is the site's own; put the file beside the text that it belongs to"
    if folders[:1] == ["briefs"] and is_picture(path) and f"{'/'.join(folders)}.md" not in known:
        return "a picture lies in docs/briefs/<year>/<name>/, the folder of its brief; none has this name, so move it"
    return None


def _twins(found: Collection[str]) -> Iterator[Problem]:
    """Files whose names differ only in case or in the way that Unicode writes an accent: many disks hold one of them."""
    first: dict[str, str] = {}
    for path in sorted(found):
        same = unicodedata.normalize("NFC", path).casefold()
        if same in first:
            message = f"{paths.shown(first[same])} has the same name but for case or accents; rename one of them"
            yield Problem(path, 1, 1, "duplicate-path", message)
        first.setdefault(same, path)


def _ending(path: str) -> str:
    _, point, ending = path.rpartition("/")[2].rpartition(".")
    return f"{point}{ending}".casefold()
