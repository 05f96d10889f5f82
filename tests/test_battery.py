"""Faults that strangers and the careless bring: each fails a build with its file and line, and nothing is published.

The cases have the numbers of the table in `tests/README.md`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import cases
from briefbook.build import build, collect
from briefbook.comparison import compare
from briefbook.markup import render
from briefbook.read import read
from briefbook.validate import validate
from browser.serve import served
from conftest import SETTINGS, SITES, Project, Texts, texts_below

BRIEF = {
    "title": "Fog",
    "date": "2024-01-10",
    "section": "weather",
    "authors": "[night-desk]",
    "summary": "Nothing to be seen.",
    "topics": "[storms]",
}
BODY_LINE = 12


def brief(body: str = "Words.", **fields: str) -> str:
    """A brief whose given fields stand first, the first of them on line 2, and whose body begins on line 12."""
    lines = [f"{name}: {value}" for name, value in (fields | {**BRIEF, **fields}).items()]
    return "\n".join(["---", *lines, "---"]) + "\n" * (BODY_LINE - len(lines) - 2) + f"{body}\n"


def told(text: str, path: str = "briefs/2024/fog.md") -> set[tuple[str, int]]:
    """The rules of the errors in a file of the example site with their lines; nothing is made where there is one."""
    made = build({**texts_below(SITES / "good"), path: text}.items(), SETTINGS)
    assert {path} >= {problem.path for problem in made.errors}
    assert not made.errors or made.pages == ()
    return {(problem.rule, problem.line) for problem in made.errors}


@pytest.mark.battery("A2")
@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>", '<iframe src="x"></iframe>', '<object data="x"></object>', '<form action="x"></form>',
        '<base href="x">', '<meta http-equiv="refresh" content="0; url=x">', "<style>*{}</style>",
        '<link rel="stylesheet" href="x">', '<svg onload="x"></svg>', "<ScRiPt >x</script\n>", "a <embed src=x>",
    ],
)  # fmt: skip
def test_an_element_that_runs_or_loads_is_an_error(body: str) -> None:
    assert {("html", BODY_LINE)} == told(brief(body))


@pytest.mark.battery("A3")
@pytest.mark.parametrize(
    "body",
    [
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#x73;cript:alert(1))",
        "[x](java\tscript:alert(1))",
        '<a href="java\tscript:alert(1)">x</a>', "[x](javascript&colon;alert(1))", "[x](vbscript:x)",
        "[x](data:text/html,x)",
        "[x][y]\n\n[y]: javascript:alert(1)", "<javascript:alert(1)>", "[x](file:///etc/passwd)", "[x](ftp://example.org/)",
        "> [x]: javascript:alert(1)\n\nsee [x]", "- [x]: javascript:alert(1)\n\nsee [x]",
        "- one\n\n    [x]: javascript:alert(1)\n\nsee [x]", "a\n: [x]: data:text/html,x\n\n[x]",
        "[^1]: [x]: vbscript:x\n\na[^1] and [x]",
        "[x](https:evil.example)", "[x](http:/evil.example)", "[x](https://)",
    ],
)  # fmt: skip
def test_an_address_of_another_scheme_is_an_error(body: str) -> None:
    assert told(brief(body)) & {*(("html", BODY_LINE + line) for line in range(3)), ("link", BODY_LINE)}


@pytest.mark.battery("A3")
@pytest.mark.parametrize(
    "body", ["[x](https://example.org/a?b=c&d=e#f)", "[x](http://example.org/)", "<https://example.org/>",
             "[x](mailto:desk@example.org)", "<desk@example.org>", "[x](strike-ends.md)"],
)  # fmt: skip
def test_an_address_that_leads_somewhere_is_none(body: str) -> None:
    assert set() == told(brief(body))


@pytest.mark.battery("A4", "A13", "A14")
@pytest.mark.parametrize(
    "body",
    [
        "Words.\n{ onclick=x }", "[x](strike-ends.md){ href=javascript:x }", '<div markdown="1" onclick="x">y</div>',
        'Words {"base": "//evil.example"}\n{ #__config }', "Words.\n{ #__search }", "Words.\n{ #__drawer }",
        "Words.\n{ #__toc }", "Words.\n{ name=body }", "Words.\n{ .md-overlay .md-search .md-dialog }",
        "Words.\n{ style=position:fixed }", '<p style="position:fixed">x</p>', "## Heading { #__config }",
        "*a*{ #x } *b*{ #x }", "## Heading\n*a*{ #heading }", 'a[^1] <a id="fn:1">b</a>\n\n[^1]: c',
    ],
)  # fmt: skip
def test_an_attribute_an_id_or_a_class_that_is_not_allowed_is_an_error(body: str) -> None:
    assert told(brief(body)) & {("html", BODY_LINE), ("html", BODY_LINE + 1)}


@pytest.mark.battery("A21")
@pytest.mark.parametrize(
    ("one", "other"),
    [("fog.md", "fog/index.md"), ("fog.md", "fog/README.md"), ("index.md", "README.md"), ("Fog.md", "fog.md")],
)
@pytest.mark.parametrize("command", ["mkdocs", "briefbook"])
def test_two_files_of_one_address_are_an_error_that_names_both(
    project: Project, one: str, other: str, command: str
) -> None:
    for name in (one, other):
        (project.docs / name).parent.mkdir(exist_ok=True)
        (project.docs / name).write_text("Words.\n", "utf-8")
    done = project.build() if command == "mkdocs" else check(project)

    assert 1 == done.returncode
    said = done.stdout + done.stderr
    assert f"docs/{other}:1:1: docs/{one} " in said or f"docs/{one}:1:1: docs/{other} " in said, said


def check(project: Project) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "briefbook"
    return subprocess.run([program, "check", "--root", project.folder], capture_output=True, text=True)


@pytest.mark.battery("A12")
def test_what_is_encoded_in_a_heading_is_words() -> None:
    body = "## &lt;img src=x onerror=alert(1)&gt;\n\n&lt;img src=x onerror=alert(1)&gt;"

    assert set() == told(brief(body))
    assert "<img" not in render(body)


@pytest.mark.battery("A15")
@pytest.mark.parametrize(
    "line", ['--8<-- "/etc/passwd"', '--8<-- "mkdocs.yml"', '--8<-- ".git/config"', '--8<-- "https://evil.example/x"',
             '{! /etc/passwd !}', '{% include "mkdocs.yml" %}', "{{ config }}"],
)  # fmt: skip
def test_a_line_that_would_bring_in_a_file_stays_that_line(line: str) -> None:
    html = render(line)

    assert "root:" not in html
    assert "site_name" not in html
    assert re.sub(r"\W", "", line) in re.sub(r"&\w+;|\W", "", re.sub("<[^>]*>", "", html))


@pytest.mark.battery("A16", "A42")
@pytest.mark.parametrize("command", ["mkdocs", "briefbook"])
def test_links_on_disk_end_a_build_by_name_at_once(project: Project, command: str) -> None:
    for name, target in {
        "file.md": "/etc/passwd",
        "folder": project.folder,
        "loop": project.docs,
        "gone.md": "nowhere",
    }.items():
        (project.docs / "actors" / name).symlink_to(target)
    begun = time.process_time()
    done = project.build() if command == "mkdocs" else check(project)

    assert time.process_time() - begun < 2
    assert 1 == done.returncode
    for name in ("file.md", "folder", "loop", "gone.md"):
        assert f"docs/actors/{name}:1:1: this is a link to another file" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not project.site.exists()


STRANGE_IDS = ["../../x", "/x", "..\\x", "C:x", "%2e%2e/", '"a\\0b"', ".", '""', "x" * 300, "a/../b", "__x", "X y"]


@pytest.mark.battery("A17")
@pytest.mark.parametrize("value", STRANGE_IDS)
@pytest.mark.parametrize("field", ["section", "topics", "authors", "actors", "related", "redirect_from"])
def test_an_id_that_is_none_is_an_error_wherever_it_stands(field: str, value: str) -> None:
    whole = value if field == "section" else f"[{value}]" if value[0] == '"' else f"['{value}']"
    rules = told(brief(**{field: whole}))

    assert rules
    assert {2} == {line for _, line in rules}


@pytest.mark.battery("A17")
@pytest.mark.parametrize("name", ["../../x", "/x", "C:x", ".", "", "x" * 300, "a\x00b"])
def test_no_command_writes_outside_its_folder(project: Project, name: str) -> None:
    before = {file for file in project.folder.parent.rglob("*") if "__pycache__" not in file.parts}
    program = [sys.executable, "-m", "briefbook.command_line"]
    for arguments in (
        ["new", "actor", name],
        ["new", "brief", name],
        ["move", "brief", "2024/strike-ends", f"2024/{name}"],
    ):
        if "\x00" not in name:
            subprocess.run([*program, *arguments, "--root", str(project.folder)], capture_output=True)
    after = {file for file in project.folder.parent.rglob("*") if "__pycache__" not in file.parts}

    assert all(project.docs in file.parents for file in after ^ before if ".cache" not in file.parts)


@pytest.mark.battery("A18")
@pytest.mark.parametrize(
    "value", ["../../x", "javascript:alert(1)", "//evil", '"><script>', "https://evil.example/", "/briefs/"]
)
def test_an_old_id_that_is_none_is_an_error(value: str) -> None:
    assert {line for _, line in told(brief(redirect_from=f"['{value}']"))} == {2}
    actor = f"---\nname: Bo\nredirect_from: ['{value}']\nkind: person\n---\n"
    assert {line for _, line in told(actor, "actors/bo.md")} == {3}


@pytest.mark.battery("A26")
@pytest.mark.parametrize(
    ("front", "line"),
    [
        ('title: "a', 2),
        ("title: a: b", 2),
        ("title:\ta\n\tdate: x", 3),
        ("title: a\ntitle: b", 3),
        ("title: 'a\nb: c", 2),
        ("title: Report #5", 2),
        ("title: a\nkey_points:\n  - b: c", 4),
    ],
)
def test_front_matter_that_is_not_yaml_is_an_error_on_its_line(front: str, line: int) -> None:
    assert line in {at for _, at in told(f"---\n{front}\n---\n")}


@pytest.mark.battery("A26")
@pytest.mark.parametrize("title", ["Fog  # a comment", '"Report #5"', "C# and fog", "'a #b'", "a#b"])
def test_a_sign_of_a_comment_is_no_error_where_nothing_is_lost(title: str) -> None:
    assert set() == told(brief(title=title))


@pytest.mark.battery("A26")
@pytest.mark.parametrize("text", ["title: a\n", "---\ntitle: a\n", "\n---\ntitle: a\n---\n", "--\ntitle: a\n--\n"])
def test_a_file_without_whole_front_matter_is_an_error(text: str) -> None:
    assert told(text)


@pytest.mark.battery("A27")
@pytest.mark.parametrize("word", ["NO", "y", "off", "1:30", "017", "1_000", "~", "2024", "null", "1e3", "true"])
def test_a_word_reaches_the_record_as_it_was_typed(word: str) -> None:
    source, _ = read("actors/bo.md", f"---\nname: {word}\nkind: person\naliases: [{word}]\n---\n")
    assert source is not None
    record, problems = validate(source)

    assert () == problems
    assert (word, (word,)) == (getattr(record, "name", None), getattr(record, "aliases", None))


@pytest.mark.battery("A28")
@pytest.mark.parametrize(
    "value", ["2026-1-31", "2026-02-30", "2026-01-31T10:00", "next tuesday", "31.1.2026", "2026", "[2026-01-31]"]
)
def test_a_day_that_is_none_is_an_error_on_its_line(value: str) -> None:
    assert {("date", 2), ("type", 2)} & told(brief(date=value))


@pytest.mark.battery("A29")
@pytest.mark.parametrize(
    "value",
    [
        "storms",
        "{a: b}",
        "[[storms]]",
        "[{a: b}]",
        "null",
        "",
        f"[{', '.join(f't{n}' for n in range(1000))}]",
        "[[[[[a]]]]]",
    ],
)
def test_topics_of_another_shape_are_an_error_on_their_line(value: str) -> None:
    rules = told(brief(topics=value))

    assert rules
    assert {line for _, line in rules} <= {1, 2}


@pytest.mark.battery("A30")
def test_what_is_not_utf_8_is_an_error_with_its_place(project: Project) -> None:
    contents = {
        "nul": b"Words.\nMore\0.", "utf-16": "Words.".encode("utf-16"), "latin": b"Words.\nCaf\xe9.",
        "stx": b"Words.\n\x02wzx\x03", "surrogate": b"Words.\n\xed\xa0\x80", "cut": b"Words.\n\xe2\x82",
    }  # fmt: skip
    head = (SITES / "good" / "actors" / "arland.md").read_bytes().partition(b"\n\n")[0] + b"\n\n"
    for name, content in contents.items():
        (project.docs / "actors" / f"{name}.md").write_bytes((b"" if name == "utf-16" else head) + content)
    done = project.build()

    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    for name in contents:
        assert re.search(rf"docs/actors/{name}\.md:\d+:\d+: .*\[encoding\]", done.stderr), done.stderr


@pytest.mark.battery("A30")
def test_a_byte_order_mark_and_line_ends_of_windows_are_taken_as_they_are_meant(good: Texts) -> None:
    text = good["briefs/2024/strike-ends.md"]
    odd = build({**good, "briefs/2024/strike-ends.md": "\ufeff" + text.replace("\n", "\r\n")}.items(), SETTINGS)

    plain = build(good.items(), SETTINGS)
    assert [(page.path, page.title, page.content()) for page in plain.pages] == [
        (page.path, page.title, page.content()) for page in odd.pages
    ]


@pytest.mark.battery("A41")
@pytest.mark.parametrize(
    "body",
    [
        "![x](https://elsewhere.example/x.png)", "![x](//elsewhere.example/x.png)", '<img src="https://elsewhere.example/x.png">',
        '<iframe src="https://elsewhere.example/"></iframe>', "![x][y]\n\n[y]: https://elsewhere.example/x.png",
        '<video src="https://elsewhere.example/x"></video>', '<img src="x.png" srcset="https://elsewhere.example/x.png">',
        "![x](data:image/png;base64,AAAA)",
    ],
)  # fmt: skip
def test_nothing_in_a_text_is_loaded_from_elsewhere(body: str) -> None:
    assert "html" in {rule for rule, _ in told(brief(body))}


IN_MARKDOWN = [
    "[x](nothing.md)", "![x](fog/none.png)", "[x](Strike-Ends.md)", "[x](#none)", "[x](strike-ends.md#none)",
    "[x](../../actors/Arland.md)", "[![x](none.png)](strike-ends.md)", "[x](strike-ends/)",
    "text[^a]\n\n[^a]: [x](nothing.md)", "[x](#fn:none)", "[x](#bb-none)", "[x](strike-ends.md#bb-source-99)", "[x](?q=1)",
    "[x](../2023/)", "[x](..)", "[x](../2023/wrong-map.md#demands)",
]  # fmt: skip
LEADING = [
    "text[^a] [x](#fn:a)\n\n[^a]: y", "[x](strike-ends.md#bb-source-1)", "[x](../../feeds/index.md)",
    "[x](../2023/index.md)", "[x](../../actors/kind/state.md)", "[x](../2023/wrong-map.md)", "[x](../../data/index.md)",
    "> [x]: ../2023/storm.md\n\n[x]", "[x](../../search.md)",
]  # fmt: skip
IN_HTML_OR_NOWHERE = [
    '<a href="nothing.md">x</a>', '<img alt="x" src="none.png">', '<a href="#none">x</a>', '<a href="strike-ends.md">x</a>',
    '<a href="Strike-Ends.md">x</a>', "[x][none]", "[x][]", "[x]()", "[x](<>)", '<a href="">x</a>', "<a href>x</a>",
    "[x](#)", "[x](//host/y)", '<a href="//host/y">x</a>', '<img alt="x" src="//host/y.png">', "[x](/x/)",
    '<a href="/x/">x</a>',
    '<img alt="x" src="/x.png">', '<a title=">" href="/x/">x</a>', "[a [b [c] d] e](/x/)", "[x](&#47;x/)",
    "[x](\\/x/)", "| a |\n|---|\n| [x](/x/) |", "<div>\n<a href='/x/'>x</a>\n</div>", "[x]: /x/\n\n[x]",
]  # fmt: skip


@pytest.mark.battery("B1")
@pytest.mark.parametrize("body", IN_MARKDOWN)
def test_a_link_that_leads_nowhere_is_an_error(body: str) -> None:
    assert {("link", BODY_LINE + body.rpartition("](")[0].count("\n"))} == told(brief(body))


def test_no_link_that_leads_somewhere_is_one(project: Project) -> None:
    (project.docs / "briefs" / "2024" / "fog.md").write_text(brief("\n\n".join(LEADING[1:])), "utf-8")
    (project.docs / "briefs" / "2024" / "haze.md").write_text(brief(LEADING[0], title="Haze"), "utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr


@pytest.mark.parametrize(
    "body", ["He said it[^1] [sic].\n\n[^1]: x", "The [Arland] [harbour] strike", "See [1], [a] and [b]."]
)
def test_the_brackets_of_an_editor_are_no_link(body: str) -> None:
    assert set() == told(brief(body))


@pytest.mark.battery("B2")
@pytest.mark.parametrize("body", IN_HTML_OR_NOWHERE)
def test_so_is_one_in_html_without_definition_empty_or_whole(body: str) -> None:
    rules = told(brief(body))

    assert {rule for rule, _ in rules} <= {"link", "html"}
    assert {line - BODY_LINE for _, line in rules} & {0, *([1, 2] if "\n" in body else [])}


@pytest.mark.battery("B4")
def test_old_ids_make_no_chain_and_no_circle(good: Texts) -> None:
    """An old id leads to the record that has it now, in one step; two that claim each other's id are told."""
    one, two = brief(redirect_from="['2024/mist']"), brief(title="Mist", redirect_from="['2024/fog']")
    made = build({**good, "briefs/2024/fog.md": one, "briefs/2024/mist.md": two}.items(), SETTINGS)

    assert {("briefs/2024/fog.md", "redirect"), ("briefs/2024/mist.md", "redirect")} <= {
        (p.path, p.rule) for p in made.errors
    }


