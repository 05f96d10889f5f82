"""Finds, by their names, the records that are nearly the same as others, those included that are not finished."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefbook import paths
from briefbook.model import Actor, Author, Brief, Record, Section, Source, Topic
from briefbook.twins import BUSY, alike, likeness, name_keys, title_keys

_FIELD = re.compile(r"^(name|title):[ ]*[\"'\[{]*([^\n\"'\]}]*[^\s\"'\]}])", re.MULTILINE)
_BEGINNING = 4096


class Twin(NamedTuple):
    """The record that is nearest to another: its path, and the two names that are nearly the same."""

    path: str
    own: str
    near: str

    @property
    def told(self) -> str:
        """Which record that is, in words: `'Ada Quai' is nearly 'Ada Quay', in docs/actors/ada-quay.md`."""
        same = "is also" if self.own == self.near else f"is nearly '{self.near}',"
        return f"'{self.own}' {same} in {paths.shown(self.path)}"


def names_of(record: Record) -> tuple[str, ...]:
    """The names by which a record may be another's twin, the one that it is shown by first."""
    match record:
        case Actor():
            return (record.name, *record.aliases)
        case Topic():
            return (record.title, *record.aliases)
        case Author():
            return (record.name,)
        case Brief():
            return (record.title,)
    return ()


def called(record: Record) -> tuple[str, ...]:
    """The names that an author may write in place of a record's id."""
    if isinstance(record, Section):
        return tuple(filter(None, (record.title, record.short_title)))
    return () if isinstance(record, Brief) else names_of(record)


def names_written(path: str, source: Source | None, text: str = "") -> tuple[str, ...]:
    """The names in a file that is no record yet; of one whose front matter cannot be read, what stands where they should.

    Where nothing does, the path tells a name.
    """
    kind, _, rest = path.removesuffix(".md").partition("/")
    if kind not in {"actors", "topics", "authors", "briefs"}:
        return ()
    fields = source.fields if source and () not in source.lost else dict(_FIELD.findall(text[:_BEGINNING]))
    first = next((fields[each] for each in ("name", "title") if isinstance(fields.get(each), str)), "")
    aliases = fields.get("aliases") if kind in {"actors", "topics"} else None
    listed = [each for each in aliases if isinstance(each, str)] if isinstance(aliases, list) else []
    named = [" ".join(each.split()) for each in (first or rest.rpartition("/")[2].replace("-", " "), *listed)]
    return tuple(filter(None, named))


def keys_of(folder: str, names: Iterable[str]) -> set[str]:
    """Keys of which records of a folder share one if their names are alike."""
    of_name = title_keys if folder == "briefs" else name_keys
    return {f"{folder} {key}" for name in names for key in of_name(name)}


def twin_of(path: str, names: Sequence[str], others: Iterable[tuple[str, Sequence[str]]]) -> Twin | None:
    """The nearest of some others to a record, if one is nearly the same; of two as near, the first."""
    found: tuple[float, Twin] | None = None
    least = 90.0 if path.startswith("briefs/") else 84.0
    for other, its_names in others:
        for own, near in ((own, near) for own in names for near in its_names if alike(own, near, least=least)):
            how = likeness(own, near)
            if found is None or how > found[0]:
                found = (how, Twin(other, own, near))
    return found[1] if found else None


def twins_among(new: Iterable[str], names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Twin | None]]:
    """For each of some new paths the nearest of all records of its folder, wherever its path stands among theirs.

    Only records that share a key are compared; a key that very many share tells nothing.
    """
    wanted = {path: keys_of(_folder(path), names[path]) for path in sorted(new)}
    asked = {key for keys in wanted.values() for key in keys}
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(names) if asked else ():
        for key in asked & keys_of(_folder(path), names[path]):
            sharing[key].append(path)
    for path, keys in wanted.items():
        near = sorted({each for key in keys if len(sharing[key]) <= BUSY for each in sharing[key]} - {path})
        yield path, twin_of(path, names[path], ((each, names[each]) for each in near))


def _folder(path: str) -> str:
    return path.partition("/")[0]
