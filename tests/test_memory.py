"""What is remembered of texts is what the next build would find out of them, however the writing of it ended."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from briefbook import memory, store
from briefbook.learning import learn
from conftest import SETTINGS, SITES, texts_below

VERSION = b"1"
OTHER_NAME = ("name: Arland\nkind: state\naliases: [Republic of Arland]", "name: Arlandia\nkind: state")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of texts."""
    docs = tmp_path / "docs"
    for path, text in texts_below(SITES / "good").items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    return docs


def built(docs: Path, cache: Path) -> memory.Recalled:
    """Do what a build does with texts; gives what it recalled of them."""
    paths = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    recalled = memory.recall(docs, paths, cache, VERSION)
    memory.remember(learn(recalled.texts, SETTINGS, known=recalled.known).known, recalled.without_texts(), cache, VERSION)
    return recalled


def test_what_is_remembered_is_recalled(docs: Path, tmp_path: Path) -> None:
    built(docs, tmp_path / "cache")
    again = built(docs, tmp_path / "cache")

    assert () == again.texts
    assert learn(texts_below(docs).items(), SETTINGS).known == again.known


@pytest.mark.parametrize("written", [1, 8])
def test_where_the_writing_was_cut_short_nothing_of_other_names_is_believed(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    cache, save, calls = tmp_path / "cache", store.save, count()
    built(docs, cache)
    actor = docs / "actors" / "arland.md"
    assert OTHER_NAME[0] in actor.read_text(encoding="utf-8")
    actor.write_text(actor.read_text(encoding="utf-8").replace(*OTHER_NAME), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(store, "save", lambda *given: save(*given) if next(calls) < written else None)
        built(docs, cache)
    afresh = learn(texts_below(docs).items(), SETTINGS)
    for _ in range(2):
        recalled = built(docs, cache)
        learned = learn(recalled.texts, SETTINGS, known=recalled.known)
        assert afresh.problems == learned.problems
        assert afresh.known == learned.known
    assert () == recalled.texts
