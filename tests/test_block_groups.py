"""A folder can be marked so that what is made in it lies apart; where the disk knows no such mark, nothing happens."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from briefbook import block_groups


def attributes(folder: Path) -> str:
    """What lsattr shows of a folder; skips where it shows nothing, since the disk knows no such marks."""
    try:
        shown = subprocess.run(["lsattr", "-d", str(folder)], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this disk has no marks that lsattr could show")
    return shown.stdout.split()[0]


@pytest.mark.skipif(sys.platform != "linux", reason="the mark is one of Linux' file systems")
def test_the_mark_is_set_and_others_stay(tmp_path: Path) -> None:
    before = attributes(tmp_path)
    block_groups.scatter(tmp_path)

    assert {*before.replace("-", ""), "T"} == {*attributes(tmp_path).replace("-", "")}


@pytest.mark.parametrize("folder", ["/proc", "/dev/shm", "/sys", "/nowhere"])
def test_where_there_is_no_such_mark_nothing_happens(folder: str) -> None:
    block_groups.scatter(Path(folder))


def test_of_some_places_the_quickest_is_taken_and_nothing_else_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[Path] = []

    def time_of_making(folder: Path) -> float:
        places.append(folder)
        return 0.02 if len(places) == 3 else 0.3

    monkeypatch.setattr(block_groups, "_time_of_making", time_of_making)
    monkeypatch.setattr(block_groups, "scatter", lambda folder: True)
    folder = block_groups.new_folder(tmp_path, "fresh-")

    assert folder == places[2]
    assert [folder] == [*tmp_path.iterdir()]
    assert folder.name.startswith("fresh-")


def test_a_quick_place_is_taken_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Path] = []
    monkeypatch.setattr(block_groups, "_time_of_making", lambda folder: tried.append(folder) or 30e-6)
    monkeypatch.setattr(block_groups, "scatter", lambda folder: True)

    assert [block_groups.new_folder(tmp_path, "fresh-")] == tried


def test_a_slow_place_is_given_up_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    touch = Path.touch
    monkeypatch.setattr(block_groups, "_SLOW", 1e-12)
    monkeypatch.setattr(Path, "touch", lambda self, **how: (made.append(self), touch(self, **how)))
    block_groups._time_of_making(tmp_path)

    assert 18 == len(made)
    assert [] == [*tmp_path.iterdir()]


def test_a_place_is_tried_and_left_empty(tmp_path: Path) -> None:
    assert [] == [*block_groups.new_folder(tmp_path, "fresh-").iterdir()]


def test_where_no_file_can_be_made_no_folder_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "touch", full)
    with pytest.raises(OSError, match="No space"):
        block_groups.new_folder(tmp_path, "fresh-")

    assert [] == [*tmp_path.iterdir()]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder is slow to make, but for those with which a place is tried."""
    monkeypatch.setattr(block_groups, "_SLOW", 1e-12)
    monkeypatch.setattr(block_groups, "_ENOUGH", 2)
    monkeypatch.setattr(block_groups, "_time_of_making", lambda folder: 0.0)
    monkeypatch.setattr(block_groups, "scatter", lambda folder: True)


@pytest.mark.usefixtures("slow")
def test_where_folders_take_long_they_are_made_elsewhere_and_moved_in(tmp_path: Path) -> None:
    (tree := tmp_path / "tree").mkdir()
    folders = block_groups.Folders(tree)
    for number in range(5):
        folders.make(f"{tree}/{number}")

    assert ["0", "1", "2", "3", "4"] == sorted(each.name for each in tree.iterdir())
    places = [each for each in tmp_path.iterdir() if each != tree]
    assert places
    assert all(each.name.startswith("tree-place-") and not [*each.iterdir()] for each in places)


@pytest.mark.usefixtures("slow")
def test_what_is_there_already_stays_and_is_told_from_wherever_folders_are_made(tmp_path: Path) -> None:
    (tree := tmp_path / "tree").mkdir()
    (tree / "file").write_text("stays")
    (tree / "full" / "er").mkdir(parents=True)
    folders = block_groups.Folders(tree)
    for number in range(2):
        folders.make(f"{tree}/{number}")
    for path in ("file", "full"):
        with pytest.raises(FileExistsError):
            folders.make(f"{tree}/{path}")
    with pytest.raises(FileNotFoundError):
        folders.make(f"{tree}/nowhere/new")

    assert "stays" == (tree / "file").read_text()
    assert (tree / "full" / "er").is_dir()
    assert not [left for each in tmp_path.glob("tree-place-*") for left in each.iterdir()]


def test_quick_folders_are_made_where_they_belong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_groups, "_SLOW", 60.0)
    monkeypatch.setattr(block_groups, "_ENOUGH", 1)
    (tree := tmp_path / "tree").mkdir()
    folders = block_groups.Folders(tree)
    for number in range(5):
        folders.make(f"{tree}/{number}")

    assert [tree] == [*tmp_path.iterdir()]


@pytest.mark.parametrize(("places", "took"), [(True, 1.0), (False, 0.0)])
@pytest.mark.usefixtures("slow")
def test_a_disk_that_is_slow_everywhere_or_has_no_places_is_taken_as_it_is(
    places: bool, took: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []
    monkeypatch.setattr(block_groups, "scatter", lambda folder: places)
    monkeypatch.setattr(block_groups, "_time_of_making", lambda folder: tried.append(folder) or took)
    (tree := tmp_path / "tree").mkdir()
    folders = block_groups.Folders(tree)
    for number in range(9):
        folders.make(f"{tree}/{number}")

    assert (6 if places else 0) == len(tried)
    assert [tree] == [*tmp_path.iterdir()]


@pytest.mark.usefixtures("slow")
def test_folders_are_alike_wherever_they_are_made(tmp_path: Path) -> None:
    (tree := tmp_path / "tree").mkdir()
    tree.chmod(0o2755)
    folders = block_groups.Folders(tree)
    for number in range(9):
        folders.make(f"{tree}/{number}")

    assert {0o2755} == {stat.S_IMODE(each.stat().st_mode) for each in tree.iterdir()}
