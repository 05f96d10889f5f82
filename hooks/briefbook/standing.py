"""Says what the published site was made of, and whether it is just what would be published again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from briefbook import manifest, memory, publish, store
from briefbook.digests import digest_of
from briefbook.manifest import Manifest

Copied = tuple[str, str, int, int]
"""A file that is copied as it is: where it is published, where it lies or what it holds, its size and its time."""


class Standing(NamedTuple):
    """The published site as far as it may be taken over, and what the fresh one is made of.

    `made_of` is empty where that is not sure; `doubts` say why something that is kept of earlier builds is not believed.
    """

    before: Manifest
    made_of: bytes
    unchanged: bool
    doubts: tuple[str, ...]


def look_back(
    recalled: memory.Recalled, copied: Iterable[Copied], cache: Path, target: Path, shaped_by: bytes, *, sound: bool
) -> Standing:
    """Look at the site that stands at `target`; `sound` says whether nothing is wrong that is to be told each time."""
    doubts, before = list(recalled.doubts), Manifest()
    try:
        before = manifest.load(cache, target, shaped_by)
    except store.Unusable as error:
        doubts.append(str(error))
    made_of, unchanged = b"", False
    if sound and not recalled.problems:
        texts = sorted((path, stamp.digest) for path, stamp in recalled.stamps.items())
        made_of = digest_of(shaped_by, texts, sorted(copied))
        if before.made_of == made_of and not recalled.texts and target.is_dir():
            unchanged = before.stands(publish.stamps(target))
    return Standing(before, made_of, unchanged, tuple(dict.fromkeys(doubts)))
