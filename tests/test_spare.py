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
    found = spare.ready(kept, None, site, 2)

    assert found
    assert (spare.mark(kept), {"index.html", "a/b/index.html"}) == (found[0], {*found[1]})
    assert (site / "index.html").samefile(kept / "index.html")
    assert (site / "a/b/index.html").stat().st_mtime_ns == found[1]["a/b/index.html"][1]


def test_what_is_known_is_taken_as_it_is_and_anything_else_is_replaced(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "spare"
    kept.mkdir()
    (kept / "stray.html").write_text("x")
    known = spare.mark(kept)

    assert spare.ready(kept, known, site, 1) == (known, {"stray.html": (1, (kept / "stray.html").stat().st_mtime_ns)})
    (tmp_path / "other").mkdir()
    found = spare.ready(kept, spare.mark(tmp_path / "other"), site, 2)
    assert found
    assert {"index.html", "a/b/index.html"} == {*found[1]}


def test_a_disk_without_links_gives_nothing_and_leaves_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*arguments: object, **more: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", link)

    assert spare.ready(tmp_path / "spare", None, site, 2) is None
    assert not (tmp_path / "spare").exists()


def test_to_what_was_prepared_is_added_what_came_later(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "spare"
    spare.prepare(kept, site)
    known = spare.mark(kept)
    (site / "c").mkdir()
    (site / "c" / "index.html").write_text("later")
    found = spare.ready(kept, known, site, 3)

    assert found
    assert (known, {"index.html", "a/b/index.html", "c/index.html"}) == (found[0], {*found[1]})
    assert (site / "c/index.html").samefile(kept / "c/index.html")
    assert found == spare.ready(kept, known, site, 3)


def test_what_holds_as_many_files_is_taken_as_it_is(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "spare"
    first = spare.ready(kept, None, site, 2)
    (kept / "a" / "b" / "index.html").rename(kept / "old.html")

    assert first
    assert (found := spare.ready(kept, first[0], site, 2))
    assert {"index.html", "old.html"} == {*found[1]}  # whoever asks for the other links it


def test_what_a_killed_build_had_begun_to_make_goes(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "cache" / "spare"
    for _ in range(2):
        (begun := tmp_path / "cache" / "spare-unnamed-x").mkdir(parents=True)

        assert spare.ready(kept, None, site, 2)
        assert [kept] == [*kept.parent.iterdir()]
    begun.mkdir()
    spare.drop(kept)

    assert [] == [*kept.parent.iterdir()]


def test_nothing_is_put_where_a_link_leads(site: Path, tmp_path: Path) -> None:
    kept, elsewhere = tmp_path / "spare", tmp_path / "elsewhere"
    elsewhere.mkdir()
    first = spare.ready(kept, None, site, 2)
    (kept / "a" / "b" / "index.html").unlink()
    (kept / "a" / "b").rmdir()
    (kept / "a" / "b").symlink_to(elsewhere)

    assert first
    assert spare.ready(kept, first[0], site, 9)
    assert [] == [*elsewhere.iterdir()]
