"""Says what the published site was made of, and whether it is just what would be published again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from briefbook import inventory, manifest, memory, store
from briefbook.digests import digest_of
from briefbook.manifest import Manifest
from briefbook.reuse import Stamp

Copied = tuple[str, str, int, int, int]
"""A file that is copied as it is: where it is published, where it lies or what it holds, its size, and when it was written
and last set. Where the last alone differs, as in a copy of all, the files are copied again, and no page is made anew."""


class Standing(NamedTuple):
    """The published site as far as it may be taken over, and what the fresh one is made of.

    `made_of` is empty where that is not sure; `doubts` say why something that is kept of earlier builds is not believed.
    """

    before: Manifest = Manifest()
    made_of: bytes = b""
    unchanged: bool = False
    doubts: tuple[str, ...] = ()


def look_back(
    recall: Callable[[], memory.Recalled],
    docs: Path,
    texts: Collection[str],
    copied: Iterable[Copied],
    cache: Path,
    target: Path,
    shaped_by: bytes,
    *,
    sound: bool,
    mode: int,
    loaded: Callable[[Manifest], object] = lambda before: None,
) -> Standing:
    """Look at the site that stands at `target`; `sound` says whether nothing is wrong that is to be told each time, and
    `mode` is that of all folders that a build makes there.

    `texts` are the paths of all Markdown files below `docs`. What is known of them is recalled only if one of them is not
    as it was for the site that stands; since all that takes time, what is known of that site is told as soon as it is
    `loaded`.
    """
    doubts, before = [], Manifest()
    try:
        before = manifest.load(cache, target, shaped_by)
    except store.Unusable as error:
        doubts.append(str(error))
    loaded(before)
    if before.made_of and sound and memory.are_as_they_were(docs, texts, before.texts):
        made_of = _made_of(shaped_by, before.texts, copied := sorted(copied))
        if before.made_of == made_of and target.is_dir() and before.stands(inventory.look(target, mode=mode)):
            return Standing(before, made_of, True, tuple(doubts))
    recalled = recall()
    made_of, unchanged = b"", False
    if sound and not recalled.problems:
        made_of = _made_of(shaped_by, recalled.stamps, copied)
        if before.made_of == made_of and not recalled.texts and target.is_dir():
            unchanged = before.stands(inventory.look(target, mode=mode))
    return Standing(before, made_of, unchanged, tuple(dict.fromkeys([*recalled.doubts, *doubts])))


def _made_of(shaped_by: bytes, texts: Mapping[str, Stamp], copied: Iterable[Copied]) -> bytes:
    return digest_of(shaped_by, sorted((path, stamp.digest) for path, stamp in texts.items()), sorted(copied))
