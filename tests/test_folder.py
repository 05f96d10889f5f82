"""What has changed in a folder is told once, and nothing else is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from briefbook import disk
from briefbook.folder import Folder


def everything(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(paths)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    (docs / "briefs").mkdir(parents=True)
    for name, text in {"about.md": "A", "briefs/one.md": "One", "briefs/two.md": "Two", "briefs/map.png": "no"}.items():
        (docs / name).write_text(text, encoding="utf-8")
        os.utime(docs / name, (1_700_000_000, 1_700_000_000))
    return docs


def test_the_first_look_reads_all_and_the_next_one_nothing(docs: Path) -> None:
    folder = Folder(docs, everything)
    first, second = folder.look(), folder.look()

    assert {"about.md", "briefs/one.md", "briefs/two.md"} == {path for path, _ in first.texts} == first.paths
    assert {"briefs/map.png"} == first.others
    assert "picture" in {problem.rule for problem in first.problems}
    assert first.changed
    assert ((), False) == (second.texts, second.changed)
    assert first[1:4] == second[1:4]


def test_a_look_reads_what_has_changed_alone(docs: Path) -> None:
    folder = Folder(docs, everything)
    folder.look()
    (docs / "briefs" / "one.md").write_text("Once more", encoding="utf-8")
    (docs / "briefs" / "two.md").rename(docs / "briefs" / "three.md")
    look = folder.look()

    assert {("briefs/one.md", "Once more"), ("briefs/three.md", "Two")} == {*look.texts}
    assert {"about.md", "briefs/one.md", "briefs/three.md"} == look.paths
    assert look.changed


def test_a_file_that_changes_within_a_tick_of_the_clock_is_read_again(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stamp is the same: only what it holds tells."""
    folder = Folder(docs, everything)
    file = docs / "briefs" / "one.md"
    file.write_text("One", encoding="utf-8")
    stamps = disk.stamps(docs, ["briefs/one.md"])
    monkeypatch.setattr(disk, "stamps", lambda docs, paths: stamps)
    assert [("briefs/one.md", "One")] == [*folder.look().texts]
    file.write_text("Two", encoding="utf-8")
    look = folder.look()

    assert [("briefs/one.md", "Two")] == [*look.texts]
    assert look.changed
    assert not folder.look().changed


def test_what_has_not_changed_since_it_was_known_is_not_read(docs: Path) -> None:
    known = disk.stamps(docs, ["about.md", "briefs/one.md"])
    (docs / "briefs" / "one.md").write_text("Once more", encoding="utf-8")
    look = Folder(docs, everything, known).look()

    assert {"briefs/one.md", "briefs/two.md"} == {path for path, _ in look.texts}
    assert {"about.md", "briefs/one.md", "briefs/two.md"} == look.paths


def test_what_the_owner_leaves_out_is_not_there(docs: Path) -> None:
    folder = Folder(docs, lambda paths: frozenset(path for path in paths if "two" not in path))

    assert {"about.md", "briefs/one.md"} == folder.look().paths
    folder.show(everything)
    assert {"briefs/two.md"} == {path for path, _ in folder.look().texts}


def test_files_of_a_folder_that_is_gone_are_known_when_it_is_back(docs: Path) -> None:
    folder = Folder(docs, everything)
    folder.look()
    docs.rename(docs.parent / "away")
    gone = folder.look()
    (docs.parent / "away").rename(docs)
    back = folder.look()

    assert ["path"] == [problem.rule for problem in gone.problems]
    assert gone.changed
    assert {"about.md", "briefs/one.md", "briefs/two.md"} == gone.paths == back.paths
    assert ((), True) == (back.texts, back.changed)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is refused to root")
def test_a_file_that_cannot_be_read_is_tried_again(docs: Path) -> None:
    folder = Folder(docs, everything)
    (docs / "about.md").chmod(0)
    look = folder.look()
    (docs / "about.md").chmod(0o644)

    assert ["unreadable"] == [problem.rule for problem in look.problems if problem.path == "about.md"]
    assert "about.md" not in look.paths
    assert [("about.md", "A")] == [*folder.look().texts]


def test_a_glance_at_what_was_touched_sees_what_a_look_at_all_does(docs: Path) -> None:
    folder = Folder(docs, everything)
    folder.look()
    (docs / "about.md").write_text("Anew", encoding="utf-8")
    look = folder.glance([str(docs / "about.md"), str(docs / ".about.md.swp"), "/elsewhere"])

    assert look is not None
    assert ((("about.md", "Anew"),), True) == (look.texts, look.changed)
    again = folder.glance([str(docs / "about.md")])
    assert again is not None
    assert ((), False) == (again.texts, again.changed)
    assert not folder.look().changed


def test_a_glance_leaves_new_files_folders_and_files_that_are_gone_to_a_look_at_all(docs: Path) -> None:
    folder = Folder(docs, everything)
    folder.look()
    (docs / "new.md").write_text("N", encoding="utf-8")
    assert folder.glance([str(docs / "new.md")]) is None
    assert folder.glance([str(docs / "briefs")]) is None
    (docs / "new.md").unlink()
    (docs / "about.md").unlink()

    assert folder.glance([str(docs / "about.md")]) is None
