"""Knows of every file the little that decides which others matter to it, so that one can be checked without reading all.

The rules look at a Library. For a few files they need no more than the records that these name, those that are like them
and those that claim the same old ids: `neighbours` finds them, and a check of them alone says what a check of all would.
"""

from __future__ import annotations

import posixpath
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from briefbook import paths
from briefbook.model import Actor, Record, Source
from briefbook.names import WORD, folded, forms_of
from briefbook.namesakes import called, keys_of, names_of, names_written
from briefbook.nearest import did_you_mean
from briefbook.twins import BUSY
from briefbook.validate import RECORDS

_NAMING = {
    "section": "section", "sections": "section", "authors": "author", "topics": "topic", "actors": "actor",
    "part_of": "actor", "organisation": "actor", "broader": "topic",
}  # fmt: skip


class Facts(NamedTuple):
    """What is known of one file without reading it again."""

    named: tuple[str, ...] = ()
    """The paths that its front matter and its links name, whether or not there is a file."""
    old: tuple[str, ...] = ()
    """The paths that it had before, and the one to which it is told to move."""
    keys: tuple[int, ...] = ()
    """Numbers of which records that are nearly the same share one."""
    words: tuple[str, ...] = ()
    """What an author may write for its id."""
    names: tuple[str, ...] = ()
    """The names that a text may call it by, word by word as the matcher compares them."""


def facts(source: Source, record: Record | None, left: Record | None = None, text: str = "") -> Facts:
    """The facts of a file as it was read from a text; what is `left` of a record that does not hold has some as well."""
    judged = record or left
    meant = (kind for kind, its in RECORDS.items() if type(judged) is its)
    kind = paths.FOLDERS.get(source.path.partition("/")[0]) or next(meant, "page")
    ids = (*getattr(judged, "redirect_from", ()), *([judged.id] if judged and kind != "page" else []))
    old = tuple(path for path in (paths.path_of(kind, each) for each in ids) if path != source.path)
    words = tuple(paths.slug(each) for each in called(judged)) if judged else ()
    named = dict.fromkeys([*_named(kind, source), *_linked(source)])
    names = (
        [" ".join(map(folded, WORD.findall(form.text))) for form in forms_of(record)] if isinstance(record, Actor) else []
    )
    return Facts(
        tuple(named),
        old,
        keys_in(source.path, names_of(record) if record else names_written(source.path, source, text)),
        words,
        tuple(dict.fromkeys(names)),
    )


def facts_of_unread(path: str, text: str) -> Facts:
    """The facts of a file that cannot be read: it is known by its path and by what looks like its name."""
    return Facts(keys=keys_in(path, names_written(path, None, text)))


def keys_in(path: str, names: Iterable[str]) -> tuple[int, ...]:
    """The numbers that a file of some names shares with those that have nearly the same."""
    return tuple(sorted({zlib.crc32(key.encode()) for key in keys_of(path.partition("/")[0], names)}))


def spoken(text: str) -> frozenset[str]:
    """The words of a text, as the matcher compares them."""
    return frozenset(map(folded, WORD.findall(text)))


class Index:
    """The facts of all files."""

    def __init__(self, known: Mapping[str, Facts]) -> None:
        self.known = known

    def neighbours(self, some: Iterable[str], words: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The paths that matter to some paths, these included; `words` are those of their texts, which may name actors."""
        found = {path for path in some if path in self.known}
        sharing = self._sharing({key for path in found for key in self.known[path].keys})
        for path in sorted(found):
            its = self.known[path]
            found.update(each for each in its.named if each in self.known)
            found.update(each for each in map(self._meant, its.named) if each)
            found.update(each for path in its.named for each in self._claiming.get(path, ()))
            for key in its.keys:
                if len(sharing[key]) <= BUSY:
                    found.update(sharing[key])
            for old in its.old:
                found.update(self._claiming[old])
        found.update(path for path, its in self.known.items() if any(words.issuperset(name.split()) for name in its.names))
        return tuple(sorted(found | self._above(found)))

    def _above(self, some: Iterable[str]) -> set[str]:
        """All that a chain of broader topics or wholes can lead through."""
        met: set[str] = set()
        waiting = [path for path in some if path.startswith(("topics/", "actors/"))]
        while waiting:
            here = waiting.pop()
            if here not in met:
                met.add(here)
                folder = here.partition("/")[0] + "/"
                waiting += [each for each in self.known[here].named if each.startswith(folder) and each in self.known]
        return met

    def _meant(self, path: str) -> str | None:
        """The file that a rule will propose for one that is not there."""
        kind, slash, record_id = path.removesuffix(".md").partition("/")
        if path in self.known or not slash or kind not in paths.FOLDERS:
            return None
        near = did_you_mean(record_id, self._words[kind])
        return f"{kind}/{near.split(chr(39))[1]}.md" if near else None

    def alike(self, keys: Iterable[int]) -> tuple[str, ...]:
        """The paths of all records with one of some keys."""
        return tuple(sorted({path for group in self._sharing({*keys}).values() for path in group}))

    def _sharing(self, keys: set[int]) -> Mapping[int, list[str]]:
        sharing: defaultdict[int, list[str]] = defaultdict(list)
        for path, its in self.known.items():
            for key in keys.intersection(its.keys):
                sharing[key].append(path)
        return sharing

    @cached_property
    def _claiming(self) -> Mapping[str, list[str]]:
        claiming: defaultdict[str, list[str]] = defaultdict(list)
        for path, its in self.known.items():
            for old in its.old:
                claiming[old].append(path)
        return claiming

    @cached_property
    def _words(self) -> Mapping[str, dict[str, str]]:
        words: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for path, its in self.known.items():
            kind, _, record_id = path.removesuffix(".md").partition("/")
            words[kind].update(dict.fromkeys(its.words, record_id))
        for path in self.known:
            kind, _, record_id = path.removesuffix(".md").partition("/")
            words[kind][record_id] = record_id
        return words


def _named(kind: str, source: Source) -> Iterator[str]:
    """The paths of the records that front matter names, read leniently: what does not hold is named nowhere."""
    for field, value in source.fields.items():
        its_kind = _NAMING.get(field, kind if field == "related" and kind != "page" else None)
        for each in value if isinstance(value, list) else [value]:
            if its_kind and isinstance(each, str):
                yield paths.path_of(its_kind, each.strip())
            elif field == "positions" and isinstance(each, dict) and isinstance(each.get("organisation"), str):
                yield paths.path_of("actor", each["organisation"].strip())


def _linked(source: Source) -> Iterator[str]:
    folder = posixpath.dirname(source.path)
    for link in source.links:
        target = unquote(link.target.partition("#")[0])
        if target and ":" not in target and not target.startswith("/"):
            yield posixpath.normpath(posixpath.join(folder, target))
