"""A published folder is replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbook import publish


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A published site with a file that the next one does not have."""
    site = tmp_path / "site"
    (site / "old").mkdir(parents=True)
    (site / "old" / "page.html").write_text("old")
    (site / ".git").write_text("a worktree")
    return site


def staged_beside(target: Path) -> Path:
    staged = publish.stage(target)
    (staged / "page.html").write_text("new")
    return staged


def test_a_first_site_is_put_in_place(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    publish.swap_in(staged_beside(target), target)

    assert ["site"] == os.listdir(target.parent)
    assert "new" == (target / "page.html").read_text()


def test_the_old_site_goes_whole_and_hidden_files_stay(old: Path) -> None:
    publish.swap_in(staged_beside(old), old)

    assert [".git", "page.html"] == sorted(os.listdir(old))
    assert ["site"] == os.listdir(old.parent)


def test_without_an_exchange_of_the_kernel_s_two_renames_do(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    publish.swap_in(staged_beside(old), old)

    assert [".git", "page.html"] == sorted(os.listdir(old))
    assert ["site"] == os.listdir(old.parent)


def test_a_rename_that_fails_half_way_is_undone(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staged = staged_beside(old)
    rename = Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if self == staged:
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(OSError, match="no"):
        publish.swap_in(staged, old)

    assert "old" == (old / "old" / "page.html").read_text()


def test_a_hidden_file_that_cannot_be_kept_stops_all_and_nothing_is_lost(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("not yours")

    staged = staged_beside(old)
    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("shutil.copy2", refuse)
    with pytest.raises(PermissionError):
        publish.swap_in(staged, old)

    assert "old" == (old / "old" / "page.html").read_text()
    assert "a worktree" == (old / ".git").read_text()


def test_a_hidden_file_of_the_new_site_is_the_one_that_stays(old: Path) -> None:
    staged = staged_beside(old)
    (staged / ".git").write_text("new")
    (old / ".well-known").mkdir()
    (old / ".well-known" / "x").write_text("kept")
    publish.swap_in(staged, old)

    assert "new" == (old / ".git").read_text()
    assert "kept" == (old / ".well-known" / "x").read_text()


def test_a_target_that_is_a_file_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(NotADirectoryError):
        publish.stage(tmp_path / "site")

    assert ["site"] == os.listdir(tmp_path)


def test_what_a_killed_build_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    for name in (".site-briefbook-old", ".site-briefbook-new", ".other-briefbook-old", ".site-mine"):
        (tmp_path / name).mkdir()
        if "old" in name:
            os.utime(tmp_path / name, (0, 0))
    staged = publish.stage(tmp_path / "site")

    assert [".other-briefbook-old", ".site-briefbook-new", ".site-mine"] == sorted({*os.listdir(tmp_path)} - {staged.name})


def test_a_link_to_a_folder_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "www"
    link.symlink_to(old)
    publish.swap_in(staged_beside(link), link)

    assert link.is_symlink()
    assert "new" == (old / "page.html").read_text()


def test_a_staged_folder_has_the_modes_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()

    assert (tmp_path / "plain").stat().st_mode == publish.stage(tmp_path / "site").stat().st_mode
