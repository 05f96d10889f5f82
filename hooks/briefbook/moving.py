"""Works out what changes in all files when a brief gets another id: its place, its pictures, and all that refers to it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from briefbook import paths
from briefbook.edits import Edit, applied, body_start, front, line_end, scalars, without
from briefbook.links import links


def moved(texts: Iterable[tuple[str, str]], old: str, new: str) -> Mapping[str, str]:
    """The texts that change, under the paths that they have then: the brief itself, and those that refer to it."""
    old_path, new_path = paths.path_of("brief", old), paths.path_of("brief", new)
    changed = {}
    for path, text in texts:
        edits = [*_links(path, text, old_path, new_path), *_related(text, old, new)]
        if path == old_path:
            edits += _remembering(text, old, new)
        better = applied(text, edits)
        if better != text or path == old_path:
            changed[new_path if path == old_path else path] = better
    return changed


def _links(path: str, text: str, old_path: str, new_path: str) -> Iterator[Edit]:
    """The targets of links, seen from where the file then lies to where the target then lies."""
    begin = body_start(text)
    here, after = posixpath.dirname(path), posixpath.dirname(new_path if path == old_path else path)
    for link in links(text[begin:]):
        target, mark, fragment = link.target.partition("#")
        if link.kind not in {"link", "picture"} or re.match(r"[A-Za-z][\w+.-]*:|/|\Z", target):
            continue
        there = posixpath.normpath(posixpath.join(here, unquote(target)))
        then = _then(there, old_path, new_path)
        if there != then or here != after:
            better = quote(posixpath.relpath(then, after or "."))
            yield Edit(begin + link.start, begin + link.start + len(link.target), f"{better}{mark}{fragment}")


def _then(path: str, old_path: str, new_path: str) -> str:
    """Where a file lies after the move: the brief, and the pictures in its folder, lie elsewhere."""
    if path == old_path:
        return new_path
    folder = f"{old_path.removesuffix('.md')}/"
    return f"{new_path.removesuffix('.md')}/{path.removeprefix(folder)}" if path.startswith(folder) else path


def _related(text: str, old: str, new: str) -> Iterator[Edit]:
    for each in scalars(text) if old in text else ():
        if each.field == "related" and each.value == old:
            yield Edit(each.start, each.end, text[each.start : each.end].replace(old, new))


def _remembering(text: str, old: str, new: str) -> Iterator[Edit]:
    """The old id, put at the end of `redirect_from`; a brief that goes back to an id that it had does not redirect there.

    The first entry stays in any case: it is the permanent id.
    """
    start, end = front(text)
    held = [each for each in scalars(text) if each.field == "redirect_from"]
    yield from (without(text, each.start, each.end) for each in held[1:] if each.value == new)
    if old in {each.value for each in held}:
        return
    if not held:
        if empty := re.compile(r"^redirect_from:[^\n]*\n", re.MULTILINE).search(text, start, end):
            yield Edit(*empty.span(), f"redirect_from: [{old}]{line_end(text)}")
        else:
            yield Edit(end, end, f"redirect_from: [{old}]{line_end(text)}")
        return
    last = held[-1]
    line = text.rfind("\n", 0, last.start) + 1
    dash = re.match(r"[ \t]*- +", text[line:])
    yield Edit(last.end, last.end, f"{line_end(text)}{dash[0]}{old}" if dash else f", {old}")
