"""What is known of files that stay as they are gives the same Library and the same problems as reading all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from briefbook import markup
from briefbook.build import build, site_of
from briefbook.learning import learn
from briefbook.model import Library
from conftest import SETTINGS, SITES, texts_below

Texts = dict[str, str]


def _put(path: str, old: str, new: str) -> Callable[[Texts], Texts]:
    def change(texts: Texts) -> Texts:
        assert old in texts[path]
        return {**texts, path: texts[path].replace(old, new)}

    return change


BRIEF = "briefs/2024/strike-ends.md"
CHANGES: dict[str, Callable[[Texts], Texts]] = {
    "nothing": lambda texts: texts,
    "a text": lambda texts: {**texts, BRIEF: texts[BRIEF] + "\nMore  words, on Arland.\n"},
    "a text that must not be": lambda texts: {**texts, BRIEF: texts[BRIEF] + "\n<script>x</script>\n"},
    "a deleted brief": lambda texts: {path: text for path, text in texts.items() if path != BRIEF},
    "a deleted actor": lambda texts: {path: text for path, text in texts.items() if path != "actors/arland.md"},
    "an alias": _put("actors/arland.md", "---\nname:", "---\naliases: [Parties]\nname:"),
    "a name that texts no longer use": _put(
        "actors/arland.md", "name: Arland\nkind: state\naliases: [Republic of Arland]", "name: Arlandia\nkind: state"
    ),
    "a new actor": lambda texts: {**texts, "actors/parties.md": "---\nname: Parties\nkind: organisation\n---\n"},
    "broken front matter": _put("actors/arland.md", "---\nname:", "---\nnames"),
    "a draft": lambda texts: {**texts, BRIEF: texts[BRIEF].replace("---\n", "---\nstatus: draft\n", 1)},
    "a new draft": lambda texts: {
        **texts,
        BRIEF.replace("ends", "goes-on"): texts[BRIEF].replace("---\n", "---\nstatus: draft\n", 1),
    },
}


@pytest.mark.parametrize("with_drafts", [False, True])
@pytest.mark.parametrize("had_drafts", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_known_changes_nothing(change: str, had_drafts: bool, with_drafts: bool) -> None:
    before = texts_below(SITES / "good")
    after = CHANGES[change](before)
    known = learn(before.items(), SETTINGS, with_drafts=had_drafts).known
    same = {path for path in after if before.get(path) == after[path]}
    learned = learn(
        [each for each in after.items() if each[0] not in same],
        SETTINGS,
        known=known.only(after.keys()),
        with_drafts=with_drafts,
    )
    made = site_of(learned, ())
    afresh = build(after.items(), SETTINGS, with_drafts=with_drafts)

    assert afresh.problems == made.problems
    assert shown(afresh.library) == shown(made.library)
    assert [page.path for page in afresh.pages] == [page.path for page in made.pages]
    assert [page.content() for page in afresh.pages] == [page.content() for page in made.pages]


def shown(library: Library | None) -> str:
    return repr(library)


def test_what_was_learned_of_all_files_is_known_of_each() -> None:
    texts = texts_below(SITES / "good")
    learned = learn(texts.items(), SETTINGS)

    assert texts.keys() == learned.known.readings.keys() == learned.known.remarks.keys()
    assert learned.known == learn([], SETTINGS, known=learned.known).known


def test_a_text_is_rendered_once_for_all_rules_that_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = dict(texts_below(SITES / "good"))
    brief = texts["briefs/2024/strike-begins.md"]
    for number in range(300):
        ours = f"briefs/2024/made-{number}.md"
        texts[ours] = f"{brief.replace('A strike begins', f'Made {number}')}\n<b>{number}</b> and <!-- a\n\nnote -->\n"
    rendered = Counter[str]()

    class Counted(markup.markdown.Markdown):
        def convert(self, source: str) -> str:
            rendered[source] += 1
            return super().convert(source)

    monkeypatch.setattr(markup.markdown, "Markdown", Counted)
    learn(texts.items(), SETTINGS)

    assert 300 <= len(rendered)
    assert {1} == set(rendered.values())
