"""How long a build takes: of all, after one edit, with nothing changed, and of the same files by plain Material.

usage: python tests/bench/builds.py DOCS [DOCS ...]

Each DOCS is a folder with briefs, actors, topics, sections and authors. It is put beside the project's own settings, code
and theme, and beside a mkdocs.yml of plain Material that keeps it out of the navigation. The two are built in turn, three
times, each time from nothing; then a brief in the middle is edited three times, and last nothing. Printed are medians, the
processor time and the memory of the largest process, and the bytes a brief of what is published.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CONTENT = ("briefs", "actors", "topics", "sections", "authors")
PLAIN = "site_name: Plain\nsite_url: https://example.org/\ntheme:\n  name: material\n  font: false\nnav:\n  - index.md\n"
TIMES = 3


class Took(NamedTuple):
    """Seconds on the clock and of the processors, and megabytes."""

    wall: float
    cpu: float
    memory: float


def build(project: Path) -> Took:
    """Build a project as its owner does."""
    began = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project / "hooks")}
    process = subprocess.Popen([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=project, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"the build of {project} failed"
    return Took(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def anew(project: Path) -> Took:
    """Build a project from nothing."""
    for left in ("site", ".cache"):
        shutil.rmtree(project / left, ignore_errors=True)
    return build(project)


def show(name: str, runs: list[Took]) -> Took:
    """Print and give the medians of some runs."""
    middle = Took(*(median(each) for each in zip(*runs, strict=True)))
    walls = ", ".join(f"{run.wall:.1f}" for run in runs)
    print(f"  {name:18} {middle.wall:6.1f} s ({walls}), {middle.cpu:6.1f} s of processors, {middle.memory:5.0f} MB")
    return middle


def size(site: Path) -> int:
    """The bytes of all files of a site."""
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file())


def measure(docs: Path, work: Path) -> Took:
    """Print what one archive takes; gives that of all from nothing."""
    ours, plain = work / "ours", work / "plain"
    ours.mkdir(parents=True)
    shutil.copytree(ROOT / "hooks", ours / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", ours)
    shutil.copytree(ROOT / "docs", ours / "docs", ignore=lambda _, names: [each for each in names if each in CONTENT])
    for each in CONTENT:
        shutil.copytree(docs / each, ours / "docs" / each)
    shutil.copytree(ours / "docs", plain / "docs")
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    briefs = sorted((ours / "docs" / "briefs").rglob("*.md"))
    print(f"{len(briefs)} briefs")
    in_turn = [(anew(plain), anew(ours)) for _ in range(TIMES)]
    theirs, whole = (
        show("plain Material", [each for each, _ in in_turn]),
        show("from nothing", [each for _, each in in_turn]),
    )
    edits = []
    for number in range(TIMES):
        with briefs[len(briefs) // 2].open("a", encoding="utf-8") as file:
            file.write(f"\nOne more sentence, number {number}.\n")
        edits.append(build(ours))
    show("one brief edited", edits)
    show("nothing changed", [build(ours) for _ in range(TIMES)])
    print(
        f"  {whole.wall / theirs.wall:.2f} times plain Material; {size(ours / 'site') / len(briefs) / 1024:.1f} KiB a brief"
    )
    return whole


def main(archives: list[Path]) -> None:
    """Print the figures of each archive, and how they grow from one to the next."""
    with tempfile.TemporaryDirectory() as work:
        walls = [measure(docs, Path(work) / str(number)).wall for number, docs in enumerate(archives)]
    for before, after in pairwise(walls):
        print(f"{after / before:.2f} times the one before")


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]] or sys.exit(str(__doc__)))