@pytest.mark.battery("B4")
@pytest.mark.parametrize("old", ["2024/strike-ends", "2024/fog", "2024/page", "2024/mist', '2024/fog"])
def test_an_old_id_that_is_in_use_is_an_error(old: str) -> None:
    assert {("redirect", 2)} == told(brief(redirect_from=f"['{old}']"))


@pytest.mark.battery("B6")
def test_the_id_that_a_record_has_may_be_its_permanent_one_again() -> None:
    assert set() == told(brief(redirect_from="['2024/fog', '2024/mist']"))


@pytest.mark.battery("B4", "B6")
def test_an_old_id_has_one_heir(good: Texts) -> None:
    """The first old id of a record is its permanent id, so that two with one permanent id are two heirs of one old id."""
    heirs = {f"briefs/2024/{name}.md": brief(title=name, redirect_from="['2024/mist']") for name in ("fog", "haze")}
    made = build({**good, **heirs}.items(), SETTINGS)

    assert [("briefs/2024/haze.md", 3, "redirect")] == [(p.path, p.line, p.rule) for p in made.errors]


@pytest.mark.battery("B6")
def test_a_permanent_id_that_an_edit_changes_is_an_error(good: Texts) -> None:
    path = "briefs/2024/fog.md"
    before, _ = collect({**good, path: brief(redirect_from="['2024/mist']")}.items(), SETTINGS)
    for old, rules in {"['2024/mist', '2024/haze']": [], "['2024/haze', '2024/mist']": ["permanent-id"]}.items():
        after, _ = collect({**good, path: brief(redirect_from=old)}.items(), SETTINGS)

        assert rules == [problem.rule for problem in compare(before, after).broken]


