"""What is indexed, into how many parts, and that an index depends on nothing but what goes into it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from briefbook import pagefind, search_files, search_index
from briefbook.build import collect
from briefbook.model import Library
from briefbook.search_bundles import bundles, is_searchable, places
from briefbook.search_entries import Entry, brief_entries, dossier_entries, facets_of, searchable, searched
from briefbook.search_spans import briefs_by_span, spans
from conftest import SETTINGS, SITES, Project, Texts, texts_below


@pytest.fixture
def library(good: Texts) -> Library:
    """The example site's records."""
    return collect(good.items(), SETTINGS)[0]


def entries_of(library: Library) -> list[Entry]:
    """The entries of all briefs."""
    return [*brief_entries(library, library.briefs, facets_of(library))]


def with_briefs(library: Library, days: list[date]) -> Library:
    """The Library with a brief on each of some days in place of its own."""
    brief = library.briefs[0]
    return replace(library, briefs=tuple(replace(brief, id=f"x/{number}", date=day) for number, day in enumerate(days)))


def test_a_brief_is_indexed_with_what_its_author_wrote_and_no_list(library: Library) -> None:
    brief = next(each for each in library.briefs if each.key_points and each.status == "published")
    entry = next(each for each in entries_of(library) if each.url.endswith(f"{brief.id}/"))

    assert (brief.summary, *brief.key_points, brief.number) == entry.texts
    assert {"year", "section", "author", "topic"} <= {facet.name for facet in entry.facets}
    for source in brief.sources:
        assert str(source.url) not in " ".join(entry.texts)


def test_a_withdrawn_brief_is_found_by_its_title_and_reason_alone(library: Library) -> None:
    withdrawn = [brief for brief in library.briefs if brief.withdrawn]
    entries = {entry.url: entry for entry in entries_of(library)}

    assert withdrawn
    for brief in withdrawn:
        assert brief.withdrawn
        entry = entries[f"briefs/{brief.id}/"]
        assert ("", (brief.withdrawn.reason,)) == (entry.path, entry.texts)


def test_facet_values_hold_an_id_and_a_name(library: Library) -> None:
    values = [facet.value for entry in (*entries_of(library), *dossier_entries(library)) for facet in entry.facets]

    assert values
    for value in values:
        key, _, name = value.partition(" ")
        assert key
        assert name


def test_only_headings_keep_their_ids() -> None:
    html = '<h2 id="one">One</h2><p id="p-1">Two <a href="#x" id="cite">[1]</a></p>'

    assert '<h2 id="one">One</h2><p>Two <a href="#x">[1]</a></p>' == searchable(html)


