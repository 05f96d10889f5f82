"""Measures what it costs to verify a built site and to put its files on the disk, in processor time.

usage: python tests/bench/publish.py SITE [RUNS]

SITE is a folder that `mkdocs build` has made; copies of it are made beside it and deleted. Three ways to have the files of
a fresh site are compared, for the case that none has changed: to write them anew; to read the old one, compare, and link to
it; to take over an old tree that nobody reads any more, and only read and compare. The first two also pay for the
deletion of the tree that they replace.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from briefbook import publish, verify


def main(site: Path, runs: int) -> None:
    """Print each cost, the median of some runs, in all and for each page or file."""
    files = {path: (site / path).read_bytes() for path in publish.sizes(site)}
    pages = {path: content for path, content in files.items() if path.endswith(".html")}
    folders = sorted({os.path.dirname(path) for path in files})
    base = "https://briefbook.example.org/"
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.0f} MB, {len(pages)} pages; median of {runs} runs")

    def show(name: str, work: Callable[[], object], number: int) -> None:
        took = []
        for _ in range(runs):
            began = time.process_time()
            work()
            took.append(time.process_time() - began)
        print(f"{name:44} {median(took):6.2f} s {median(took) / number * 1e6:6.0f} us each")

    seen = [verify.look(path, content, base) for path, content in pages.items()]
    show("look at a page", lambda: [verify.look(path, content, base) for path, content in pages.items()], len(pages))
    sizes = publish.sizes(site)
    show("list the files", lambda: publish.sizes(site), len(files))
    show("judge what was seen", lambda: [*verify.faults(seen, {}, sizes, files.__getitem__, base)], len(pages))

    def fill(folder: str, put: Callable[[str, bytes], None]) -> None:
        for inside in folders:
            os.makedirs(f"{folder}/{inside}", exist_ok=True)
        for path, content in files.items():
            put(f"{folder}/{path}", content)

    def write(file: str, content: bytes) -> None:
        with open(file, "wb", buffering=0) as opened:
            opened.write(content)

    def same(file: str, content: bytes) -> bool:
        with open(file, "rb", buffering=0) as opened:
            return opened.read() == content

    with tempfile.TemporaryDirectory(dir=site.parent) as work:
        old, fresh = f"{work}/old", f"{work}/fresh"
        fill(old, write)

        def anew() -> None:
            fill(fresh, write)
            shutil.rmtree(fresh)

        def link(file: str, content: bytes) -> None:
            before = file.replace(fresh, old, 1)
            assert same(before, content)
            os.link(before, file)

        def linked() -> None:
            fill(fresh, link)
            shutil.rmtree(old)
            os.rename(fresh, old)

        def taken_over() -> None:
            publish.sizes(Path(old))
            for path, content in files.items():
                assert same(f"{old}/{path}", content)

        show("write anew, delete the old tree", anew, len(files))
        show("compare and link, delete the old tree", linked, len(files))
        show("take over a tree, compare", taken_over, len(files))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