@pytest.mark.battery("B3")
def test_an_old_address_leads_on_with_its_fragment(project: Project, browser: Browser) -> None:
    file = project.docs / "actors" / "ada-quay.md"
    file.write_text(file.read_text("utf-8").replace("kind: person", "kind: person\nredirect_from: [ada]"), "utf-8")
    assert 0 == project.build("--strict").returncode
    with served(project.site) as address, browser.new_page() as page:
        page.goto(f"{address}actors/ada/#bb-mentions")
        page.wait_for_url("**/ada-quay/**")

        assert f"{address}actors/ada-quay/#bb-mentions" == page.url


@pytest.mark.battery("B10")
def test_every_heading_has_an_id_of_its_own() -> None:
    html = render("## Outlook\n\n## Outlook\n\n## 展望\n\n## 🚀\n\n## !!!\n\n## !!!\n\n## التقدير\n")
    ids = re.findall(r'<h2 id="([^"]*)"', html)

    assert 7 == len(set(ids)) == len(list(filter(None, ids)))


@pytest.mark.battery("B11")
def test_every_brief_is_reached_from_its_section_its_topics_and_its_authors(sample: Project) -> None:
    """No brief can be an orphan: it names at least one of each, and what it names is there."""
    shown = {path: page.decode() for path, page in sample.published().items() if path.endswith("index.html")}
    from_lists = {
        kind: "".join(page for path, page in shown.items() if path.startswith(kind))
        for kind in ("sections/", "topics/", "authors/")
    }
    briefs = [file for file in sorted(sample.docs.glob("briefs/*/*.md")) if "status: draft" not in file.read_text("utf-8")]

    assert len(briefs) > 20
    for kind, page in from_lists.items():
        assert [] == [file.stem for file in briefs if f"/{file.parent.name}/{file.stem}/" not in page], kind


@pytest.mark.battery("B11")
@pytest.mark.parametrize(
    ("field", "value"), [("section", "none"), ("topics", "[none]"), ("authors", "[none]"), ("topics", "[]")]
)
def test_a_brief_of_no_section_topic_or_author_is_an_error(field: str, value: str) -> None:
    assert told(brief(**{field: value}))


def test_every_case_of_the_table_has_a_test_and_the_table_is_that_of_the_tests() -> None:
    """Run `python tests/cases.py > tests/README.md`."""
    shown = cases.tests_by_case()

    assert set(cases.CASES) == set(shown)
    assert cases.page() == (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
