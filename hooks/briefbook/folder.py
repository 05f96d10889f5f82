"""Tells what has changed in a docs folder since it was last looked at, by stamps, and reads what has."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from briefbook import disk, files
from briefbook.model import Problem
from briefbook.pictures import Picture

_YOUNG = 0.1
"""Seconds within which a file may change again and keep its stamp: some disks have a clock that is that slow."""


_Texts = tuple[tuple[str, str], ...]


class Look(NamedTuple):
    """What lies in the folder, and what is new about it."""

    texts: _Texts
    """The Markdown files that are new or have changed, decoded as `read.read` wants them."""
    paths: frozenset[str]
    """All Markdown files that can be read."""
    others: frozenset[str]
    """All other files."""
    sizes: Mapping[str, tuple[int, int]]
    """The widths and heights of pictures, in pixels."""
    problems: tuple[Problem, ...]
    changed: bool
    """Whether anything is not as it was at the look before."""


class Folder:
    """A docs folder; `shown` says which of some files are to be published, whatever they hold.

    Files that still have the `stamps` given count as read.
    """

    def __init__(
        self,
        docs: Path,
        shown: Callable[[Iterable[str]], frozenset[str]],
        stamps: Mapping[str, disk.Stamp] = MappingProxyType({}),
    ) -> None:
        self._docs, self._ask = docs, shown
        self._shown: dict[str, bool] = {}
        self._stamps = dict(stamps)
        self._young: dict[str, int] = {}
        self._pictures: dict[str, Picture | Problem] = {}
        self._last = Look((), frozenset(), frozenset(), {}, (), changed=True)

    def show(self, shown: Callable[[Iterable[str]], frozenset[str]]) -> None:
        """Publish by another measure from now on."""
        self._ask, self._shown = shown, {}

    def glance(self, touched: Iterable[str]) -> Look | None:
        """Look at some files alone; None where others may have changed with them, as when one is new or gone."""
        root = f"{self._docs}/"
        paths = {place.removeprefix(root) for place in touched if place.startswith(root)}
        known = {path for path in paths if path in self._stamps and path.endswith(".md")}
        stamps = disk.stamps(self._docs, known)
        if stamps.keys() != known or any((self._docs / path).exists() for path in paths - known):
            return None
        changed = {path for path, stamp in stamps.items() if stamp != self._stamps[path]}
        fresh, read, unreadable = self._read(sorted(changed | self._young.keys()), changed)
        if unreadable:
            return None
        self._remember({**self._stamps, **stamps}, read, set())
        return self._next(self._last._replace(texts=fresh, changed=bool(changed or fresh)))

    def look(self) -> Look:
        """Look at all files, and read those that have changed."""
        found = disk.survey(self._docs, lambda path: False)
        if not self._docs.is_dir():  # what is known of its files is kept: it will be back
            return self._next(self._last._replace(texts=(), problems=found.problems, changed=False))
        texts, others = self._published(found.texts), self._published(found.others)
        stamps = disk.stamps(self._docs, (*texts, *others))
        changed = {path for path, stamp in stamps.items() if stamp != self._stamps.get(path)}
        fresh, read, unreadable = self._read([path for path in texts if path in changed or path in self._young], changed)
        gone = {problem.path for problem in unreadable}
        self._remember(stamps, read, gone)
        self._judge_pictures(others, changed)
        there = frozenset(stamps.keys() - gone)
        problems = (
            *found.problems,
            *(problem for problem in unreadable if problem.path in stamps),
            *(each for _, each in sorted(self._pictures.items()) if isinstance(each, Problem)),
        )
        sizes = {path: (each.width, each.height) for path, each in self._pictures.items() if isinstance(each, Picture)}
        paths = there.intersection(texts), there.intersection(others)
        return self._next(Look(fresh, *paths, sizes, problems, changed=bool(changed or fresh)))

    def _read(self, paths: Iterable[str], changed: set[str]) -> tuple[_Texts, _Texts, tuple[Problem, ...]]:
        """Read some files; gives what is new of them, all that was read, and what could not be."""
        read, unreadable = disk.read_texts(self._docs, paths)
        return tuple(each for each in read if each[0] in changed or hash(each[1]) != self._young[each[0]]), read, unreadable

    def _next(self, look: Look) -> Look:
        before, self._last = self._last, look
        same = (look.paths, look.others, look.problems) == (before.paths, before.others, before.problems)
        return look._replace(changed=look.changed or not same)

    def _published(self, paths: tuple[str, ...]) -> list[str]:
        unknown = [path for path in paths if path not in self._shown]
        if unknown:
            shown = self._ask(unknown)
            self._shown |= {path: path in shown for path in unknown}
        return [path for path in paths if self._shown[path]]

    def _remember(self, stamps: dict[str, disk.Stamp], read: Iterable[tuple[str, str]], gone: set[str]) -> None:
        """Keep the stamps of all but what could not be read, which is tried again, and what the youngest files hold."""
        self._stamps = {path: stamp for path, stamp in stamps.items() if path not in gone}
        since = (time.time() - _YOUNG) * 1e9
        self._young = {path: hash(text) for path, text in read if stamps.get(path, (0,))[0] > since}

    def _judge_pictures(self, others: list[str], changed: set[str]) -> None:
        there = frozenset(others)
        for path in [path for path in self._pictures if path not in there]:
            del self._pictures[path]
        for path in filter(files.is_picture, changed & there):
            self._pictures[path] = disk.picture(self._docs, path)
