"""Work is spread over processes: the same results in the same order, and no error lost."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefbook import workers
from briefbook.build import build
from briefbook.command_line import main
from conftest import SETTINGS, Texts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: all work is done in one process")


@pytest.fixture(params=["1", "2", "5"])
def jobs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("BRIEFBOOK_JOBS", request.param)
    return int(request.param)


def test_without_fork_one_process_does_it_and_says_so_once_to_who_debugs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("BRIEFBOOK_JOBS", "5")
    monkeypatch.delattr(os, "fork")
    workers._say_that_there_is_no_fork.cache_clear()
    caplog.set_level(logging.DEBUG, "mkdocs.briefbook")

    assert [(number, os.getpid()) for number in range(3)] == workers.on_all_cores(lambda each: (each, os.getpid()), 3)
    assert 1 == workers.jobs()
    assert [("DEBUG", "This system has no fork: all is made by one process, with the same result")] == [
        (each.levelname, each.getMessage()) for each in caplog.records
    ]


def test_results_come_in_order_from_as_many_processes_as_are_wanted(jobs: int) -> None:
    def work(number: int) -> tuple[int, int]:
        for _ in range(20_000 if number % 3 else 1):
            pass
        return number, os.getpid()

    done = workers.on_all_cores(work, 500)

    assert list(range(500)) == [number for number, _ in done]
    assert 1 <= len({process for _, process in done}) <= jobs


@pytest.mark.parametrize("pieces", [999, 1001, 20_000])
def test_more_pieces_than_a_pipe_may_hold_are_each_done_once(jobs: int, pieces: int, tmp_path: Path) -> None:
    begun, done = os.open(tmp_path / "begun", os.O_WRONLY | os.O_CREAT | os.O_APPEND), []

    def work(number: int) -> int:
        os.write(begun, b"%d\n" % number)
        return number

    results = workers.on_all_cores(work, pieces, lambda number, _: done.append(number))
    os.close(begun)

    assert [*range(pieces)] == results
    assert [*range(pieces)] == sorted(done)
    assert [*range(pieces)] == sorted(map(int, (tmp_path / "begun").read_text("utf-8").split()))


def test_large_results_do_not_block(jobs: int) -> None:
    assert [3_000_000] * 6 == [len(each) for each in workers.on_all_cores(lambda number: b"x" * 3_000_000, 6)]


def _fails(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def _fails_oddly(number: int) -> int:
    class Odd(Exception):
        """Cannot be pickled, since no module holds it."""

    raise Odd("of no module")


def _dies(number: int) -> int:
    if os.environ["BRIEFBOOK_JOBS"] == "1":
        raise workers.ProcessGone
    if os.getpid() != int(os.environ["PARENT"]):
        os.kill(os.getpid(), 9)
    time.sleep(0.05)  # the others are to have their share
    return number


@pytest.mark.parametrize(
    ("work", "error", "words"),
    [
        (_fails, ValueError, "seven"),
        (_fails_oddly, Exception, "of no module"),
        (_dies, workers.ProcessGone, "without a result"),
    ],
    ids=["error", "strange error", "killed"],
)
def test_an_error_in_a_process_is_raised_here_and_no_process_is_left(
    jobs: int, monkeypatch: pytest.MonkeyPatch, work: Callable[[int], int], error: type[Exception], words: str
) -> None:
    monkeypatch.setenv("PARENT", str(os.getpid()))
    forked: list[int] = []

    def fork(fork: Callable[[], int] = os.fork) -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", fork)
    with pytest.raises(error, match=words):
        workers.on_all_cores(work, 40)

    assert jobs - 1 == len(forked)
    for each in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(each, os.WNOHANG)


def test_a_site_is_the_same_from_one_process_and_from_many(good: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(250):
        good[f"briefs/2024/made-{number}.md"] = good["briefs/2024/strike-begins.md"].replace(
            "title: A strike begins", f"title: Made {number}"
        )
    one = build(good.items(), SETTINGS)
    monkeypatch.setenv("BRIEFBOOK_JOBS", "3")
    many = build(good.items(), SETTINGS, spread=workers.on_all_cores)

    assert one.problems == many.problems
    assert repr(one.library) == repr(many.library)
    assert [page.path for page in one.pages] == [page.path for page in many.pages]


@pytest.mark.parametrize(("each", "helped"), [(0.0, False), (0.02, True)], ids=["soon done", "long"])
def test_others_help_only_where_it_is_worth_a_fork(monkeypatch: pytest.MonkeyPatch, each: float, helped: bool) -> None:
    monkeypatch.delenv("BRIEFBOOK_JOBS", raising=False)
    monkeypatch.setattr(workers, "jobs", lambda: 2)

    clock = [0.0]
    monkeypatch.setattr(workers.time, "monotonic", lambda: clock[0])

    def work(number: int) -> tuple[int, int]:
        clock[0] += each
        time.sleep(each)
        return number, os.getpid()

    done = workers.on_all_cores(work, 60)

    assert list(range(60)) == [number for number, _ in done]
    assert helped == (len({process for _, process in done}) > 1)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "Error: memory has run out: where it is short, BRIEFBOOK_JOBS=1 takes less of it\n"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "Error: memory has run out: where it is short, BRIEFBOOK_JOBS=1"),
        (workers.ProcessGone(), "Error: a process ended without a result; memory may have run out: where it is short, BRI"),
        (PermissionError(errno.EACCES, "Permission denied", "docs"), "Error: docs: Permission denied\n"),
    ],
)
def test_a_command_tells_in_a_line_what_the_system_refuses(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise error

    monkeypatch.setattr("briefbook.cli.rules.command.callback", refuse)
    done = CliRunner().invoke(main, ["rules"])

    assert 1 == done.exit_code
    assert done.output.startswith(told)
    assert 1 == len(done.output.splitlines())
