"""Measures a preview as its author sees it: how long until it is there, and from a save to the changed words in Chromium.

DOCS is a folder with briefs, actors, topics, sections and authors; a copy of it is made beside the project's own settings
and theme, and deleted. A start is timed from the command to the whole home page, first with nothing kept from before, then
three times with what was kept. A save is timed from the moment before the file is written until its words are seen, on the
page of the newest brief, on the dossier of the actor that it names most often, and in the list of its year.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Error, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SETTLED = 4.0
"""Seconds after which a preview has done all that can wait."""


class Started:
    """A preview of a project, and how long it took until its home page was there."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project / "hooks")}
        began = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=project, env=environment)
        while True:
            try:
                with urllib.request.urlopen(self.url) as answer:
                    assert answer.status == 200
                    answer.read()
                    break
            except OSError:
                assert self.process.poll() is None, "the preview has ended"
                time.sleep(0.01)
        self.took = time.perf_counter() - began

    def memory(self) -> float:
        """What it holds now, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def newest(docs: Path) -> Path:
    """The brief with the newest date."""
    return max(
        docs.glob("briefs/*/*.md"), key=lambda file: (re.search(r"^date: *(\S+)", file.read_text("utf-8"), re.M)[1], file)
    )  # type: ignore[index]


def main(docs: Path, saves: int, what: str, work: Path) -> None:
    """Print starts and saves, their medians and the longest."""
    project = work / "project"
    if not project.exists():
        project.mkdir(parents=True)
        shutil.copy(ROOT / "mkdocs.yml", project)
        shutil.copytree(docs, project / "docs")
        (project / "docs" / "about.md").write_text("---\ntitle: About\n---\n", encoding="utf-8")
    shutil.rmtree(project / "hooks", ignore_errors=True)
    shutil.copytree(ROOT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    print(f"{len([*docs.glob('briefs/*/*.md')])} briefs, {len([*docs.glob('actors/*.md')])} actors")
    if what in {"all", "starts"}:
        measure_starts(project)
    if what in {"all", "saves"}:
        preview = Started(project)
        wait_until_kept(project)
        time.sleep(SETTLED)
        measure_saves(preview, project / "docs", saves)
        print(f"{'memory':34} {preview.memory():6.0f} MB")
        preview.end()


def measure_starts(project: Path) -> None:
    """Print how long starts take."""
    shutil.rmtree(project / ".cache", ignore_errors=True)
    first = Started(project)
    print(f"{'first start, nothing kept':34} {first.took:6.2f} s")
    if not wait_until_kept(project):
        print("nothing was kept for the next start")
    first.end()
    again = []
    for _ in range(3):
        preview = Started(project)
        again.append(preview.took)
        preview.end()
    show("start with what was kept", again)


def wait_until_kept(project: Path) -> bool:
    """Wait until what was read is on the disk."""
    for _ in range(600):
        if (project / ".cache" / "briefbook" / "known-15").exists():
            return True
        time.sleep(0.1)
    return False


def measure_saves(preview: Started, docs: Path, saves: int) -> None:
    """Print how long saves take to be seen."""
    brief = newest(docs)
    before = brief.read_text(encoding="utf-8")
    listed = re.findall(r"[a-z0-9-]+", re.search(r"^actors: *\[(.*?)\]", before, re.M)[1])  # type: ignore[index]
    names = {
        each: re.search(r"^name: *(.+)", (docs / "actors" / f"{each}.md").read_text("utf-8"), re.M)[1] for each in listed
    }  # type: ignore[index]
    actor = max(names, key=lambda each: before.count(names[each]))
    year, name = brief.parent.name, brief.stem

    def in_text(number: int) -> str:
        return f"{before}\n{names[actor]} made save number {number} known.\n"

    def in_title(number: int) -> str:
        return re.sub(r'^title: *"?', lambda found: f"{found[0]}Save number {number}: ", before, count=1, flags=re.M)

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page()
        for what, path, text, words in (
            ("a brief", f"briefs/{year}/{name}/", in_text, "made save number {} known"),
            ("its dossier", f"actors/{actor}/", in_text, "made save number {} known"),
            ("the list of its year", f"briefs/{year}/", in_title, "Save number {}: "),
        ):
            page.goto(preview.url + path)
            show(f"from a save to {what}", time_saves(page, brief, text, words, saves))
            brief.write_text(before, encoding="utf-8")
            time.sleep(SETTLED)
        appeared, gone = time_new_ones(page, brief.with_name("fresh.md"), in_title, "Save number {}: ", max(1, saves // 4))
        show("from a new brief to that list", appeared)
        show("from its end until it is gone", gone)
        chromium.close()


def time_new_ones(
    page: Page, file: Path, text: Callable[[int], str], words: str, files: int
) -> tuple[list[float], list[float]]:
    """Seconds from each of some new files until its words are seen, and from the end of each until they are gone."""
    appeared, gone = [], []
    for number in range(1, files + 1):
        for change, there, took in (
            (lambda: file.write_text(text(number), encoding="utf-8"), True, appeared),  # noqa: B023
            (file.unlink, False, gone),
        ):
            time.sleep(1 + number % 5 / 5)
            began = time.perf_counter()
            change()
            wait_for(page, words.format(number), there)
            took.append(time.perf_counter() - began)
    return appeared, gone


def time_saves(page: Page, file: Path, text: Callable[[int], str], words: str, saves: int) -> list[float]:
    """Seconds from each of some saves until its words are seen."""
    took = []
    for number in range(1, saves + 1):
        time.sleep(1 + number % 5 / 5)  # some while the preview does what can wait
        began = time.perf_counter()
        file.write_text(text(number), encoding="utf-8")
        wait_for(page, words.format(number))
        took.append(time.perf_counter() - began)
    return took


def wait_for(page: Page, words: str, there: bool = True) -> None:
    """Wait until a page is drawn with some words, or without; Playwright's own waits look twice a second."""
    drawn = """words => new Promise(done => requestAnimationFrame(() => {
        const { body, readyState } = document;
        done(readyState === "complete" ? body.textContent.includes(words) : null);
    }))"""
    until = time.monotonic() + 30
    while True:
        with contextlib.suppress(Error):  # the page is on its way to the next state
            if page.evaluate(drawn, words) is there:
                return
        assert time.monotonic() < until, f"the page never had: {words}"


def show(what: str, took: list[float]) -> None:
    print(f"{what:34} {median(took):6.2f} s   longest {max(took):.2f} s of {len(took)}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("docs", type=Path)
    asked.add_argument("--saves", type=int, default=20)
    asked.add_argument("--only", choices=("starts", "saves"), default="all")
    asked.add_argument("--work", type=Path, help="a folder to work in, which is kept and can be used again")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        main(given.docs.resolve(), given.saves, given.only, given.work or Path(temporary))
