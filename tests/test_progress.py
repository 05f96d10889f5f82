"""Progress is one line on a terminal, and nothing anywhere else."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest

from briefbook import progress
from conftest import Project


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _a_real_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def shown(stream: io.StringIO) -> list[str]:
    return [text.rstrip() for text in stream.getvalue().split("\r") if text]


def test_a_line_says_the_stage_the_count_and_the_time_left() -> None:
    stream, clock = Terminal(), Clock()
    line = progress.Line(stream, clock)
    line.stage("Rendering texts", 12000)
    clock.now += 10
    line.advance(3000)
    clock.now += 80
    line.advance(1000)
    clock.now += 270
    line.advance(8000)

    assert [
        "Rendering texts: 0 of 12,000",
        "Rendering texts: 3,000 of 12,000, 30 s left",
        "Rendering texts: 4,000 of 12,000, 3 min left",
        "Rendering texts: 12,000 of 12,000",
    ] == shown(stream)


def test_ten_times_a_second_is_enough() -> None:
    stream, clock = Terminal(), Clock()
    line = progress.Line(stream, clock)
    line.stage("Writing", 100_000)
    for _ in range(100_000):
        clock.now += 0.00001
        line.advance()

    assert 10 <= len(shown(stream)) <= 12


def test_a_shorter_line_leaves_nothing_of_a_longer_one_and_none_is_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    line = progress.Line(stream)
    line.stage("A stage with a very long name")
    line.stage("Short")
    line.clear()
    line.clear()

    assert f"\rA stage with a very\rShort{' ' * 14}\r{' ' * 5}\r" == stream.getvalue()


@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_is_shown_where_a_line_cannot_be_written_over(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal() if terminal else io.StringIO()
    line = progress.Line(stream)
    line.stage("Writing", 3)
    line.advance()
    line.clear()

    assert "" == stream.getvalue()


def test_the_last_line_says_what_it_amounted_to() -> None:
    assert "1,936 pages, 1,900 of them from the cache, in 3.2 s; 1 warning" == progress.summary(1936, 1900, 3.21, 1)
    assert "1 page, in 0.1 s; no warnings" == progress.summary(1, 0, 0.1, 0)
    assert "2 pages, in 0.1 s; 2 warnings" == progress.summary(2, 0, 0.1, 2)


def on_a_terminal(project: Project, *options: str) -> str:
    """What a build shows on a terminal, as it comes."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(project.folder / "hooks"),
        "TERM": "xterm",
    }
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    build = subprocess.Popen(command, cwd=project.folder, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    text = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:
            break  # Linux says so at the end
        if not more:
            break
        text += more
    os.close(ours)
    assert 0 == build.wait()
    return text.decode()


def test_a_build_shows_its_stages_on_a_terminal_and_ends_with_one_line(project: Project) -> None:
    text = on_a_terminal(project)

    for stage in ("Reading texts", "Writing files", "Rendering pages: ", "Verifying"):
        assert f"\r{stage}" in text
    last = text.rstrip().rpartition("\n")[2]
    assert re.search(r"INFO +- +\d+ pages, in \d+\.\d s; no warnings$", last)
    assert not re.search(r"[a-z] *INFO", text), "a line of the log begins where that of the progress stood"


def test_a_quiet_build_is_silent_on_a_terminal(project: Project) -> None:
    assert "" == on_a_terminal(project, "-q")


def test_in_a_pipe_there_is_the_last_line_alone(project: Project) -> None:
    done = project.build("--strict")

    assert "\r" not in done.stderr + done.stdout
    assert re.search(r"\d+ pages, in \d+\.\d s; no warnings\n$", done.stderr)
