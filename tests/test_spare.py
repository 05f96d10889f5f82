"""A fresh site begins as one that was published: as the folder that was put aside, or as links to what stands there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbook import spare


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    site = tmp_path / "site"
    (site / "a" / "b").mkdir(parents=True)
    (site / ".git").mkdir()
    (site / "index.html").write_text("home")
    (site / "a" / "b" / "index.html").write_text("page")
    return site


def test_where_nothing_was_put_aside_it_begins_as_links(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "cache" / "spare"
    found = spare.ready(kept, None, site)

    assert found
    assert (spare.mark(kept), {"index.html", "a/b/index.html"}) == (found[0], {*found[1]})
    assert (site / "index.html").samefile(kept / "index.html")
    assert (site / "a/b/index.html").stat().st_mtime_ns == found[1]["a/b/index.html"][1]


def test_what_is_known_is_taken_as_it_is_and_anything_else_is_replaced(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "spare"
    kept.mkdir()
    (kept / "stray.html").write_text("x")
    known = spare.mark(kept)

    assert spare.ready(kept, known, site) == (known, {"stray.html": (1, (kept / "stray.html").stat().st_mtime_ns)})
    (tmp_path / "other").mkdir()
    found = spare.ready(kept, spare.mark(tmp_path / "other"), site)
    assert found
    assert {"index.html", "a/b/index.html"} == {*found[1]}


def test_a_disk_without_links_gives_nothing_and_leaves_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*arguments: object, **more: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", link)

    assert spare.ready(tmp_path / "spare", None, site) is None
    assert not (tmp_path / "spare").exists()
