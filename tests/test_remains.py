"""All that is wrong with a file is told at once, whatever stage finds it, and nothing that only follows from it."""

from __future__ import annotations

import json
from dataclasses import fields
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook import memory
from briefbook.build import build, collect
from briefbook.command_line import main
from briefbook.learning import learn
from briefbook.model import Brief
from conftest import SETTINGS, SITES, Project, Texts, texts_below

FOG = "briefs/2024/fog.md"
FRONT = (
    "title: The fog",
    "date: 2024-01-10",
    "section: weather",
    "authors: [night-desk]",
    "summary: A long fog over the coast.",
    "topics: [storms]",
)


def fog(*changed: str, body: str = "Fog.") -> str:
    """A brief with some fields otherwise, each in the place that it has, else below the others."""
    ours = {line.partition(":")[0]: line for line in FRONT}
    return "\n".join(["---", *{**ours, **{line.partition(":")[0]: line for line in changed}}.values(), "---", "", body, ""])


def errors(texts: Texts) -> list[tuple[int, str]]:
    """The lines and the rules of the errors in the one file that has some."""
    made = build(texts.items(), SETTINGS)
    assert {problem.path for problem in made.errors} <= {FOG}
    assert made.pages == ()
    return [(problem.line, problem.rule) for problem in made.errors]


