"""A fresh site begins with a folder that a process of its own has seen to, and leaves one to the next build."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbook import publish, spare
from briefbook.groundwork import Groundwork
from briefbook.manifest import Manifest
from briefbook.reuse import Kept
from briefbook.standby import wait


@pytest.fixture(autouse=True)
def _in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFBOOK_JOBS", "2")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A published site of two files."""
    target = tmp_path / "site"
    (target / "a").mkdir(parents=True)
    (target / "index.html").write_text("home")
    (target / "a" / "index.html").write_text("page")
    return target


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "spare"


@pytest.fixture
def staging(target: Path) -> Iterator[publish.Staging]:
    staging = publish.stage(target)
    yield staging
    publish.discard(staging)


@pytest.fixture
def work(staging: publish.Staging, kept: Path) -> Iterator[Groundwork]:
    work = Groundwork(staging, kept)
    yield work
    work.end()


BEFORE = Manifest(files={path: Kept(b"", 4, 0) for path in ("index.html", "a/index.html")})


def test_it_begins_with_nothing_where_the_process_has_ended(work: Groundwork, staging: publish.Staging) -> None:
    work.begin(BEFORE)
    assert work._process._child
    os.kill(work._process._child[0], signal.SIGKILL)
    beginning = work.beginning(BEFORE)

    assert staging.folder == beginning.folder
    assert beginning.there is None


def test_it_begins_with_what_is_published_and_with_what_is_there_already(
    work: Groundwork, staging: publish.Staging, target: Path
) -> None:
    (staging.folder / "index.html").write_text("new")
    work.begin(BEFORE)
    beginning = work.beginning(BEFORE)

    assert {"index.html"} == {*beginning.copied}
    assert {"a/index.html"} == {*(beginning.there or ())}
    assert "new" == (staging.folder / "index.html").read_text()
    assert (target / "a" / "index.html").samefile(staging.folder / "a" / "index.html")


def test_where_nothing_is_known_of_a_site_it_begins_empty(
    work: Groundwork, staging: publish.Staging, target: Path, kept: Path
) -> None:
    work.begin(Manifest())
    beginning = work.beginning(Manifest())

    assert (staging.folder, target, (), None) == (beginning.folder, beginning.published, beginning.copied, beginning.there)
    assert not kept.exists()


def test_what_somebody_puts_in_its_place_meanwhile_is_not_taken(work: Groundwork, kept: Path, tmp_path: Path) -> None:
    work.begin(BEFORE)
    wait([work._process], 30)
    kept.rename(tmp_path / "elsewhere")
    kept.mkdir()

    assert work.beginning(BEFORE).there is None


def test_a_first_build_leaves_a_folder_to_the_next(tmp_path: Path, kept: Path) -> None:
    staging = publish.stage(tmp_path / "first")
    work = Groundwork(staging, kept)
    (staging.folder / "index.html").write_text("home")
    work.begin(Manifest())
    work.prepare(30_000)
    work.finish()
    work.end()

    assert (staging.folder / "index.html").samefile(kept / "index.html")
    assert work.mark == spare.mark(kept) is not None
    work.forget()
    assert not kept.exists(), "nobody will see the site"
    publish.discard(staging)


def test_a_first_build_of_few_files_leaves_none(tmp_path: Path, kept: Path) -> None:
    """They are linked beside the next build before it needs them."""
    staging = publish.stage(tmp_path / "first")
    work = Groundwork(staging, kept)
    work.begin(Manifest())
    work.prepare(29_999)
    work.finish()
    work.end()

    assert not kept.exists()
    publish.discard(staging)


def test_where_a_site_is_published_nothing_is_left_but_the_folder_that_was_replaced(
    work: Groundwork, tmp_path: Path, kept: Path
) -> None:
    work.prepare(30_000)
    work.finish()
    assert not kept.exists()
    for name in ("old", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    work.replace(tmp_path / "old", alike=True)
    work.forget()
    assert "old" == (kept / "index.html").read_text()
    work.replace(tmp_path / "other", alike=False)

    assert not kept.exists()
    assert (tmp_path / "other").exists(), "is deleted by who has replaced it"
