"""Attack strings as texts and as every field, on pages of every kind, in a browser: none runs, none leaves an element.

The rule that refuses such texts is put aside here, so that what holds is the allow-list and the escaping of the templates.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefbook.read import read
from browser.serve import served
from conftest import Project

PAYLOADS = Path(os.environ.get("BRIEFBOOK_DATA", "data")) / "xss-payloads.json"
BUILD = (
    "import sys; from briefbook.checks import html, links, mixed_alphabets as mixed;"
    "html.check = links.check = mixed.check = lambda library: ();"
    "from mkdocs.__main__ import cli; cli(['build'])"
)
pytestmark = pytest.mark.skipif(not PAYLOADS.exists(), reason="set BRIEFBOOK_DATA to the folder with xss-payloads.json")


def write(docs: Path, path: str, fields: dict[str, object], body: str) -> bool:
    """Write a record, unless its text is refused before it is Markdown at all."""
    text = (
        "---\n"
        + "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
        + f"---\n\n{body}\n"
    )
    if read(path, text)[0] is None or re.search(r"<!\[(?!CDATA\[)", body):
        return False
    (docs / path).write_text(text, encoding="utf-8")
    return True


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site whose every text and every field is an attack."""
    from conftest import SITES

    project = Project(tmp_path_factory.mktemp("attacked") / "project", SITES / "good")
    docs = project.docs
    for number, payload in enumerate(json.loads(PAYLOADS.read_text(encoding="utf-8"))):
        line = " ".join(payload.split()) or "empty"
        for field in (line, "left out"):
            short = field[:150]
            source = {"title": field, "publisher": field, "date": "2024-01-01", "id": "log"}
            brief = {
                "title": field, "date": "2024-01-10", "section": f"s{number}", "authors": [f"a{number}"],
                "summary": field[:400], "topics": [f"t{number}"],
                "actors": [f"x{number}"], "key_points": [field], "sources": [source], "number": field,
                "changes": [{"date": "2024-01-11", "note": field, "kind": "correction"}],
            }  # fmt: skip
            actor = {"name": field, "kind": "person", "aliases": [field], "summary": short, "positions": [{"title": field}]}
            made = (
                write(docs, f"briefs/2024/b{number}.md", brief, f"{payload}\n\n[^log]")
                and write(docs, f"actors/x{number}.md", actor, payload)
                and write(
                    docs, f"topics/t{number}.md", {"title": field, "summary": field[:400], "aliases": [field]}, payload
                )
                and write(docs, f"sections/s{number}.md", {"title": field, "summary": field[:400]}, payload)
                and write(docs, f"authors/a{number}.md", {"name": field, "role": field, "summary": field[:400]}, payload)
            )
            if made:
                break
            for path in ("briefs/2024/b", "actors/x", "topics/t", "sections/s", "authors/a"):
                (docs / f"{path}{number}.md").unlink(missing_ok=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project.folder / "hooks")}
    done = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=project.folder, env=environment, capture_output=True, text=True
    )
    assert project.site.is_dir(), done.stderr[-3000:]
    return project


class Reader(HTMLParser):
    """Collects what may not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"iframe", "object", "embed", "form", "base", "style", "svg", "math", "template"}:
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


def test_no_forbidden_element_attribute_or_scheme_remains(attacked: Project) -> None:
    pages = {path: content.decode() for path, content in attacked.published().items() if path.endswith(".html")}
    left = {}
    for path, page in pages.items():
        reader = Reader()
        reader.feed(page)
        if reader.found:
            left[path] = reader.found

    assert len(pages) > 900
    assert {} == left


def test_nothing_runs_in_a_browser_on_any_page(attacked: Project, browser: Browser) -> None:
    """The policy of the pages is put aside as well: it is the last line, and this is about those before it."""
    ran: list[str] = []
    elsewhere: list[str] = []
    paths = sorted(path for path in attacked.published() if path.endswith(".html"))
    with served(attacked.site, with_headers=False) as address:
        page = browser.new_page(bypass_csp=True)
        page.expose_function("ran", lambda what: ran.append(f"{page.url}: {what}"))
        page.add_init_script("for (const f of ['alert','confirm','prompt','print']) window[f] = x => window.ran(f + x)")
        page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
        for path in paths:
            page.goto(address + path, wait_until="load")
        page.evaluate("alert(1)")
        page.wait_for_timeout(200)
        page.close()

    assert 1 == len(ran), ran  # the last one is ours: it shows that the trap works
    assert [] == [each for each in elsewhere if not each.startswith("data:")]
