"""`mkdocs serve` shows the content as it lies on the disk, whatever happens to it, and ends without leaving anything."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefbook.preview_index import PreviewIndex
from conftest import ROOT, Project
from previewed import PATIENCE, Previewed, free_port, previewed

STORM = "briefs/2023/storm.md"
PAGE = "briefs/2023/storm/"


def test_pages_outputs_and_drafts_are_there_and_nothing_is_published(project: Project) -> None:
    with previewed(project) as preview:
        preview.shows("briefs/2024/next-talks/", "Not ready.")
        for path in ("", "actors/", "actors/arland/", "feed.xml", "data/briefs.json", f"{PAGE}cite.bib", "sitemap.xml"):
            assert 200 == preview.get(path)[0], path
        assert (404, True) == (preview.get("gone/")[0], b"no page at this address" in preview.get("gone/")[1])
        assert b"storm" in preview.get(PAGE.rstrip("/"))[1], "without its last slash it leads on"
        for path in ("../mkdocs.yml", "%2e%2e/mkdocs.yml", "..%2fmkdocs.yml", "//etc/passwd", "a%00b", STORM):
            assert 404 == preview.get(path)[0], path
        before = set(project.folder.parent.iterdir())

        assert 0 == preview.end()
    assert not project.site.exists()
    assert before == set(project.folder.parent.iterdir())


def test_what_a_preview_shows_is_what_a_build_publishes(project: Project) -> None:
    """Byte by byte, but for drafts and the one line that brings the script for live reload."""
    port = free_port()
    project.set("site_url: https://briefbook.example.org/", f"site_url: http://127.0.0.1:{port}/")
    (project.docs / "briefs" / "2024" / "next-talks.md").unlink()
    assert 0 == project.build("--strict").returncode
    with previewed(project, port=port) as preview:
        for path, content in project.published().items():
            if path.startswith("pagefind/"):
                continue
            status, shown = preview.get(path)
            assert status == (404 if path == "404.html" else 200), path
            assert content == re.sub(rb"  <script src=[^>]*/preview/preview.js[^>]*></script>\n", b"", shown, count=1), path
        assert b"/preview/preview.js" in preview.get("")[1]


def test_a_brief_that_is_new_deleted_or_renamed_is_so_in_every_list(project: Project) -> None:
    with previewed(project) as preview:
        text = (project.docs / STORM).read_text(encoding="utf-8")
        (project.docs / "briefs" / "2023" / "calm.md").write_text(text.replace("title: ", "title: Calm after "), "utf-8")
        preview.shows("briefs/2023/calm/", "Calm after")
        assert b"Calm after" in preview.get("briefs/2023/")[1]
        (project.docs / "briefs" / "2023" / "calm.md").rename(project.docs / "briefs" / "2023" / "lull.md")
        preview.shows("briefs/2023/lull/", "Calm after")
        assert 404 == preview.get("briefs/2023/calm/")[0]
        (project.docs / "briefs" / "2023" / "lull.md").unlink()
        preview.shows("briefs/2023/lull/", "no page at this address", status=404)
        assert b"Calm after" not in preview.get("briefs/2023/")[1]


def test_an_error_is_told_as_a_build_tells_it_and_goes_away_when_mended(project: Project) -> None:
    with previewed(project) as preview:
        preview.save(STORM, "title: ", "titel: <script>alert(1)</script>")
        preview.save("actors/arland.md", "kind: ", "kind: kingdom # ")
        preview.shows("about/", "problems", status=500)
        shown = preview.get("about/")[1].decode()
        told = project.build().stderr.partition("stays as it was\n")[2].strip().splitlines()
        assert len(told) >= 2
        for line in told:
            assert line.strip() in preview.said
        assert "&lt;script&gt;" in shown or "<script>alert" not in shown
        assert "no field &#39;titel&#39;" in shown
        assert 200 == preview.get("stylesheets/briefbook.css")[0], "the page has its look"
        preview.save(STORM, "titel: <script>alert(1)</script>", "title: ")
        preview.save("actors/arland.md", "kind: kingdom # ", "kind: ")
        preview.shows("about/", "About")
        preview.says("Nothing is wrong any more")


def test_many_texts_are_shown_before_they_are_searched_and_judged(project: Project) -> None:
    """What comes of a first start is what a later one begins with, what was saved in between included."""
    text = (project.docs / STORM).read_text(encoding="utf-8")
    for number in range(520):
        again = text.replace("title: ", f"title: Number {number} of the same ")
        (project.docs / "briefs" / "2023" / f"made-{number}.md").write_text(again, "utf-8")
    port = free_port()
    link, pages = '<a class="actor"', ("briefs/2023/made-7/", "briefs/2023/made-8/", "actors/arland/", "")
    assert "Arland" in text.partition("---\n")[2], "the text names an actor"
    with previewed(project, port=port) as preview:
        preview.shows("briefs/2023/made-8/", "Number 8 of")
        preview.save("briefs/2023/made-7.md", "Number 7 of", "Saved early")
        preview.shows("briefs/2023/made-7/", "Saved early")
        for page in pages[:2]:
            preview.shows(page, link)
        first = {page: re.sub(rb'data-state="[^"]*"', b"", preview.get(page)[1]) for page in pages}
    with previewed(project, port=port) as preview:
        preview.shows("", "Newest", status=200)
        second = {page: re.sub(rb'data-state="[^"]*"', b"", preview.get(page)[1]) for page in pages[:2]}
    assert second == {page: first[page] for page in pages[:2]}


def test_a_fault_in_the_text_is_told_when_many_were_read_at_first(project: Project) -> None:
    text = (project.docs / STORM).read_text(encoding="utf-8")
    for number in range(520):
        (project.docs / "briefs" / "2023" / f"made-{number}.md").write_text(
            text.replace("title: ", f"title: {number} "), "utf-8"
        )
    bad = project.docs / "briefs" / "2023" / "made-3.md"
    bad.write_text(bad.read_text(encoding="utf-8") + "\n<iframe src='https://example.org'></iframe>\n", encoding="utf-8")
    with previewed(project) as preview:
        preview.shows("", "made-3.md", status=500)
        bad.unlink()
        preview.shows("", "Newest", status=200)
        preview.shows("briefs/2023/made-4/", '<a class="actor"')


def test_a_preview_begins_with_errors_too(project: Project) -> None:
    file = project.docs / STORM
    good = file.read_bytes()
    file.write_bytes(b"---\ntitle: Bad: worse\n---\n")
    with previewed(project) as preview:
        preview.shows("", "a colon and a space", status=500)
        file.write_bytes(good)
        preview.shows("", "Newest", status=200)


BREAKS = {
    "yaml": lambda docs: (docs / STORM).write_bytes(b"---\n{[\n"),
    "not utf-8": lambda docs: (docs / STORM).write_bytes(b"---\ntitle: \xff\xfe\n---\n"),
    "empty": lambda docs: (docs / STORM).write_bytes(b""),
    "a link": lambda docs: (docs / "loop").symlink_to(docs),
    "a file of no kind": lambda docs: (docs / "notes.markdown").write_bytes(b"x"),
    "a picture that is none": lambda docs: (docs / "briefs" / "2023" / "map.png").write_bytes(b"MZ" + bytes(100)),
    "a picture too large": lambda docs: (docs / "briefs" / "2023" / "map.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + bytes(30_000_000)
    ),
    "one address for two": lambda docs: [
        (docs / f"{name}.md").write_bytes(b"---\ntitle: A\n---\n") for name in ("index", "README")
    ],
    "no sections": lambda docs: shutil.rmtree(docs / "sections"),
    "a folder renamed": lambda docs: (docs / "actors").rename(docs / "actors-old"),
    "no content": lambda docs: docs.rename(docs.parent / "moved"),
    "no content at all": lambda docs: shutil.rmtree(docs),
}


@pytest.mark.parametrize("how", BREAKS)
def test_no_content_ends_a_preview(project: Project, how: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(project.docs, kept)
    with previewed(project) as preview:
        BREAKS[how](project.docs)
        preview.shows("about/", "problem", status=500)
        for folder in (project.docs, project.folder / "moved"):
            shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.2)
        shutil.copytree(kept, project.docs)
        preview.shows("about/", "About")
        preview.save(STORM, "title: ", "title: Again the ")
        preview.shows(PAGE, "Again the ")
        assert "Traceback" not in preview.said


def test_a_preview_takes_many_changes_at_once(project: Project) -> None:
    """As when git checks out another branch and back, with an error in between."""
    text = (project.docs / STORM).read_text(encoding="utf-8")
    files = [project.docs / "briefs" / "2023" / f"storm-{number}.md" for number in range(500)]
    with previewed(project) as preview:
        for file in files:
            file.write_text(text, encoding="utf-8")
        preview.shows("briefs/2023/storm-499/", "storm")
        preview.shows("briefs/", "50")
        for file in files:
            file.unlink()
        preview.shows("briefs/2023/storm-499/", "no page at this address", status=404)
        assert 404 == preview.get("briefs/2023/storm-0/")[0]
        assert 200 == preview.get(PAGE)[0]


def test_other_settings_hold_when_they_are_saved_and_wrong_ones_are_told(project: Project) -> None:
    with previewed(project) as preview:
        project.set("site_name: Institute for Strategic Studies", "site_name: Institute of the Coast")
        preview.shows("about/", "Institute of the Coast")
        project.set("plugins: []", "plugins: [")
        preview.shows("about/", "problem", status=500)
        preview.says("an error parsing the configuration file")
        assert "Traceback" not in preview.said + preview.get("about/")[1].decode()
        project.set("plugins: [", "plugins: []")
        preview.shows("about/", "Institute of the Coast")
        project.set("    publisher: ", "    publishr: ")
        preview.shows("about/", "publishr", status=500)
        project.set("    publishr: ", "    publisher: ")
        preview.shows("about/", "Institute of the Coast")
        preview.save("about.md", "title: About", "title: About the coast")
        preview.shows("about/", "About the coast")


def test_a_page_that_is_loaded_while_the_settings_are_taken_in_is_whole(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page whose script did not come would never be loaded anew. The second save is by renaming, soon after the first."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))
    settings = project.folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    with previewed(project) as preview:
        page = preview.get(PAGE)[1].decode()
        parts = sorted(
            {part for part in re.findall(r'(?:href|src)="(?:\.\./)*/?([^"#]+\.\w+)"', page) if preview.get(part)[0] == 200}
        )
        assert {"preview/preview.js", "stylesheets/briefbook.css", "fonts/serif.woff2"} <= {*parts}
        for number in range(4):
            settings.write_text(text.replace("site_name: Institute", f"site_name: First {number} Institute"), "utf-8")
            until = time.monotonic() + 0.2 * number
            missing = [part for part in parts if preview.get(part)[0] != 200]
            while time.monotonic() < until:
                missing += [part for part in parts if preview.get(part)[0] != 200]
            fresh = settings.with_name(".mkdocs.yml.swp")
            fresh.write_text(text.replace("site_name: Institute", f"site_name: Second {number} Institute"), "utf-8")
            fresh.replace(settings)
            until, shown = time.monotonic() + PATIENCE, b""
            while f"Second {number} Institute".encode() not in shown:
                assert time.monotonic() < until, preview.said
                missing += [part for part in parts if preview.get(part)[0] != 200]
                shown = preview.get(PAGE)[1]
            assert [] == missing
        assert 2 == len([*work.rglob("briefbook.css")]), "what was served before is not kept for ever"


@pytest.mark.parametrize("options", [(), ("--watch-theme",), ("--clean",)], ids=" ".join)
def test_a_sheet_or_a_template_is_shown_when_it_is_saved(project: Project, options: tuple[str, ...]) -> None:
    with previewed(project, *options) as preview:
        add(project, "styles/prose.css", "\n.bb-fresh { color: red; }\n")
        preview.shows("stylesheets/briefbook.css", "bb-fresh")
        add(project, "base.html", "<!-- Fresh -->\n")
        preview.shows(PAGE, "<!-- Fresh -->")
        preview.shows("about/", "<!-- Fresh -->")
        preview.save(STORM, "title: ", "title: Again the ")
        preview.shows(PAGE, "Again the ")
        assert "ERROR" not in preview.said
        assert "Nothing is wrong" not in preview.said, "nothing was"


def theme(project: Project, path: str) -> Path:
    return project.folder / "hooks" / "briefbook" / "theme" / path


def add(project: Project, path: str, text: str) -> None:
    file = theme(project, path)
    file.write_text(file.read_text("utf-8") + text, "utf-8")


MAIN = "{% block main %}\n"
MISTAKES = {
    "a tag that is not closed": ("brief.html", MAIN, "{% if %}", "brief.html:{line}: Expected an expression"),
    "a field that is not there": ("brief.html", MAIN, "{{ made.titel }}", "brief.html:{line}: 'Page' object has no attr"),
    "a name that is not known": ("brief.html", MAIN, "{{ nothing.there }}", "brief.html:{line}: 'nothing' is undefined"),
    "no such template": ("brief.html", MAIN, '{% include "gone.html" %}', "There is no template 'gone.html'"),
    "what all pages share": ("base.html", "<body>\n", "{% endfor %}", "base.html:{line}: Encountered unknown tag"),
    "a sheet": ("stylesheets/briefbook.css", "\n", "{% if %}", "briefbook.css:{line}: Expected an expression"),
}


@pytest.mark.parametrize("how", MISTAKES)
def test_a_mistake_in_a_template_is_told_with_its_line_until_it_is_mended(project: Project, how: str) -> None:
    name, before, mistake, told = MISTAKES[how]
    file = theme(project, name)
    good = file.read_text("utf-8")
    above, _, below = good.partition(before)
    assert below
    told = told.format(line=(above + before).count("\n") + 1)
    with previewed(project) as preview:
        assert 200 == preview.get(PAGE)[0]
        file.write_text(f"{above}{before}{mistake}{below}", "utf-8")
        preview.save(STORM, "title: ", "title: Again the ")
        preview.shows(PAGE, "One problem", status=500)
        shown = unescape(preview.get(PAGE)[1].decode())
        assert told in shown
        assert "The pages come back by themselves" in shown
        assert 'src="/preview/preview.js" data-state="' in shown, "it is loaded anew when there is something new"
        assert (200 if name == "brief.html" else 500) == preview.get("about/")[0]
        assert 200 == preview.get("stylesheets/briefbook.css")[0]
        preview.says(told)
        assert 1 == preview.said.count(told)
        assert "Nothing is wrong" not in preview.said
        assert "Traceback" not in preview.said
        file.write_text(good, "utf-8")
        preview.shows(PAGE, "Again the ")
        preview.says("Nothing is wrong any more")
        assert 200 == preview.get("about/")[0]


def test_a_mistake_in_the_list_of_problems_hides_none(project: Project) -> None:
    file = theme(project, "problems.html")
    good = file.read_text("utf-8")
    file.write_text(good.replace(MAIN, MAIN + "{% if %}"), "utf-8")
    with previewed(project) as preview:
        preview.save(STORM, "title: ", "titel: <b>")
        preview.shows(PAGE, "hooks/briefbook/theme/problems.html:", status=500)
        preview.says("hooks/briefbook/theme/problems.html:")
        shown = preview.get(PAGE)[1].decode()
        assert "no field &#39;titel&#39;" in shown
        assert "<b>" not in shown
        file.write_text(good, "utf-8")
        preview.shows(PAGE, '<ol class="bb-problems">', status=500)
        preview.save(STORM, "titel: <b>", "title: ")
        preview.shows(PAGE, "storm")


def test_code_that_changes_under_a_preview_is_told_on_the_terminal(project: Project) -> None:
    hooks = project.folder / "hooks"
    with previewed(project) as preview:
        for file, told in (
            ("mkdocs_entry.py", "hooks/mkdocs_entry.py has changed; end this preview and start it anew"),
            ("briefbook/pages/fresh.py", "hooks/briefbook/pages/fresh.py has changed; end this preview and start it anew"),
        ):
            with (hooks / file).open("a", encoding="utf-8") as opened:
                opened.write("# more\n")
            preview.says(told)
        (hooks / "briefbook" / ".link.py.swp").write_bytes(b"")
        (hooks / "briefbook" / "theme" / ".base.html.swp").write_bytes(b"")
        preview.save(STORM, "title: ", "title: Again the ")
        preview.shows(PAGE, "Again the ")
        assert 2 == preview.said.count("start it anew")
        assert 1 == preview.said.count("Building documentation")


def test_without_live_reload_all_pages_are_there(project: Project) -> None:
    with previewed(project, "--no-livereload") as preview:
        assert 200 == preview.get(PAGE)[0]
        assert 200 == preview.get("briefs/2024/next-talks/")[0]


def test_a_clean_preview_serves_what_a_build_makes(project: Project) -> None:
    with previewed(project, "--clean") as preview:
        assert 200 == preview.get(PAGE)[0]
        assert 404 == preview.get("briefs/2024/next-talks/")[0]
        preview.save(STORM, "title: ", "title: Again the ")
        preview.shows(PAGE, "Again the ")


def test_below_a_folder_of_its_host_a_site_is_previewed_there(project: Project) -> None:
    project.set("site_url: https://briefbook.example.org/", "site_url: https://briefbook.example.org/briefs-of/us/")
    with previewed(project) as preview:
        assert 200 == preview.get(f"briefs-of/us/{PAGE}")[0]
        assert b"storm" in preview.get("")[1]
        assert 404 == preview.get(PAGE)[0]


def test_a_port_that_is_taken_is_told_in_a_line(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "serve", "-a", address],
            cwd=project.folder,
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert 1 == done.returncode
    assert f"Nothing can be served on {address}" in done.stderr
    assert "Traceback" not in done.stderr


MOUNTS = {"": "", "briefs-of/us/": "briefs-of/us/", "b%C3%BCcher/": "b%C3%BCcher/", "bücher/": "b%C3%BCcher/"}


@pytest.mark.parametrize("mount", MOUNTS)
def test_without_its_last_slash_an_address_leads_to_the_page_whatever_the_site_lies_below(
    project: Project, mount: str
) -> None:
    project.set("site_url: https://briefbook.example.org/", f"site_url: https://briefbook.example.org/{mount}")
    mount = MOUNTS[mount]
    with previewed(project) as preview:
        for asked, location in {
            "actors": "actors/",
            "actors/arland": "actors/arland/",
            "%61ctors/arl%61nd?x=1&y=%26#z": "actors/arland/?x=1&y=%26",
            "actors/arland?": "actors/arland/",
            PAGE.rstrip("/"): PAGE,
        }.items():
            assert (302, f"/{mount}{location}") == preview.led_to(f"/{mount}{asked}"), asked
            assert 200 == preview.get(f"{mount}{location}")[0]
        for asked in (
            "actors/arl%C3%A4nd",
            "actors/arländ",
            "actors/%0d%0aX:%20y",
            "actors/arland//",
            "//evil.example/actors",
        ):
            assert (404, "") == preview.led_to(f"/{mount}{asked}"), asked
        for asked in (
            "//evil.example",
            "//evil.example/..",
            "/%2fevil.example/actors",
            "/%5cevil.example/actors",
            "/\\evil.example",
        ):
            status, location = preview.led_to(asked)
            assert (404, "") == (status, location) or location == f"/{mount}", asked
        if mount:
            assert (302, f"/{mount}?x=1") == preview.led_to(f"/{mount.rstrip('/')}?x=1")
            assert (302, f"/{mount}") == preview.led_to(unquote(f"/{mount}").rstrip("/")), (
                "as a client asks that quotes nothing"
            )


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM], ids=str)
def test_a_preview_ends_when_told_to_and_cleans_up(
    project: Project, signal_: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))
    preview = Previewed(project)
    preview.says("Serving on")
    assert [*work.iterdir()]
    preview.process.send_signal(signal_)
    preview.process.wait(timeout=20)

    assert [] == [*work.iterdir()]


def test_nothing_of_the_sample_is_wrong_in_a_preview(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", ROOT / "docs")
    with previewed(project) as preview:
        assert 200 == preview.get("actors/hamas/")[0]
        assert "ERROR" not in preview.said


def test_a_missing_pagefind_is_told_on_the_terminal_once_and_in_search(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    with previewed(project) as preview:
        preview.says("There is no index for search: ")
        state = re.search(rb'preview.js" data-state="(\d+)"', preview.get("search/")[1])
        assert state
        status, told = preview.get(f"livereload/search/{state[1].decode()}")
        assert 200 == status
        assert b"pip install 'pagefind[bin]'" in told
        assert 404 == preview.get("pagefind/pagefind.js")[0]

        assert 1 == preview.said.count("There is no index for search: ")
        assert told.decode() in preview.said


def test_an_index_that_fails_in_an_unforeseen_way_is_told_whole_on_the_terminal_alone(tmp_path: Path) -> None:
    said: list[str] = []
    index = PreviewIndex(tmp_path, said.append)

    def fail(folder: Path) -> str:
        raise ZeroDivisionError("of the index")

    index.make(1, fail, lambda: None)
    told = index.wait_for(1, lambda: None, 20)
    index.end()

    assert "making it failed, for a reason that stands on the terminal of `mkdocs serve`" == told.error
    assert "ZeroDivisionError: of the index" in "".join(said)
