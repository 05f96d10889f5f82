"""MkDocs builds the site with the hook: exit codes, all-or-nothing, and what it must not do to authors' texts."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from conftest import ROOT, Project
from previewed import previewed

BAD = "---\ntitle: Bad: worse\n---\n"


def spoil(project: Project) -> None:
    """One brief with broken YAML, and an actor with an unknown field."""
    (project.docs / "briefs" / "2024" / "bad.md").write_text(BAD, encoding="utf-8")
    (project.docs / "actors" / "bo.md").write_text("---\nname: Bo\nkind: person\nage: 4\n---\n", encoding="utf-8")


@pytest.mark.battery("A26")
@pytest.mark.parametrize("options", [(), ("--strict",), ("-q",), ("--strict", "-q")], ids=" ".join)
def test_a_mistake_ends_the_build_with_1_and_all_mistakes_are_told(project: Project, options: tuple[str, ...]) -> None:
    spoil(project)
    done = project.build(*options)

    assert 1 == done.returncode
    assert "docs/briefs/2024/bad.md:2:11: a colon and a space" in done.stderr
    assert "docs/actors/bo.md:4:6: no field 'age' in an actor" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_nobody_can_read_is_told_by_a_second_build_too(project: Project) -> None:
    """That one renders what was saved for search before it is judged."""
    project.build()
    brief = project.docs / "briefs" / "2024" / "strike-ends.md"
    brief.write_text(f"{brief.read_text(encoding='utf-8')}\nSee [x](https://[link]).\n", encoding="utf-8")
    done = project.build()

    assert 1 == done.returncode
    assert "'https://[link]' names no host that can be" in done.stderr
    assert "Traceback" not in done.stderr


def test_mistakes_of_every_stage_are_told_at_once(project: Project) -> None:
    """Settings, front matter, ids, a draft's ids, and two files of one address, one of which MkDocs would drop."""
    spoil(project)
    project.set("    publisher: ", "    publishr: ")
    (project.docs / "help").mkdir()
    for name in ("index", "README"):
        (project.docs / "help" / f"{name}.md").write_text("---\ntitle: Help\n---\n", encoding="utf-8")
    draft = project.docs / "briefs" / "2024" / "next-talks.md"
    draft.write_text(draft.read_text(encoding="utf-8").replace("[shipping]", "[shiping]"), encoding="utf-8")
    about = project.docs / "about.md"
    about.write_text("---\ntitle: About\n---\n\nSee [it][t].\n\n[t]: briefs/2024/next-talks.md\n", encoding="utf-8")
    (project.docs / "notes.markdown").write_text("Notes.\n", encoding="utf-8")
    done = project.build()

    assert 1 == done.returncode
    for rule in ("[settings]", "[yaml]", "[unknown-field]", "[unknown-topic]", "[duplicate-url]", "[draft]", "[file-type]"):
        assert rule in done.stderr, rule


def test_a_navigation_that_leads_nowhere_is_told(project: Project) -> None:
    project.set("  - About: about.md", "  - About: about.md\n  - Gone: gone.md\n  - Post: mailto:desk@example.org")
    done = project.build()

    assert 1 == done.returncode
    assert "the navigation's 'Gone' leads to 'gone/', where there is no page" in done.stderr
    assert "Post" not in done.stderr


def test_a_preview_shows_drafts_and_what_is_saved(project: Project) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project.folder / "hooks")}
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=project.folder, env=environment, stderr=subprocess.DEVNULL)

    def page(path: str, words: str, tries: int = 100) -> bool:
        for _ in range(tries):
            with contextlib.suppress(OSError):
                if words in urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}").read().decode():
                    return True
            time.sleep(0.2)
        return False

    try:
        assert page("briefs/2024/next-talks/", "Not ready.")
        brief = project.docs / "briefs" / "2023" / "storm.md"
        brief.write_text(brief.read_text(encoding="utf-8") + "\nRain.\n", encoding="utf-8")
        assert page("briefs/2023/storm/", "Rain.")
    finally:
        server.terminate()
        server.wait()
    assert not project.site.exists(), "a preview publishes nothing"