def test_a_small_archive_is_one_span_and_a_large_one_several_of_whole_years(library: Library) -> None:
    few = with_briefs(library, [date(2010, 1, 1) + timedelta(days=10 * number) for number in range(300)])
    some = with_briefs(library, [date(2010, 1, 1) + timedelta(days=5 * number) for number in range(1000)])
    many = with_briefs(library, [date(2010, 1, 1) + timedelta(days=number // 2) for number in range(10_000)])

    assert 1 == len(spans(few))
    assert 3 <= len(spans(some)) <= 6  # enough for all cores
    assert 8 >= len(spans(many)) > 5
    assert next(iter(spans(many))) == "201001-201112"


def test_every_day_lies_in_one_span(library: Library) -> None:
    days = [date(1987, 3, 1) + timedelta(days=number % 9000) for number in range(6000)] + [date(2024, 5, 5)] * 4000
    archive = with_briefs(library, days)
    among, held = spans(archive), briefs_by_span(archive)

    assert [*among] == [*held]
    assert sum(map(len, held.values())) == len(days)
    for name, (first, end) in among.items():
        for brief in held[name]:
            assert first <= brief.date.year * 12 + brief.date.month - 1 < end


def test_a_new_brief_leaves_the_ends_of_the_spans(library: Library) -> None:
    days = [date(2010, 1, 1) + timedelta(days=number // 2) for number in range(10_000)]

    assert spans(with_briefs(library, days)) == spans(with_briefs(library, [*days, date(2016, 6, 6)]))


def test_the_page_names_the_places_at_which_the_bundles_lie(library: Library) -> None:
    without = replace(library, actors={}, topics={}, by_actor={})

    assert places(library) == tuple(bundle.place for bundle in bundles(library))
    assert places(without) == tuple(bundle.place for bundle in bundles(without))


def test_where_there_is_nothing_to_search_there_is_no_place(library: Library) -> None:
    nothing = replace(library, actors={}, topics={}, by_actor={}, briefs=())

    assert () == places(nothing) == tuple(bundles(nothing))
    assert not is_searchable(nothing)
    assert is_searchable(library)


def index_all(work: search_index.Indexing, body: str) -> list[str]:
    """Index all that waits as if each text that is not known were this one; gives whose they are."""
    asked: list[str] = []
    for waiting in work.taken():
        work.index(waiting, dict.fromkeys(waiting.missing, body))
        asked += waiting.missing
    return asked


def indexed(library: Library, folder: Path, cache: Path, body: str = "<p>Of one mind.</p>") -> dict[str, bytes]:
    work = search_index.begin(library, cache, body.encode())
    work.place(folder)
    index_all(work, body)
    work.finish()
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_an_index_is_the_same_bytes_each_time_made_anew_or_kept(library: Library, tmp_path: Path) -> None:
    first = indexed(library, tmp_path / "one", tmp_path / "cache")
    kept = indexed(library, tmp_path / "two", tmp_path / "cache")
    anew = indexed(library, tmp_path / "three", tmp_path / "another")

    assert first == kept
    assert first == anew
    assert first != indexed(library, tmp_path / "four", tmp_path / "cache", body="<p>Of another.</p>")


@pytest.mark.parametrize(
    "spoil", [lambda content: content[:-100], lambda content: b"x", lambda content: content[:-1] + b"~"]
)
def test_a_cache_that_is_cut_or_foreign_is_not_believed(library: Library, tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    first = indexed(library, tmp_path / "one", tmp_path / "cache")
    for file in (tmp_path / "cache" / "search").iterdir():
        file.write_bytes(spoil(file.read_bytes()))

    assert first == indexed(library, tmp_path / "two", tmp_path / "cache")


def test_what_changes_one_span_leaves_the_others(library: Library, tmp_path: Path) -> None:
    work = search_index.begin(library, tmp_path / "cache")
    work.place(tmp_path / "one")
    asked = index_all(work, "<p>As it is.</p>")
    work.finish()
    assert searched(library) > {*asked}, "of a withdrawn brief no text is read"
    first, *others = library.briefs
    edited = replace(first, source=replace(first.source, digest=b"another"))
    library = replace(library, briefs=(edited, *others))
    work = search_index.begin(library, tmp_path / "cache")
    work.place(tmp_path / "two")
    anew = [each.bundle.place for each in work.waiting]
    assert [first.source.path] == index_all(work, "<p>As it is.</p>"), "the texts of the others are kept"
    work.finish()

    assert 1 == len(anew)
    assert len(places(library)) == len(work.indexes)


def test_what_pagefind_writes_is_read_and_written_alike() -> None:
    raw = pagefind.index([("a/", "<html><body><p>One</p></body></html>")], pagefind.program())
    name = next(path for path in raw if path.endswith(".pf_meta"))

    assert 6 == len(search_files._read(raw[name]))
    made = search_files.settled(raw, "m")
    assert ["m"] == [page[:1] for page in json.loads(made["order.json"])]
    assert not {path for path in made if path.startswith("pagefind-ui")}


def test_a_missing_pagefind_is_an_error_that_says_what_to_do(project: Project) -> None:
    done = project.build(PAGEFIND_BINARY_PATH="/nowhere/pagefind")

    assert 1 == done.returncode
    assert "pip install 'pagefind[bin]'" in done.stderr
    assert not project.site.exists()


def test_a_failing_pagefind_is_an_error_and_leaves_the_published_site(project: Project) -> None:
    assert 0 == project.build().returncode
    before = project.published()
    false = project.folder / "pagefind"
    false.write_text(f"#!{sys.executable}\nimport sys\nprint('pagefind 9') if '--version' in sys.argv else sys.exit(3)\n")
    false.chmod(0o755)
    page = project.docs / "about.md"
    page.write_text(page.read_text() + "\nMore.\n")
    done = project.build(PAGEFIND_BINARY_PATH=str(false))

    assert 1 == done.returncode
    assert "Pagefind ended before its work was done" in done.stderr
    assert before == project.published()


PRETENDED = """#!{python}
import base64, itertools, json, sys, time
if "--version" in sys.argv:
    print("pagefind 1.5.2")
    sys.exit()

def say(payload):
    sys.stdout.buffer.write(base64.b64encode(json.dumps(payload).encode()) + b",")
    sys.stdout.flush()

{does}
"""


def pretended(folder: Path, does: str) -> Path:
    """A program that says that it is Pagefind, and does something else."""
    file = folder / "pagefind"
    file.write_text(PRETENDED.format(python=sys.executable, does=does))
    file.chmod(0o755)
    return file


FAILING = {
    "garbage": ("print('hello, world')", "does not answer as Pagefind does"),
    "garbage without end": ("while True: print('y' * 65536)", "does not answer as Pagefind does"),
    "garbage with commas": ("print('a,b,c,d,e,f', end='')", "does not answer as Pagefind does"),
    "base64 of nothing known": ("[say(each) for each in (1, [], None, 'x', {})]", "does not answer as Pagefind does"),
    "answers without files": ("while True: say({'payload': {'type': 'IndexedFile'}})", "does not answer as Pagefind does"),
    "files without content": (
        "while True: say({'payload': {'type': 'GetFiles', 'files': [{'path': 'x'}]}})",
        "does not answer as Pagefind does",
    ),
    "files of another index": (
        "while True: say({'payload': {'type': 'GetFiles', 'files': [{'path': 'x', 'content': 'eA=='}]}})",
        "Pagefind made an index that Briefbook cannot read",
    ),
    "an error": (
        "while True: say({'payload': {'type': 'Error', 'message': 'no room'}})",
        "could not index the site: no room",
    ),
    "an end in the middle": ("say({'payload': {'type': 'NewIndex'}})", "Pagefind ended before its work was done"),
    "a crash": ("import os; os.abort()", "Pagefind ended before its work was done"),
}


@pytest.mark.parametrize("how", FAILING)
def test_whatever_pagefind_does_is_an_error_that_says_what_to_do(library: Library, tmp_path: Path, how: str) -> None:
    does, says = FAILING[how]
    found = pagefind.Program(str(pretended(tmp_path, does)), "pagefind 1.5.2")
    pages = [(f"a/{number}", "<html><body><p>One</p></body></html>") for number in range(5)]

    with pytest.raises(pagefind.PagefindError, match=r"pip install 'pagefind\[bin\]") as raised:
        search_files.settled(pagefind.index(pages, found), "m")
    assert says in str(raised.value)


def test_a_pagefind_that_hangs_is_told_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also one that takes nothing in, and whose own children go on."""
    monkeypatch.setattr(pagefind, "_SILENT", 0.2)
    monkeypatch.setattr(pagefind, "_LONGEST", 1.0)
    monkeypatch.setattr(pagefind, "_OVER", 0.2)
    does = "import subprocess; subprocess.run([sys.executable, '-c', 'import time; time.sleep(5)'])"
    found = pagefind.Program(str(pretended(tmp_path, does)), "pagefind 1.5.2")
    began = time.monotonic()

    with pytest.raises(pagefind.PagefindError, match=r"has said nothing for 1 seconds and was ended: .*pip install"):
        pagefind.index([("a/", "x" * 1_000_000)], found)
    assert time.monotonic() - began < 4
    assert ["Pagefind, which makes the search index, has said nothing for 0.2 seconds; it is ended after 1 seconds"] == [
        record.getMessage() for record in caplog.records
    ]


def test_a_program_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(pagefind.PagefindError, match=r"does not run .*pip install"):
        pagefind.index([], pagefind.Program(str(tmp_path / "gone"), ""))


def test_a_build_by_a_pagefind_that_is_another_program_ends_with_a_sentence(project: Project) -> None:
    false = pretended(project.folder, "print('hello, world')")
    done = project.build(PAGEFIND_BINARY_PATH=str(false))

    assert 1 == done.returncode
    assert f"what runs at {false} ('pagefind 1.5.2') does not answer as Pagefind does" in done.stderr
    assert "Traceback" not in done.stderr
    assert not project.site.exists()


def test_settings_of_pagefind_that_lie_about_are_not_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [("a/", "<html><body><p>One two three</p></body></html>")]
    plain = pagefind.index(pages, pagefind.program())
    (tmp_path / "pagefind.yml").write_text("root_selector: main\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "main")

    assert plain.keys() == pagefind.index(pages, pagefind.program()).keys()


def test_the_wheel_carries_the_program() -> None:
    assert shutil.which("pagefind") or pagefind.program().version.startswith("pagefind 1.")
    assert subprocess.run([pagefind.program().file, "--version"], check=True, capture_output=True).stdout


def test_an_index_that_fails_is_told_when_all_are_waited_for(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> NoReturn:
        raise pagefind.PagefindError("it does not run")

    monkeypatch.setenv("BRIEFBOOK_JOBS", "1")
    monkeypatch.setattr(search_index.pagefind, "index", fails)
    work = search_index.begin(library, tmp_path / "cache")
    index_all(work, "")  # as early as in a build, where there is no site yet
    work.place(tmp_path / "site")

    with pytest.raises(pagefind.PagefindError, match="it does not run"):
        work.finish()


def test_where_there_is_no_pagefind_no_process_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> pagefind.Program:
        raise pagefind.PagefindError("not installed")

    monkeypatch.setattr(pagefind, "program", missing)
    monkeypatch.setattr(search_index, "Standby", lambda: pytest.fail("a process was begun"))
    library, _ = collect(texts_below(SITES / "good").items(), SETTINGS)
    with pytest.raises(pagefind.PagefindError, match="not installed"):
        search_index.begin(library, tmp_path)
