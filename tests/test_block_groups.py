"""A folder can be marked so that what is made in it lies apart; where the disk knows no such mark, nothing happens."""

from __future__ import annotations

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
