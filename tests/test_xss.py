"""Attack strings as texts and as every field, on pages of every kind, in a browser: none runs, none leaves an element.

As they are, the rules refuse such texts. Then the rules and the look at the built site are put aside, so that what holds is
the allow-list and the escaping of the templates alone; no string is left out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser

from briefbook.anchors import OURS
from briefbook.build import collect
from briefbook.markup import render
from briefbook.sanitise import faults
from browser.serve import served
from conftest import DATA, SETTINGS, SITES, Project, Texts

PAYLOADS = DATA / "xss-payloads.json"
BUILD = """
from briefbook import read, verify
from briefbook.checks import comments, html, links, mixed_alphabets, references
from mkdocs.__main__ import cli

for rule in (comments, html, links, mixed_alphabets, references):
    rule.check = lambda library: ()
read.unwelcome = lambda text, body=None: None
verify.faults = lambda *built: ()
cli(["build"])
"""
STRINGS: list[str] = json.loads(PAYLOADS.read_text(encoding="utf-8")) if PAYLOADS.exists() else []
pytestmark = pytest.mark.skipif(not PAYLOADS.exists(), reason=f"{PAYLOADS} is not here; BRIEFBOOK_DATA names its folder")


def record(fields: dict[str, object], body: str) -> str:
    return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items()) + f"---\n\n{body}\n"


HARMLESS = {
    "123456",
    "<p>hello</p>",
    " ",
    "<!-- more soon -->",
    '<div id="133"><!-- `<img/src=xxx onerror=alert(133)//--!>//["\'`-->]]>]</div>',
    '<div id="26">+ADw-html+AD4APA-body+AD4APA-div+AD4-top secret+ADw-/div+AD4APA-/body+AD4APA-/html+AD4-.toXMLString()'
    ".match(/.*/m),alert(RegExp.input);//[\"'`-->]]>]</div>",
}
"""Those that hold no more than words and comments."""
BRIEF = {
    "title": "Fog",
    "date": "2024-01-10",
    "section": "weather",
    "authors": ["night-desk"],
    "summary": "Nothing.",
    "topics": ["storms"],
}


@pytest.mark.battery("A1")
@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_a_text_with_an_attack_is_refused_or_shows_it_as_words(number: int, good: Texts) -> None:
    text = record(BRIEF, f"Words.\n\n{STRINGS[number]}")
    problems = collect({**good, "briefs/2024/fog.md": text}.items(), SETTINGS)[1]
    errors = [problem for problem in problems if problem.severity == "error"]

    assert errors or STRINGS[number] in HARMLESS
    assert errors or () == faults(render(STRINGS[number]))
    assert {"briefs/2024/fog.md"} >= {problem.path for problem in errors}
    assert all(problem.line >= 10 for problem in errors)


def records(number: int, attack: str) -> Iterator[tuple[str, dict[str, object], str]]:
    """A record of every kind that holds an attack wherever it can hold anything."""
    field = " ".join(attack.split()) or "empty"
    short, summary = field[:150], field[:400]
    yield f"briefs/2024/b{number}.md", {
        "title": field, "date": "2024-01-10", "section": f"s{number}", "authors": [f"a{number}"], "summary": summary,
        "topics": [f"t{number}"], "actors": [f"x{number}"], "key_points": [field], "number": field,
        "sources": [{"title": field, "publisher": field, "date": "2024-01-01", "id": "log"}],
        "changes": [{"date": "2024-01-11", "note": field, "kind": "correction"}],
    }, f"{attack}\n\n[^log]"  # fmt: skip
    yield f"actors/x{number}.md", {
        "name": field, "kind": "person", "aliases": [field], "weak_aliases": [field], "summary": short,
        "positions": [{"title": field}],
    }, attack  # fmt: skip
    yield f"topics/t{number}.md", {"title": field, "summary": summary, "aliases": [field]}, attack
    yield f"sections/s{number}.md", {"title": field, "short_title": field, "summary": summary}, attack
    yield f"authors/a{number}.md", {"name": field, "role": field, "summary": summary}, attack


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site whose every text and every field is an attack."""
    project = Project(tmp_path_factory.mktemp("attacked") / "project", SITES / "good")
    for number, attack in enumerate(STRINGS):
        for path, fields, body in records(number, attack):
            (project.docs / path).write_text(record(fields, body), encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project.folder / "hooks")}
    done = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=project.folder, env=environment, capture_output=True, text=True
    )
    assert project.site.is_dir(), done.stderr[-3000:]
    return project


class Reader(HTMLParser):
    """Collects what may not be there; the templates' own elements are known by what no attack string holds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        ours = values.get("role") == "img" or any((value or "").startswith(OURS) for value in values.values())
        if tag in {"iframe", "object", "embed", "form", "base", "style", "svg", "math", "template"} and not ours:
            self.found.append(f"<{tag}>")
        if (
            tag == "script"
            and not re.fullmatch(r"[./]*(assets/|)javascripts/[\w./-]+\.js", values.get("src") or "")
            and values.get("type") != "application/ld+json"
        ):
            self.found.append("<script>")
        if tag == "meta" and values.get("http-equiv", "") == "refresh":
            self.found.append("refresh")
        self.found += [
            name for name in values if name.startswith("on") or name in {"style", "srcdoc", "formaction", "xlink:href"}
        ]
        for name in ("href", "src"):
            address = re.sub(r"[\x00-\x20\u2028\u2029]", "", values.get(name) or "").casefold()
            if re.match(r"[a-z][a-z0-9+.-]*:", address) and not re.match(r"(https?|mailto):", address):
                self.found.append(address[:30])


@pytest.mark.battery("A1", "A5", "A6")
def test_no_forbidden_element_attribute_or_scheme_remains(attacked: Project) -> None:
    assert not re.search(f"role=.?img|{OURS}", "".join(STRINGS), re.IGNORECASE)
    pages = {path: content.decode() for path, content in attacked.published().items() if path.endswith(".html")}
    left = {}
    for path, page in pages.items():
        reader = Reader()
        reader.feed(page)
        if reader.found:
            left[path] = reader.found

    for number in range(len(STRINGS)):
        for kind in ("briefs/2024/b", "actors/x", "topics/t", "sections/s", "authors/a"):
            assert f"{kind}{number}/index.html" in pages
    assert {} == left


@pytest.mark.battery("A1", "A5", "A6", "A13", "A41")
def test_nothing_runs_in_a_browser_on_any_page(attacked: Project, browser: Browser) -> None:
    ran: list[str] = []
    elsewhere: list[str] = []
    paths = sorted(path for path in attacked.published() if path.endswith(".html"))
    with served(attacked.site, with_headers=False) as address, browser.new_page(bypass_csp=True) as page:
        page.expose_function("ran", lambda what: ran.append(f"{page.url}: {what}"))
        page.add_init_script("for (const f of ['alert','confirm','prompt','print']) window[f] = x => window.ran(f + x)")
        page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
        for path in paths:
            page.goto(address + path, wait_until="load")
        page.evaluate("alert(1)")
        page.wait_for_timeout(200)

    assert 1 == len(ran), ran  # the last one is ours: it shows that the trap works
    assert [] == [each for each in elsewhere if not each.startswith("data:")]