def test_with_one_bad_brief_the_old_site_stays_as_it_was(project: Project) -> None:
    assert 0 == project.build("--strict").returncode
    before, folders = project.published(), sorted(os.listdir(project.folder))
    spoil(project)

    assert 1 == project.build().returncode
    assert before == project.published()
    assert folders == sorted(os.listdir(project.folder)), "no staging folder is left"


def test_a_warning_of_mkdocs_s_own_under_strict_leaves_the_old_site_too(project: Project) -> None:
    assert 0 == project.build("--strict").returncode
    before = project.published()
    project.set("plugins: []", "plugins: []\nextra_templates: [gone.html]")
    done = project.build("--strict")

    assert 1 == done.returncode
    assert "'gone.html' not found in docs_dir" in done.stderr
    assert before == project.published()


def test_a_build_does_not_say_that_it_cleans_the_site_that_it_leaves_alone(project: Project) -> None:
    """MkDocs says so of whatever folder it is sent to; that is true where one is made in place, by `serve --clean`."""
    done = project.build("--strict")

    assert 0 == done.returncode
    assert "Building documentation" in done.stderr
    assert "Cleaning" not in done.stderr
    with previewed(project, "--clean") as preview:
        assert "Cleaning site directory" in preview.said


def test_a_build_is_published_where_it_was_asked_for(project: Project, tmp_path: Path) -> None:
    done = project.build("--strict", "-d", str(tmp_path / "elsewhere" / "out"))

    assert 0 == done.returncode, done.stderr
    assert (tmp_path / "elsewhere" / "out" / "index.html").is_file()
    assert not project.site.exists()


def test_a_page_that_is_gone_from_the_content_is_gone_from_the_site(project: Project) -> None:
    project.build("--strict")
    (project.docs / "actors" / "ada-quay.md").unlink()
    brief = project.docs / "briefs" / "2024" / "strike-ends.md"
    brief.write_text(brief.read_text(encoding="utf-8").replace(", ada-quay", ""), encoding="utf-8")
    withdrawn = project.docs / "briefs" / "2023" / "wrong-map.md"
    withdrawn.write_text(withdrawn.read_text(encoding="utf-8").replace("[ada-quay]", "[arland]"), encoding="utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    assert not (project.site / "actors" / "ada-quay").exists()


def test_a_first_line_that_looks_like_metadata_is_text(project: Project) -> None:
    project.build("--strict")

    assert "Note: this line is text" in (project.site / "briefs" / "2024" / "strike-ends" / "index.html").read_text("utf-8")


@pytest.mark.battery("A5", "A6")
def test_values_are_escaped_where_they_are_shown(project: Project) -> None:
    nasty = '</title><script>alert(1)</script> & "quotes"'
    actor = (
        f"---\nname: {json.dumps(nasty)}\nkind: person\naliases: [{json.dumps(nasty)}]\nsummary: {json.dumps(nasty)}\n---\n"
    )
    (project.docs / "actors" / "nasty.md").write_text(actor, encoding="utf-8")
    brief = project.docs / "briefs" / "2024" / "strike-ends.md"
    text = brief.read_text(encoding="utf-8").replace("[dockers-union,", "[nasty, dockers-union,")
    brief.write_text(
        text.replace('title: "The strike ends: what was agreed"', f"title: {json.dumps(nasty)}"), encoding="utf-8"
    )
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    pages = [content.decode() for path, content in project.published().items() if path.endswith(".html")]
    assert not any("<script>alert" in page for page in pages)
    assert sum("&lt;script&gt;alert(1)" in page for page in pages) > 8


def test_a_draft_is_not_built(project: Project) -> None:
    project.build("--strict")

    assert not any("next-talks" in path for path in project.published())


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("date: 2024-03-05", "date: 2999-03-05", 3),
        ("related:", "  - {date: 2999-05-01, note: More., kind: major}\nrelated:", 32),
        ("number:", "status: withdrawn\nwithdrawn: {date: 2999-05-01, reason: R.}\nnumber:", 34),
    ],
)
def test_what_is_of_a_day_to_come_is_not_published(project: Project, old: str, new: str, line: int) -> None:
    """It would stand on top of every list and every feed until that day. A draft may wait for its day."""
    file = project.docs / "briefs" / "2024" / "strike-ends.md"
    text = file.read_text(encoding="utf-8").replace(old, new, 1).replace("(strike-", "(../2024/strike-")
    file.unlink()
    file = project.docs / "briefs" / ("2999" if line == 3 else "2024") / "strike-ends.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    done = project.build("--strict")

    assert 1 == done.returncode
    assert re.search(rf"strike-ends\.md:{line}:\d+: 2999-\d\d-\d\d is yet to come; .* \[future-date\]", done.stderr)
    assert not project.site.exists()
    if line == 3:
        file.write_text(text.replace("number:", "status: draft\nnumber:"), encoding="utf-8")
        assert 0 == project.build("--strict").returncode


