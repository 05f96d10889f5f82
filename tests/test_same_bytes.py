"""The same content gives the same files: the same bytes and modes, whatever the day, the place, the user or the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SITES, Project

SHUFFLES = '''
"""Lists folders in an order of chance, as another file system does."""
import os, random

class _Entries:
    def __init__(self, entries):
        self.entries = iter(_shuffled(entries))
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

def _shuffled(entries):
    entries = list(entries)
    random.SystemRandom().shuffle(entries)
    return entries

_listdir, _scandir = os.listdir, os.scandir
os.listdir = lambda path=".": _shuffled(_listdir(path))
os.scandir = lambda path=".": _Entries(_scandir(path))
'''


def modes(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mode & 0o7777 for path in (site, *site.rglob("*"))}


def test_all_circumstances_at_once_make_no_difference(sample: Project, tmp_path: Path) -> None:
    """Another path, day, time zone, locale, encoding, hash seed, umask, age and order of files; and no network."""
    other = Project(tmp_path / "el se" / "wörk", ROOT / "docs")
    for number, file in enumerate(sorted(other.docs.rglob("*"))):
        os.utime(file, (number * 1e6, number * 1e6))
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(SHUFFLES, encoding="utf-8")
    command = ["sh", "-c", 'umask 077; exec "$@"', "sh"]
    if shutil.which("unshare") and subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0:
        command += ["unshare", "-n"]
    if shutil.which("faketime"):
        command += ["faketime", "+400 days"]
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": f"{tmp_path / 'first'}:{other.folder / 'hooks'}",
        "PYTHONHASHSEED": "12345",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
        "BRIEFBOOK_JOBS": "1",
    }
    done = subprocess.run(
        [*command, sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=other.folder,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert 0 == done.returncode, done.stderr
    here, there = sample.published(), other.published()
    assert here.keys() == there.keys()
    assert [] == [path for path in here if here[path] != there[path]]
    assert modes(sample.site) == modes(other.site)


@pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed (apt install faketime)")
def test_the_clock_that_is_set_forward_is_seen() -> None:
    """So that the test above is not green for want of a fake clock."""
    code = "import time; print(time.time())"
    now = float(subprocess.check_output([sys.executable, "-c", code]))
    later = float(subprocess.check_output(["faketime", "+400 days", sys.executable, "-c", code]))

    assert later - now > 399 * 86400


@pytest.mark.parametrize(("zone", "epoch", "encoding"), [("Etc/GMT+11", "0", "C"), ("Asia/Beirut", None, "POSIX")])
def test_a_small_site_too(project: Project, tmp_path: Path, zone: str, epoch: str | None, encoding: str) -> None:
    project.build("--strict")
    other = Project(tmp_path / "other", SITES / "good")
    more = {} if epoch is None else {"SOURCE_DATE_EPOCH": epoch}
    plain = {"LC_ALL": encoding, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = other.build("--strict", TZ=zone, PYTHONHASHSEED="0", **plain, **more)

    assert 0 == done.returncode, done.stderr
    assert project.published() == other.published()


def test_a_date_of_the_build_that_is_none_is_told(project: Project) -> None:
    done = project.build("-q", SOURCE_DATE_EPOCH="yesterday")

    assert 1 == done.returncode
    assert "SOURCE_DATE_EPOCH is 'yesterday', not a number of seconds" in done.stderr
    assert 1 == len(done.stderr.splitlines())
