"""A brief that was written to, taken in beside all that was learned before, gives what all texts read again give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest

from briefbook.learning import RULES, SEVERE, Learned, learn
from briefbook.relearn import relearn, with_matcher
from conftest import ROOT, SETTINGS, SITES, texts_below

Texts = dict[str, str]
STORM, ENDS, BEGINS = "briefs/2023/storm.md", "briefs/2024/strike-ends.md", "briefs/2024/strike-begins.md"


def _put(path: str, old: str, new: str) -> Callable[[Texts], Texts]:
    def change(texts: Texts) -> Texts:
        assert old in texts[path], old
        return {**texts, path: texts[path].replace(old, new, 1)}

    return change


def _add(path: str, words: str) -> Callable[[Texts], Texts]:
    return lambda texts: {**texts, path: texts[path] + f"\n{words}\n"}


WRITTEN_TO: dict[str, Callable[[Texts], Texts]] = {
    "words": _add(STORM, "Rain  fell."),
    "an actor": _add(STORM, "Bo of Arland and the Harbour Union met."),
    "fewer actors": lambda texts: {**texts, ENDS: texts[ENDS][: texts[ENDS].index("---", 4) + 4] + "Nobody.\n"},
    "a title": _put(STORM, "title: ", "title: After "),
    "another section": _put(STORM, "section: ", "section: empty #"),
    "no such section": _put(STORM, "section: ", "section: nowhere #"),
    "no such actor": _add(STORM, "[[nobody-of-this-name]] came."),
    "a link that leads nowhere": _add(STORM, "[Gone](../2024/gone.md)"),
    "HTML that must not be": _add(STORM, "<script>x</script>"),
    "two briefs": lambda texts: _add(ENDS, "Arland.")(_add(BEGINS, "Arland.")(texts)),
}
ANOTHER_MATTER: dict[str, Callable[[Texts], Texts]] = {
    "another day": _put(STORM, "date: 2023-", "date: 2023-0"),
    "a draft": _put(STORM, "---\n", "---\nstatus: draft\n"),
    "broken front matter": _put(STORM, "title", "titel"),
    "an actor's file": _put("actors/arland.md", "name: ", "name: Old "),
    "a new brief": lambda texts: {**texts, "briefs/2023/calm.md": texts[STORM]},
}


def changed(before: Learned, was: Texts, texts: Texts, rules: tuple[object, ...] = RULES) -> Learned | None:
    some = [(path, text) for path, text in texts.items() if was.get(path) != text]
    return relearn(before, some, before.library.files.union(texts), rules)  # type: ignore[arg-type]


def begun(texts: Texts, rules: tuple[object, ...] = RULES) -> Learned:
    learned = learn(texts.items(), SETTINGS, with_drafts=True, rules=rules)  # type: ignore[arg-type]
    return learned._replace(known=with_matcher(learned.known))


def assert_same(learned: Learned, texts: Texts, rules: tuple[object, ...] = RULES) -> None:
    afresh = begun(texts, rules)
    assert afresh.problems == learned.problems
    assert afresh.known == learned.known
    for each in fields(afresh.library):
        one, other = getattr(afresh.library, each.name), getattr(learned.library, each.name)
        assert one == other, each.name
        if isinstance(one, dict) and each.name not in {"earlier", "later"}:
            assert [*one] == [*other], each.name


@pytest.mark.parametrize("rules", [RULES, SEVERE], ids=["all rules", "severe"])
@pytest.mark.parametrize("change", WRITTEN_TO)
def test_a_brief_that_was_written_to_is_linked_as_if_all_were(change: str, rules: tuple[object, ...]) -> None:
    was = texts_below(SITES / "good")
    texts = WRITTEN_TO[change](was)
    learned = changed(begun(was, rules), was, texts, rules)

    assert learned is not None
    assert_same(learned, texts, rules)


@pytest.mark.parametrize("change", ANOTHER_MATTER)
def test_what_is_not_sure_is_left_to_those_who_read_all(change: str) -> None:
    was = texts_below(SITES / "good")

    assert changed(begun(was), was, ANOTHER_MATTER[change](was)) is None


def test_one_change_after_the_other_is_taken_in_and_back() -> None:
    was = texts_below(SITES / "good")
    first, learned = was, begun(was)
    for change in ("an actor", "another section", "two briefs", "a link that leads nowhere", "a title"):
        texts = WRITTEN_TO[change](was)
        after = changed(learned, was, texts)
        assert after is not None
        assert_same(after, texts)
        learned, was = after, texts
    back = changed(learned, was, first)

    assert back is not None
    assert_same(back, first)


def test_every_brief_of_the_sample_can_be_written_to() -> None:
    was = texts_below(ROOT / "docs")
    learned = begun(was)
    for path in [each for each in was if each.startswith("briefs/")][::4]:
        texts = {**was, path: was[path].replace("section: ", "section: nowhere #") + "\nHamas and Hezbollah met in Iran.\n"}
        after = changed(learned, was, texts)
        assert after is not None
        assert_same(after, texts)
        learned, was = after, texts