@pytest.mark.battery("B5")
def test_a_withdrawn_brief_keeps_its_address_title_date_and_reason_and_no_more(project: Project) -> None:
    project.build("--strict")
    page = (project.site / "briefs" / "2023" / "wrong-map" / "index.html").read_text("utf-8")

    assert "A wrong map" in page
    assert "The depths were wrong." in page
    assert "Depths." not in page.replace("The depths were wrong.", "")
    assert "ada-quay" not in page


def test_a_brief_takes_effect_in_every_place_that_names_it(project: Project) -> None:
    project.build("--strict")
    url = "briefs/2024/strike-ends/"
    naming = {path for path, content in project.published().items() if url.encode() in content and path.endswith(".html")}

    assert {
        "index.html",
        "404.html",
        "actors/ada-quay/index.html",
        "actors/dockers-union/index.html",
        "actors/port-authority/index.html",
        "authors/night-desk/index.html",
        "briefs/index.html",
        "briefs/2024/index.html",
        "briefs/2024/strike-ends/index.html",
        "sections/index.html",
        "sections/harbours/index.html",
        "topics/shipping/index.html",
        "topics/trade/index.html",
    } == naming - {"briefs/2024/strike-begins/index.html"}


@pytest.mark.parametrize("folder", ["briefs", "actors", "topics", "sections", "authors"])
def test_a_folder_may_be_missing_where_nothing_names_its_records(project: Project, folder: str) -> None:
    for each in ("briefs", "actors", "topics", "sections", "authors"):
        if folder == "briefs" or each != "briefs":
            for file in sorted((project.docs / each).rglob("*.md")):
                if each == folder or folder != "briefs":
                    file.unlink()
    if folder != "briefs":
        for file in (project.docs / "briefs").rglob("*.md"):
            file.unlink()
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr


def test_settings_are_checked_like_everything_else(project: Project) -> None:
    project.set("    publisher: ", "    publishr: ")
    done = project.build()

    assert 1 == done.returncode
    assert "mkdocs.yml:" in done.stderr
    assert "no setting 'publishr' under extra.briefbook; did you mean 'publisher'? [settings]" in done.stderr


def test_one_copy_of_the_package_runs(project: Project) -> None:
    """A hook file inside the package, or one that imports another, would be loaded twice, with two states."""
    code = (
        "import sys; from mkdocs.config import load_config; load_config('mkdocs.yml');"
        "print(*sorted(n + '=' + m.__file__ for n, m in sys.modules.items()"
        " if (getattr(m, '__file__', None) or '').endswith(('mkdocs_adapter.py', 'mkdocs_entry.py'))))"
    )
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project.folder / "hooks")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project.folder, env=environment, capture_output=True, text=True, check=True
    )

    assert [
        f"briefbook.mkdocs_adapter={project.folder}/hooks/briefbook/mkdocs_adapter.py",
        f"hooks/mkdocs_entry.py={project.folder}/hooks/mkdocs_entry.py",
    ] == done.stdout.split()


def test_the_installed_package_is_the_one_in_hooks() -> None:
    """Asked in a process that has not been given the path, as the program and MkDocs run."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    code = "import briefbook; print(briefbook.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd="/", env=environment, capture_output=True, text=True, check=False
    )

    assert f"{ROOT / 'hooks' / 'briefbook' / '__init__.py'}" == done.stdout.strip(), "pip install --no-deps -e ."
