"""A file of the cache is there whole or not at all, and what is left of one goes when its process is gone."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefbook import cache, search_cache, store, whole
from conftest import ROOT


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), SystemExit(143)])
def test_what_cannot_be_written_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path, error: BaseException) -> None:
    def parts() -> Iterator[bytes]:
        yield b"new"
        raise error

    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(type(error)):
        whole.write(tmp_path / "file", parts())

    assert ["file"] == os.listdir(tmp_path)
    assert b"old" == (tmp_path / "file").read_bytes()


SAVES: dict[str, Callable[[Path], object]] = {
    "store": lambda folder: store.save(folder / "file", b"", ()),
    "search_cache": lambda folder: search_cache.save(folder / "file", {"a": b"b"}),
    "cache": lambda folder: cache._save(folder, "", {}),
}


@pytest.mark.parametrize("name", SAVES)
def test_a_disk_that_is_full_costs_time_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "cache").mkdir()
    monkeypatch.setattr(Path, "replace", refuse)
    SAVES[name](tmp_path / "cache")

    assert [".gitignore"] == sorted({*os.listdir(tmp_path), *os.listdir(tmp_path / "cache")} - {"cache"})


def test_a_file_is_swept_when_its_process_is_gone_and_not_before(tmp_path: Path) -> None:
    code = """
import sys, time
from pathlib import Path
from briefbook import whole
def parts():
    yield b"x"
    print("begun", flush=True)
    time.sleep(60)
whole.write(Path(sys.argv[1]) / "file", parts())
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    writing = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert writing.stdout
    assert "begun" == writing.stdout.readline().strip()
    (left,) = tmp_path.iterdir()
    whole.sweep(tmp_path)
    assert left.exists()
    writing.send_signal(signal.SIGKILL)
    writing.wait(10)
    whole.sweep(tmp_path)

    assert [] == os.listdir(tmp_path)
    whole.sweep(tmp_path / "nowhere")
