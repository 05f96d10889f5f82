"""What is known of a site is kept whole, whichever part of it was made ready before the rest was there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefbook import manifest, store
from briefbook.manifest import Manifest
from briefbook.reuse import Kept, KeptTogether, Stamp

VERSION = b"as it is shaped"
EARLY = Manifest(
    made_of=b"all",
    pages=2,
    files={"a/index.html": Kept(b"k1", 10, 5, b"b/", b"\ntop\n"), "b/index.html": Kept(b"k2", 11, 6)},
    bases={"briefs/a.md": b"basis"},
    beside={"briefs/a.md": ("a/data.json",)},
    texts={"briefs/a.md": Stamp(1, 2, 3, b"digest")},
)
LATE = replace(
    EARLY,
    made_of=b"",
    files={**EARLY.files, "b/index.html": Kept(b"k3", 12, 7), "pagefind/x": Kept(b"", 13, 8)},
    indexes={"dossiers": KeptTogether("key", ("pagefind/x",))},
    spare=(1, 2),
)


@pytest.mark.parametrize("early", [None, manifest.pack(Manifest()), manifest.pack(EARLY), manifest.pack(LATE)])
def test_what_was_packed_early_and_what_came_later_are_kept_together(early: manifest.Packed | None, tmp_path: Path) -> None:
    manifest.save(LATE, tmp_path, tmp_path / "site", VERSION, early)

    assert LATE == manifest.load(tmp_path, tmp_path / "site", VERSION)


def test_a_part_that_holds_what_is_no_record_of_ours_is_not_brought_to_life(tmp_path: Path) -> None:
    early = manifest.Packed(EARLY, store.packed(Path()))
    manifest.save(EARLY, tmp_path, tmp_path / "site", VERSION, early)

    with pytest.raises(store.Unusable, match="holds what no cache of ours holds"):
        manifest.load(tmp_path, tmp_path / "site", VERSION)
