"""How long a build takes: of all, after one edit, with nothing changed, and of the same files by plain Material.

usage: python tests/bench/builds.py DOCS [DOCS ...] [-- COMMAND ...]

Each DOCS is a folder with briefs, actors, topics, sections and authors. It is put beside the project's own settings, code
and theme, and beside a mkdocs.yml of plain Material that keeps it out of the navigation. The two are built in turn, three
times, each time from nothing; then a brief in the middle is edited three times, and last nothing. Printed are medians, the
processor time and the memory of the largest process, and the bytes a brief of what is published. A COMMAND with which
another program makes a site of the same briefs from nothing is timed in turn with them, and the ratios to it are printed.
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
NAMES = ("from nothing", "one brief edited", "nothing changed")


class Took(NamedTuple):
    """Seconds on the clock and of the processors, and megabytes."""

    wall: float
    cpu: float
    memory: float


def build(project: Path) -> Took:
    """Build a project as its owner does."""
    return run([sys.executable, "-m", "mkdocs", "build", "-q"], project)


def run(command: list[str], folder: Path) -> Took:
    """Run a command in a folder; where that is a project, with its own code."""
    began = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder / "hooks")}
    process = subprocess.Popen(command, cwd=folder, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"{' '.join(command)} failed in {folder}"
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


def measure(docs: Path, work: Path, command: list[str]) -> Took:
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
    in_turn = [(anew(plain), anew(ours), *([run(command, Path.cwd())] if command else [])) for _ in range(TIMES)]
    theirs, whole, *others = (
        show(name, [*runs])
        for name, runs in zip(("plain Material", "from nothing", "COMMAND"), zip(*in_turn, strict=True), strict=False)
    )
    edits = []
    for number in range(TIMES):
        with briefs[len(briefs) // 2].open("a", encoding="utf-8") as file:
            file.write(f"\nOne more sentence, number {number}.\n")
        edits.append(build(ours))
    edit = show("one brief edited", edits)
    nothing = show("nothing changed", [build(ours) for _ in range(TIMES)])
    for other in others:
        ratios = (f"{name} {each.wall / other.wall:.3f}" for name, each in zip(NAMES, (whole, edit, nothing), strict=True))
        print(f"  of COMMAND's seconds: {', '.join(ratios)}")
    print(
        f"  {whole.wall / theirs.wall:.2f} times plain Material; {size(ours / 'site') / len(briefs) / 1024:.1f} KiB a brief"
    )
    return whole


def main(archives: list[Path], command: list[str]) -> None:
    """Print the figures of each archive, and how they grow from one to the next."""
    with tempfile.TemporaryDirectory() as work:
        walls = [measure(docs, Path(work) / str(number), command).wall for number, docs in enumerate(archives)]
    for before, after in pairwise(walls):
        print(f"{after / before:.2f} times the one before")


if __name__ == "__main__":
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    main([Path(each) for each in sys.argv[1:end]] or sys.exit(str(__doc__)), sys.argv[end + 1 :])
