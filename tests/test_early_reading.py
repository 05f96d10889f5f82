"""Texts are read before it is known which are published, with the same outcome as if they were read when asked for."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbook import early_reading, learning, memory
from briefbook.early_reading import EarlyReading
from briefbook.learning import Learned, learn
from conftest import SETTINGS, Project, Texts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork: texts are read when asked for")

BRIEF, ACTOR = "briefs/2024/strike-begins.md", "actors/dockers-union.md"


@pytest.fixture
def docs(good: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(early_reading, "_FEW", 0)
    monkeypatch.setattr(early_reading, "_AT_ONCE", 2)
    monkeypatch.setenv("BRIEFBOOK_JOBS", "2")
    write(tmp_path, good)
    return tmp_path


@pytest.fixture
def begun(docs: Path, good: Texts) -> Iterator[EarlyReading]:
    early = EarlyReading(docs, sorted(good))
    early.actors()  # so that the process is at work
    yield early
    early.end()


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the texts that this process has read itself."""
    read: list[str] = []
    of_text = learning.outcome_of
    monkeypatch.setattr(learning, "outcome_of", lambda path, *told: (read.append(path), of_text(path, *told))[1])
    return read


def write(docs: Path, texts: Texts) -> None:
    for path, text in texts.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")


def told(learned: Learned) -> tuple[object, ...]:
    """All that is learned, as far as it can be compared."""
    known = learned.known
    return (
        learned.problems,
        [*known.readings.items()],
        dict(known.found),
        known.registry,
        known.remarks,
        learned.library.briefs,
        learned.library.actors_of,
    )


def test_what_was_read_early_is_what_would_be_read(begun: EarlyReading, good: Texts, read_here: list[str]) -> None:
    early = learn(good.items(), SETTINGS, early=begun)
    among = len(read_here)

    assert told(learn(good.items(), SETTINGS)) == told(early)
    assert among < len(good), "no actor at least is read here"
    assert early.library.mentions, "and the names were looked for"


def test_nothing_is_read_early_where_it_takes_no_time_or_this_process_is_alone(
    docs: Path, good: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alone() -> EarlyReading:
        early = EarlyReading(docs, sorted(good))
        assert early._crew is None
        return early

    monkeypatch.setenv("BRIEFBOOK_JOBS", "1")
    early = alone()
    monkeypatch.setenv("BRIEFBOOK_JOBS", "2")
    monkeypatch.setattr(early_reading, "_FEW", len(good))
    alone()

    assert told(learn(good.items(), SETTINGS)) == told(learn(good.items(), SETTINGS, early=early))


def test_a_text_that_was_changed_since_is_read_again(begun: EarlyReading, good: Texts) -> None:
    now = {
        **good,
        BRIEF: good[BRIEF].replace("title: ", "title: Anew, "),
        ACTOR: good[ACTOR].replace("name: ", "name: New "),
    }

    assert told(learn(now.items(), SETTINGS)) == told(learn(now.items(), SETTINGS, early=begun))


def test_where_an_actor_is_not_published_no_text_names_it(begun: EarlyReading, good: Texts) -> None:
    now = {path: text for path, text in good.items() if path not in {ACTOR, BRIEF}}

    assert told(learn(now.items(), SETTINGS)) == told(learn(now.items(), SETTINGS, early=begun))


def test_a_text_that_came_since_or_could_not_be_read_is_read_when_asked_for(docs: Path, good: Texts) -> None:
    (docs / BRIEF).unlink()
    early = EarlyReading(docs, sorted({*good} - {ACTOR}))
    try:
        assert told(learn(good.items(), SETTINGS)) == told(learn(good.items(), SETTINGS, early=early))
    finally:
        early.end()


def test_mistakes_are_told_alike(docs: Path, good: Texts) -> None:
    bad = {**good, BRIEF: good[BRIEF].replace("title:", "titel:"), ACTOR: good[ACTOR].replace("kind:", "kind: [")}
    write(docs, bad)
    early = EarlyReading(docs, sorted(bad))
    try:
        learned = learn(bad.items(), SETTINGS, early=early)
    finally:
        early.end()

    assert told(learn(bad.items(), SETTINGS)) == told(learned)
    assert {"unknown-field", "yaml"} <= {problem.rule for problem in learned.problems}


@pytest.mark.parametrize("of_actors", [True, False])
def test_what_a_killed_process_had_begun_is_read_here(
    docs: Path, good: Texts, monkeypatch: pytest.MonkeyPatch, of_actors: bool
) -> None:
    """The system kills what takes too much memory."""
    expected, here, read = told(learn(good.items(), SETTINGS)), os.getpid(), early_reading.reading_of

    def killed(*given: object) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(early_reading, "reading_of" if of_actors else "outcome_of", killed)
    early = EarlyReading(docs, sorted(good))
    try:
        assert expected == told(learn(good.items(), SETTINGS, early=early))
    finally:
        early.end()


def test_there_are_no_more_processes_than_pieces_and_none_once_all_is_read(
    docs: Path, good: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFBOOK_JOBS", "99")
    early = EarlyReading(docs, sorted(good))
    begun = early._crew
    assert begun
    learn(good.items(), SETTINGS, early=early)

    assert len(early._pieces) == len(begun._children)
    assert early._crew is None
    with pytest.raises(ProcessLookupError):
        os.kill(begun._children[0].process, 0)


def test_where_there_may_be_no_more_processes_all_is_read_here(
    docs: Path, good: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", no_more)

    assert EarlyReading(docs, sorted(good))._crew is None


def test_a_first_build_reads_early_and_no_other_does(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project.folder / "hooks" / "briefbook" / "early_reading.py"
    text = file.read_text(encoding="utf-8")
    said = 'print("begun early")\n            self._crew = Crew('
    file.write_text(text.replace("_FEW = 500", "_FEW = 0").replace("self._crew = Crew(", said), encoding="utf-8")
    runs = [project.build("-q", BRIEFBOOK_JOBS="2") for _ in range(2)]

    assert [0, 0] == [run.returncode for run in runs], runs[0].stderr
    assert [True, False] == ["begun early" in run.stdout for run in runs]
    assert memory.is_there(project.folder / ".cache" / "briefbook")