SEVERAL = {
    "a field, an id, a link and a mark": (
        fog("topics: [gaza-wra]", "confidence: hgih", body="[x](nope.md)\nSeen.[^q]\n<script>x</script>"),
        [(7, "unknown-topic"), (8, "confidence"), (11, "link"), (12, "unknown-source"), (13, "html")],
    ),
    "one entry of a list, the others being judged": (
        fog("topics: [gaza-wra, BAD, sotrms]", "actors: [Arland]", body="[[nobody]] came."),
        [(7, "unknown-topic"), (7, "id"), (7, "unknown-topic"), (8, "id"), (11, "unknown-actor")],
    ),
    "a list that is none, and an old id that is in use": (
        fog("no_link: x", "redirect_from: [2023/storm]"),
        [(8, "type"), (9, "redirect")],
    ),
    "a source's address, and HTML": (
        fog("sources: [{title: Log, id: log, url: nope}]", body="Seen.[^log]\n\n<b onclick=x>Seen.[^lot]</b>"),
        [(8, "url"), (13, "html"), (13, "misplaced-citation")],
    ),
    "a field that is missing, a year and a date that contradict": (
        "---\ntitle: Fog\ndate: 2023-01-10\nsection: wether\nconfidence: sure\n---\n[x](y.md)\n",
        [(1, "missing-field")] * 3 + [(3, "year-folder"), (4, "unknown-section"), (5, "confidence"), (7, "link")],
    ),
    "a field that stands twice": (
        fog("confidence: sure", "title : Again", body="[x](y.md)"),
        [(8, "confidence"), (9, "duplicate-field"), (12, "link")],
    ),
    "broken YAML, whose text is judged in its place": (
        fog("title: Fog: a study", body="[x](y.md)\n\n[^n]: Lost.\n\n<script>x</script>"),
        [(2, "yaml"), (10, "link"), (12, "footnote"), (14, "html")],
    ),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_the_mistakes_of_all_stages_are_told_at_once(good: Texts, case: str) -> None:
    text, expected = SEVERAL[case]

    assert expected == errors({**good, FOG: text})


ECHOES = {
    "a mark may cite the source whose id is wrong": fog(
        "sources: [{title: Log, publisher: Port, date: 2024-01-09, id: Log}]", body="Seen.[^log]"
    ),
    "a mark may cite the source whose id is misspelt": fog(
        "sources: [{title: Log, publisher: Port, date: 2024-01-09, idd: log}]", body="Seen.[^log]"
    ),
    "a mark may cite a source of a misspelt field": fog("sorces: [{title: Log, id: log}]", body="Seen.[^log]"),
    "a mark may cite a source of broken YAML": fog("title: a: b", body="Seen.[^log]"),
    "the section is told as wrong": fog("section: Weather"),
    "the section is told as misspelt": fog("sectoin: weather").replace("section: weather\n", ""),
    "the date is told as wrong": fog("date: 2024-1-10", "information_cutoff: 2024-01-09"),
    "the list is told as wrong": fog("topics: storms"),
    "the status is told as wrong": fog("status: drfat", body="[next](next-talks.md)"),
    "the withdrawal is told as wrong": fog("status: withdrawn", "withdrawn: {date: soon, reason: It is wrong.}"),
}


@pytest.mark.parametrize("case", ECHOES)
def test_nothing_is_told_that_only_follows(good: Texts, case: str) -> None:
    made = build({**good, FOG: ECHOES[case]}.items(), SETTINGS)

    assert len(made.problems) == 1, [*map(str, made.problems)]


@pytest.mark.parametrize("front", ["sorces: [{id: log, title: Log}]", "sources: [{id: log, title: Log: 2}]"])
def test_the_places_of_sources_are_not_known_where_these_are_not(good: Texts, front: str) -> None:
    user = fog("title: Another thing", body="[s](fog.md#bb-source-1)")

    told = build({**good, FOG: fog(front, body="[s](#bb-source-1)"), "briefs/2024/user.md": user}.items(), SETTINGS).errors

    assert [(problem.path, problem.line) for problem in told] == [(FOG, 8)]


def test_the_headings_of_an_empty_file_are_not_known(good: Texts) -> None:
    user = fog("title: Another thing", body="[s](fog.md#later)")

    told = build({**good, FOG: "", "briefs/2024/user.md": user}.items(), SETTINGS).errors

    assert [problem.path for problem in told] == [FOG]


def test_who_names_a_file_that_is_told_to_move_is_not_to_blame(good: Texts) -> None:
    user = fog("title: Another thing", "related: [2024/haze]")

    told = build({**good, FOG: user, "briefs/24/haze.md": fog("title: The haze")}.items(), SETTINGS).errors

    assert [problem.path for problem in told] == ["briefs/24/haze.md"]


def test_nobody_is_advised_to_name_a_file_where_it_cannot_stay(good: Texts) -> None:
    user = fog("title: Another thing", "related: [2024/hazes]")

    told = build({**good, FOG: user, "briefs/24/haze.md": fog("title: The haze")}.items(), SETTINGS).errors

    assert not [problem for problem in told if "24/haze'?" in problem.message]


def test_an_old_id_that_a_misplaced_copy_claims_too_is_told_there(good: Texts) -> None:
    haze = fog("title: The haze", "redirect_from: [2023/mist]")

    told = build({**good, "briefs/2024/haze.md": haze, "briefs/2024/a/haze.md": haze}.items(), SETTINGS).errors

    assert {problem.path for problem in told} == {"briefs/2024/a/haze.md"}
    assert "redirect" in {problem.rule for problem in told}


def test_a_name_that_a_comment_cuts_short_is_told_once(good: Texts) -> None:
    told = build({**good, "authors/bo.md": "---\nname: Bo #9 Desk\nfamily: Desk\n---\n"}.items(), SETTINGS).errors

    assert [problem.rule for problem in told] == ["yaml"]


def test_who_refers_to_what_is_left_is_not_to_blame(good: Texts) -> None:
    texts = {
        **good,
        "actors/bo.md": "---\nname: Bo\nkind: persn\npart_of: bo\n---\n",
        "topics/fogs.md": "---\ntitle: Fogs: all\n---\n",
        FOG: fog("topics: [fogs]", "actors: [bo]", body="[Bo](../../actors/bo.md), [fogs](../../topics/fogs.md), [[bo]]."),
    }
    made = build(texts.items(), SETTINGS)

    assert [(each.path, each.rule) for each in made.errors] == [
        ("actors/bo.md", "kind"),
        ("actors/bo.md", "circle"),
        ("topics/fogs.md", "yaml"),
    ]


def test_who_names_what_nobody_may_read_is_not_to_blame(good: Texts) -> None:
    """Neither a file nor what lies in a folder; other links and ids are judged."""
    text = fog(
        "topics: [storms, strms]", body="[a](../2023/storm.md) [b](../../authors/night-desk.md) [c](../2023/nope.md)"
    )
    texts = {path: text for path, text in {**good, FOG: text}.items() if not path.startswith(("topics/", "authors/"))}
    del texts["briefs/2023/storm.md"], texts["actors/arland.md"]
    unread = {"authors", "topics/storms.md", "topics/shipping.md", "topics/trade.md", "briefs/2023/storm.md"}
    _, problems = collect(texts.items(), SETTINGS, unread={*unread, "actors/arland.md"})

    assert [(7, "unknown-topic"), (10, "link")] == [(each.line, each.rule) for each in problems if each.severity == "error"]


def test_a_misplaced_file_is_judged_but_for_its_links(good: Texts) -> None:
    texts = {**good, "briefs/fog.md": fog("confidence: sure", "topics: [sotrms]", body="[a](../actors/arland.md)[^q]")}

    made = build(texts.items(), SETTINGS)

    assert ["path", "unknown-topic", "confidence", "unknown-source"] == [each.rule for each in made.errors]


def test_what_is_left_is_nowhere_but_with_the_rules(good: Texts, tmp_path: Path) -> None:
    before = learn(good.items(), SETTINGS)
    texts = {
        **good,
        FOG: fog("confidence: sure", "actors: [arland]", body="Arland."),
        "actors/bo.md": "---\nname: Arland\nkind: persn\n---\n",
    }
    learned = learn(texts.items(), SETTINGS)

    assert set(learned.known.remains) == {FOG, "actors/bo.md"}
    assert before.known.found == learned.known.found
    assert before.known.registry == learned.known.registry
    for field in ("briefs", "drafts", "actors", "by_actor", "by_topic", "by_year", "mentions_of", "earlier", "later"):
        assert getattr(before.library, field) == getattr(learned.library, field), field

    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    empty = memory.recall(tmp_path, texts, tmp_path / "cache", b"1")
    memory.remember(learned.known, empty, tmp_path / "cache", b"1")
    recalled = memory.recall(tmp_path, texts, tmp_path / "cache", b"1")

    assert {FOG, "actors/bo.md"} == {path for path, _ in recalled.texts}
    again = learn(recalled.texts, SETTINGS, known=recalled.known)
    assert again.problems == learned.problems
    assert learn([(FOG, fog()), ("actors/bo.md", good["actors/arland.md"])], SETTINGS, known=again.known).problems != ()


def test_a_draft_that_does_not_hold_is_judged_as_a_draft(good: Texts) -> None:
    texts = {**good, FOG: fog("status: draft", "confidence: sure", "topics: [sotrms]", body="[x](y.md)")}

    built, checked = build(texts.items(), SETTINGS).errors, collect(texts.items(), SETTINGS, with_drafts=True)[1]

    assert ["unknown-topic", "confidence"] == [each.rule for each in built]
    assert ["unknown-topic", "confidence", "link"] == [each.rule for each in checked if each.severity == "error"]


def test_check_and_build_tell_the_same(tmp_path: Path) -> None:
    project = Project(tmp_path, SITES / "good")
    text, expected = SEVERAL["a field, an id, a link and a mark"]
    (project.docs / FOG).write_text(text, encoding="utf-8")
    (project.docs / "briefs" / "stray.md").write_text(fog(), encoding="utf-8")
    told = [f"docs/{FOG}:{line}:" for line, _ in expected]

    made = project.build()
    all_checked = CliRunner().invoke(main, ["check", "--root", str(tmp_path)])
    one_checked = CliRunner().invoke(main, ["check", "--root", str(tmp_path), str(project.docs / FOG)])

    assert made.returncode == 1
    assert not project.site.exists()
    for output in (made.stdout + made.stderr, all_checked.output, one_checked.output):
        assert [line for line in told if line not in output] == []
    assert (all_checked.exit_code, one_checked.exit_code) == (1, 1)

    (project.docs / "linked.md").symlink_to(project.docs / "about.md")
    linked = project.build()
    assert linked.returncode == 1
    assert [line for line in [*told, "docs/briefs/stray.md:1:", "docs/linked.md:1:"] if line not in linked.stderr] == []


SINGLE = {
    "confidence-unknown": "confidence: certain",
    "date-in-words": "date: 10 January 2024",
    "topic-unknown": "topics: [sotrms]",
    "section-unknown": "section: wether",
    "author-unknown": "authors: [nite-desk]",
    "summary-too-long": f"summary: {'x' * 401}",
    "list-in-place-of-a-text": "title: [The fog]",
    "text-in-place-of-a-list": "no_link: x",
    "actor-with-capitals": "actors: [Arland]",
    "field-unknown": "mood: grey",
    "lang-unknown": "lang: xx",
    "redirect-in-use": "redirect_from: [2023/storm]",
    "related-unknown": "related: [2024/none]",
    "source-without-scheme": "sources: [{title: Log, url: www.example.org}]",
    "change-of-no-kind": "changes: [{date: 2024-01-11, note: A figure., kind: tiny}]",
    "reason-without-withdrawal": "withdrawn: {date: 2024-02-01, reason: It is wrong.}",
    "doi-as-an-address": "doi: https://doi.org/10.1000/1",
    "number-left-as-fields": "number: {a: 1}",
    "cutoff-without-zone": "information_cutoff: 2024-01-10 10:00",
    "body-link": "Look [here](y.md).",
    "body-mark": "Seen.[^q]",
    "body-html": "<script>x</script>",
    "body-footnote": "[^n]: Lost.",
    "body-actor": "[[nobody]] came.",
    "body-conflict": "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other",
    "body-password": "https://a:b@example.org/",
}
"""Mistakes of which each two can stand in one file: fields of different names, and texts."""


def _with(*mistakes: str) -> str:
    texts = [SINGLE[each] for each in mistakes if each.startswith("body-")]
    return fog(*(SINGLE[each] for each in mistakes if not each.startswith("body-")), body="\n\n".join(["Fog.", *texts]))


def test_no_mistake_hides_another(good: Texts) -> None:
    def told(*mistakes: str) -> set[tuple[str, str]]:
        made = build({**good, FOG: _with(*mistakes)}.items(), SETTINGS)
        return {(each.rule, each.message) for each in made.errors}

    alone = {each: told(each) for each in SINGLE}
    assert [] == [each for each, its in alone.items() if len(its) != 1]
    wrong = [(one, other) for one, other in combinations(SINGLE, 2) if told(one, other) != alone[one] | alone[other]]
    assert wrong == []


WHAT_TO_DO = {
    fog("date: 2024-13-40"): "'2024-13-40' is not a day of the calendar; write one as YYYY-MM-DD, such as 2024-10-24",
    fog("confidence: [high]"): "'confidence' is one of low, moderate, high, without brackets; write confidence: high",
    fog("confidence: sure"): "'sure' is none of low, moderate, high; write one of these",
    fog("related: [2024/none]"): "no brief '2024/none'; name one that is there, by the year and the name of its file, "
    "or take it out",
    fog("sources: [{title: A, url: 'https://example.org/a\"b'}]"): "'https://example.org/a\"b' has a sign that no address "
    "may have; write %22 for the quotation mark",
    fog("title: [The fog]"): "'title' is one text, not a list; write title: The fog",
    fog(body="[[zxqw]] came."): "no actor 'zxqw'; create docs/actors/zxqw.md, or write the name without brackets",
    fog("topics: [nope]"): "no topic 'nope'",
    fog("topics: [trad]"): "no topic 'trad'; did you mean 'trade'?",
    fog("topics: [pots]"): "no topic 'pots'",
}
"""Mistakes, and the sentence of each; 'opec' and 'spot' are too far from two of them to be what was meant."""


@pytest.mark.parametrize("text", WHAT_TO_DO)
def test_a_message_says_what_to_do(good: Texts, text: str) -> None:
    more = {"topics/opec.md": "---\ntitle: OPEC\n---\n", "topics/spot.md": "---\ntitle: Spot prices\n---\n"}
    made = build({**good, **more, FOG: text}.items(), SETTINGS)

    assert [WHAT_TO_DO[text]] == [problem.message for problem in made.errors]


@pytest.mark.parametrize("above", ["javascript:alert(1)", "x=javascript:alert(1)", "\\[x\\](javascript:alert(1))"])
@pytest.mark.parametrize(
    "link", ["[x](javascript:alert(1))", '<a href="javascript:alert(1)">x</a>', "[x](JavaScript:alert&#40;1&#41;)"]
)
def test_an_address_is_told_where_it_is_a_link(good: Texts, above: str, link: str) -> None:
    text = fog(body=f"Never write {above} in a text.\n\nNor {link} in another.")

    assert [(12, "html")] == errors({**good, FOG: text})


_PARTS = st.sampled_from(["title", "id", "url", "date", "note", "reason", "kind", "from", "odd"])
_VALUES = st.recursive(
    st.sampled_from(["", "x", "high", "2024-01-10", "2024-1-1", "storms", "Storms", "https://example.org", "2023/storm"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "id", "url", "date", "note", "reason", "kind", "from", "odd"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
_FIELDS = st.dictionaries(
    st.sampled_from([*(each.name for each in fields(Brief)), "name", "kind", "positions", "aliases", "part_of", "odd"]),
    _VALUES,
)


@given(st.sampled_from([FOG, "actors/bo.md", "topics/fogs.md", "authors/bo.md", "sections/fog.md", "fog.md"]), _FIELDS)
@settings(deadline=None, max_examples=150)
def test_whatever_the_fields_are_the_body_is_judged(path: str, values: dict[str, object]) -> None:
    text = f"---\n{json.dumps(values)}\n---\n\n[x](nowhere.md)\n"
    made = build({**texts_below(SITES / "good"), path: text}.items(), SETTINGS, with_drafts=True)
    moves = any(problem.rule == "path" for problem in made.errors)  # a record that lies among the pages; so do its links

    assert ([] if moves else [5]) == [problem.line for problem in made.errors if problem.rule == "link"]
    assert path == "fog.md" or not moves
    assert len({*made.problems}) == len(made.problems)
