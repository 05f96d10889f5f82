"""Says of a page written by hand which record it was meant to be, where its fields or its folder show that.

Told field by field, as a page that has fields too many, its author would take the record apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from briefbook import paths
from briefbook.model import Prose, Source

_OF_A_PAGE = frozenset(Prose.__dataclass_fields__)
_OF_A_BRIEF = frozenset({"section", "sources", "topics", "key_points", "information_cutoff"})


class Misplaced(NamedTuple):
    """A record that lies where only pages written by hand do: its kind, the id that it has elsewhere, and what to do."""

    kind: str
    id: str
    message: str


def misplaced(source: Source) -> Misplaced | None:
    """The record that a page was meant to be; None of a page."""
    stem = paths.without_index(source.path.removesuffix(".md"))
    *folders, name = stem.split("/")
    if source.path.partition("/")[0] in paths.FOLDERS or name.casefold() in paths.INDICES or source.body_line == 1:
        return None
    kind = _by_fields(source.fields.keys()) or _by_folder(folders, source.fields.keys())
    if kind is None:
        return None
    record_id = _meant_id(kind, folders, paths.short_slug(name), source)
    place = paths.shown(paths.path_of(kind, record_id))
    return Misplaced(kind, record_id, f"{paths.lies_in(kind)}; move this file to {place}")


def _by_fields(names: Collection[str]) -> str | None:
    if "date" in names and not _OF_A_BRIEF.isdisjoint(names):
        return "brief"
    return "actor" if {"name", "kind"} <= {*names} else None


def _by_folder(folders: Sequence[str], names: Collection[str]) -> str | None:
    """By the first folder in other letters; by any that is like it, where the file has fields that no page has."""
    first = folders[0].casefold() if folders else ""
    if first in paths.FOLDERS or _OF_A_PAGE.issuperset(names):
        return paths.FOLDERS.get(first)
    near = (known for folder in folders for known in paths.FOLDERS if _is_near(folder.casefold(), known))
    return next((paths.FOLDERS[known] for known in near), None)


def _is_near(word: str, known: str) -> bool:
    from rapidfuzz.distance import OSA  # which nobody needs who has made no mistake

    return OSA.distance(word, known, score_cutoff=1) <= 1


def _meant_id(kind: str, folders: Sequence[str], name: str, source: Source) -> str:
    if kind != "brief":
        return name
    dated = re.match(r"\d{4}", str(source.fields.get("date", "")))
    in_a_year = folders and re.fullmatch(r"\d{4}", folders[-1])
    return f"{folders[-1] if in_a_year else dated[0] if dated else '2024'}/{name}"
