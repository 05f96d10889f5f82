"""What it costs to index an archive for search: seconds on the clock, and the memory of all processes.

usage: python tests/bench/indexing.py PROJECT [-- COMMAND ...]

PROJECT is a folder with mkdocs.yml and docs. Timed is the work of a build from the moment when all bodies are rendered: the
entries, Pagefind, and the files on the disk. A COMMAND is timed after it in the same way, such as `pagefind --site DIR`
over the same archive as another program publishes it. The memory is the largest sum over all processes, shared pages
counted once (`Pss`), looked at ten times a second.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from briefbook import search_index
from briefbook.bodies import Bodies
from briefbook.build import build
from briefbook.disk import read_project
from briefbook.search_entries import searched
from briefbook.workers import on_all_cores

_AT_ONCE = 100


def main(root: Path, command: list[str]) -> None:
    """Print a line for us, and one for the command."""
    standbys = search_index.processes()
    project = read_project(root)
    site = build(project.texts, project.settings, others=project.others, spread=on_all_cores)
    assert site.library is not None
    library = site.library
    pages = {page.path: page for page in site.pages}
    marked = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    names = [each if isinstance(each, str) else next(iter(each)) for each in marked]
    bodies = Bodies(pages, site.settings, {path: page.url for path, page in pages.items()}, names)
    wanted = sorted(searched(library))

    def part(number: int) -> dict[str, str]:
        return {path: bodies[path] for path in wanted[number * _AT_ONCE : (number + 1) * _AT_ONCE]}

    rendered = {path: body for some in on_all_cores(part, -(-len(wanted) // _AT_ONCE)) for path, body in some.items()}
    with tempfile.TemporaryDirectory() as folder:

        def index() -> None:
            indexing = search_index.begin(library, Path(folder) / "cache", standbys=standbys)
            indexing.place(Path(folder) / "site")
            for waiting in indexing.taken():
                indexing.index(waiting, {path: rendered[path] for path in waiting.missing})
            indexing.finish()

        print(f"{len(library.briefs)} briefs")
        ours = timed("Briefbook", index)
        if command:
            theirs = timed(Path(command[0]).name, lambda: subprocess.run(command, check=True, capture_output=True))
            print(f"ratio {ours / theirs:.2f}")


def timed(name: str, work: Callable[[], object]) -> float:
    """Print and give what some work takes."""
    most, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            most[0] = max(most[0], sum(memory_of(each) for each in (os.getpid(), *below(os.getpid()))))

    before = memory_of(os.getpid())
    watch = threading.Thread(target=look)
    watch.start()
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    over.set()
    watch.join()
    print(f"{name:12} {took:6.1f} s, {most[0] / 1024:6.0f} MB, of which {before / 1024:.0f} were there before")
    return took


def below(process: int) -> Iterator[int]:
    """The processes that a process has started, and those that these have."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from below(int(child))


def memory_of(process: int) -> int:
    """The kilobytes that a process holds."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


if __name__ == "__main__":
    root, *rest = sys.argv[1:]
    main(Path(root), rest[1:] if rest[:1] == ["--"] else [])
