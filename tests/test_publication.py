"""A fresh site comes to its place with what the next build is to know, or leaves nothing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from briefbook import manifest, publish, spare, standby
from briefbook.known import NOTHING
from briefbook.making import Fresh
from briefbook.manifest import Manifest
from briefbook.memory import Recalled
from briefbook.publication import Publication

VERSION = b"as it is shaped"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("old")
    return target


@pytest.fixture
def publication(target: Path, tmp_path: Path) -> Publication:
    publication = Publication(target, tmp_path / "cache")
    (publication.folder / "index.html").write_text("new")
    publication.groundwork.end()
    return publication


def fresh(reused: int) -> Fresh:
    known = Manifest(pages=3)
    return Fresh(known, manifest.pack(known), reused)


def kept_of(target: Path, tmp_path: Path) -> Path:
    return spare.place(tmp_path / "cache", target)


@pytest.mark.parametrize("alike", [True, False])
def test_what_is_published_is_known_with_the_folder_that_it_has_replaced(
    publication: Publication, target: Path, tmp_path: Path, alike: bool
) -> None:
    publication.publish(fresh(reused=2 if alike else 1), 3, VERSION)
    known = manifest.load(tmp_path / "cache", target, VERSION)

    assert publication.is_done
    assert "new" == (target / "index.html").read_text()
    assert (3, spare.mark(kept_of(target, tmp_path))) == (known.pages, known.spare)
    assert alike == (known.spare is not None)
    assert [target] == [each for each in tmp_path.iterdir() if each.name != "cache"]


def test_what_cannot_be_published_leaves_the_site_as_it_was(
    publication: Publication, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(publish, "_exchange", fails)

    with pytest.raises(OSError, match="no"):
        publication.publish(fresh(reused=3), 3, VERSION)
    assert not publication.is_done
    assert "old" == (target / "index.html").read_text()
    assert Manifest() == manifest.load(tmp_path / "cache", target, VERSION)
    assert not (tmp_path / ".site-briefbook").exists()


def test_where_no_process_can_be_begun_the_lock_is_let_go(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setenv("BRIEFBOOK_JOBS", "2")
    monkeypatch.setattr(standby, "forked", refused)

    with pytest.raises(BlockingIOError):
        Publication(target, tmp_path / "cache")
    assert [target] == [*tmp_path.iterdir()]


def test_what_is_kept_and_cannot_be_read_is_told(
    publication: Publication, target: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    manifest.save(Manifest(pages=3), tmp_path / "cache", target, VERSION)
    for file in (tmp_path / "cache").glob("published-*"):
        file.write_bytes(file.read_bytes()[:-1])
    (tmp_path / "docs").mkdir()
    caplog.set_level(logging.INFO, "mkdocs.briefbook")
    standing = publication.look_back(
        lambda: Recalled(NOTHING, (), {}, (), (), frozenset()), tmp_path / "docs", [], [], VERSION, sound=True
    )
    publication.discard()

    assert not standing.unchanged
    assert "What .cache/briefbook keeps of earlier builds is not used as a whole" in caplog.text
