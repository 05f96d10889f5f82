"""A published address leads somewhere for good, and an id names one record for good."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from briefbook.build import build
from briefbook.identity import cite_key
from briefbook.ledger import Address, Ledger, Present, broken, forget, present, read_ledger, renewed, written
from briefbook.model import Library
from conftest import ROOT, SETTINGS, Project, Texts, texts_below
from test_hostile import png

ENDS = "briefs/2024/strike-ends.md"


def of(texts: Texts) -> Ledger:
    """The ledger of a release, as its file holds it."""
    return read_ledger(written(now(texts).ledger))


def now(texts: Texts) -> Present:
    site = build(texts.items(), SETTINGS)
    assert site.errors == ()
    return present(site)


def library(texts: Texts) -> Library:
    made = build(texts.items(), SETTINGS).library
    assert made is not None
    return made


def faults(before: Ledger, texts: Texts) -> list[str]:
    return [str(problem) for problem in broken(before, now(texts))]


def without_links_to_the_end(texts: Texts) -> Texts:
    return {path: text for path, text in texts.items() if path != ENDS}


def test_a_ledger_reads_back(good: Texts) -> None:
    ledger = of(good)
    assert ledger == read_ledger(written(ledger))
    assert (
        Address("brief 2024/strike-ends", "2024-03-05 The strike ends: what was agreed")
        == (ledger.addresses["briefs/2024/strike-ends/"])
    )
    assert "briefs/" in ledger.addresses
    assert "briefs/2024/next-talks/" not in ledger.addresses, "a draft is not published"
    assert ("cite.bib", "cite.json", "cite.ris", "index.json", "index.md") == ledger.files["brief"]
    assert ("feed.xml", "index.json") == ledger.files["author"]
    assert {"feed.xml", "feed.json", "feeds.opml", "cite.ris", "data/mentions.csv", "llms.txt"} <= ledger.addresses.keys()


def test_lists_that_are_made_of_what_there_is_are_not_promised(good: Texts) -> None:
    """An honest change of a text may take the last brief out of a year, or the only one that names two actors."""
    good |= {f"briefs/2024/strike-{number}.md": good[ENDS] for number in range(60)}
    urls = {page.url for page in build(good.items(), SETTINGS).pages}
    promised = of(good).addresses

    assert urls.issuperset(["briefs/2023/", "actors/kind/person/", "briefs/2024/page/2/"])
    assert not promised.keys() & {"briefs/2023/", "actors/kind/person/"}
    for way in ("/page/", "/with/", "/on/"):
        assert any(way in url for url in urls)
        assert not any(way in url for url in promised)
    written_by_hand = of(good | {"briefs/2023/index.md": "---\ntitle: The year\n---\n", "notes/a.md": "# A\n"}).addresses
    assert {"briefs/2023/", "notes/a/"} <= written_by_hand.keys()


def test_what_only_servers_and_our_own_pages_read_is_not_promised(good: Texts) -> None:
    good["topics/storms.md"] = good["topics/storms.md"].replace("---\n", "---\nredirect_from: [gales]\n", 1)
    found = now(good)
    passing = {"_headers", "_redirects", ".well-known/security.txt", "search/names.json", "search/names/_a.json"}

    assert passing <= {*found.there}
    assert not passing & found.ledger.addresses.keys()
    assert {"sitemap.xml", "robots.txt", "topics/gales/"} <= found.ledger.addresses.keys()


def test_nothing_is_lost_by_additions(good: Texts) -> None:
    before = of(good)
    good["briefs/2024/more.md"] = (
        good[ENDS].replace("[2024/strike-begins]", "[]").replace("(strike-begins.md#demands)", "(strike-begins.md)")
    )

    assert [] == faults(before, good)


@pytest.mark.battery("B5")
def test_a_brief_is_not_deleted(good: Texts) -> None:
    before = of(good)
    told = faults(before, without_links_to_the_end(good))

    assert [
        f".published-urls:{before.addresses['briefs/2024/strike-ends/'].line}:1: /briefs/2024/strike-ends/ was published"
        " and leads nowhere now; append '2024/strike-ends' to the redirect_from of the brief that took its place, or bring"
        " the brief back with 'status: withdrawn', its date and the reason. If it is meant so: briefbook release --forget"
        " /briefs/2024/strike-ends/ [lost-url]"
    ] == told


@pytest.mark.battery("B5")
def test_a_brief_may_be_withdrawn(good: Texts) -> None:
    before = of(good)
    good[ENDS] = good[ENDS].replace(
        "number:", "status: withdrawn\nwithdrawn:\n  date: 2024-06-01\n  reason: It was wrong.\nnumber:"
    )

    assert [] == faults(before, good)


@pytest.mark.battery("B3")
def test_a_renamed_brief_names_its_old_id(good: Texts) -> None:
    before = of(good)
    text = good.pop(ENDS)
    assert 1 == len(faults(before, good | {"briefs/2024/end.md": text}))
    renamed = text.replace("number:", "redirect_from: [2024/strike-ends]\nnumber:")

    assert [] == faults(before, good | {"briefs/2024/end.md": renamed})


@pytest.mark.battery("B5", "B6")
def test_an_id_is_never_used_again(good: Texts) -> None:
    """BATTERY B6: the address still answers, but with another record."""
    before = of(good)
    text = good.pop(ENDS)
    good["briefs/2024/end.md"] = text.replace("number:", "redirect_from: [2024/strike-ends]\nnumber:")
    after = of(good)
    changed = good | {
        "briefs/2024/end.md": text.replace("number:", "redirect_from: [2024/first, 2024/strike-ends]\nnumber:")
    }

    assert [] == faults(before, good)
    what = "'brief 2024/strike-ends' (2024-03-05 The strike ends: what was agreed)"
    other = "'brief 2024/first' (2024-03-05 The strike ends: what was agreed)"
    assert [f"/briefs/2024/end/ was published as {what} and would now be {other}"] == [
        each.partition(": /")[2].partition(";")[0].join(["/", ""]) for each in faults(after, changed)
    ]


@pytest.mark.battery("B14")
def test_a_record_may_take_another_in(good: Texts) -> None:
    """As `briefbook merge` has it: the old address leads on, and the id of neither is another's."""
    before = of(good)
    gone = good.pop("actors/dockers-union.md")
    texts = {path: text.replace("dockers-union, port", "port") for path, text in good.items()}
    texts = {path: text.replace("dockers-union", "port-authority") for path, text in texts.items()}
    kept = texts["actors/port-authority.md"]
    texts["actors/port-authority.md"] = kept.replace("kind:", "redirect_from: [port-authority, dockers-union]\nkind:")
    assert "Dockers" in gone

    assert [] == faults(before, texts)
    assert "actor port-authority" == of(texts).addresses["actors/dockers-union/"].name
    claimed = texts["actors/port-authority.md"].replace("[port-authority, dockers-union]", "[dockers-union]")
    assert ["reused-url"] == [each.rule for each in broken(before, now(texts | {"actors/port-authority.md": claimed}))]


@pytest.mark.battery("B5")
@pytest.mark.parametrize("state", ["", "status: withdrawn\nwithdrawn: {date: 2024-06-01, reason: Wrong.}\n"])
def test_another_brief_does_not_take_over_a_file_s_name(good: Texts, state: str) -> None:
    """Written over the old text, or over what was withdrawn, with the same permanent id: its day and its title tell."""
    before = of(good | {ENDS: good[ENDS].replace("number:", f"{state}number:")})
    new_title = good[ENDS].replace("The strike ends: what was agreed", "Quite another strike")
    new_day = good[ENDS].replace("date: 2024-03-05", "date: 2024-03-06")
    another = new_title.replace("date: 2024-03-05", "date: 2024-05-05")

    assert [] == faults(before, good | {ENDS: new_title})
    assert [] == faults(before, good | {ENDS: new_day})
    (told,) = faults(before, good | {ENDS: another})
    assert "(2024-03-05 The strike ends: what was agreed) and would now be" in told
    assert told.endswith("release --forget /briefs/2024/strike-ends/ [reused-url]")


@pytest.mark.battery("B7")
def test_the_files_beside_a_page_last_as_it_does(good: Texts) -> None:
    before = of(good)
    here = now(good)
    for lost in ("briefs/2024/strike-ends/cite.ris", "topics/shipping/feed.xml", "authors/night-desk/index.json"):
        (told,) = broken(before, replace(here, there={*here.there} - {lost}))
        assert f"/{lost} was published and is lost. If it is meant so: briefbook release --forget /{lost}" == told.message
        assert [] == [*broken(forget(before, f"/{lost}"), replace(here, there={*here.there} - {lost}))]
    (told,) = broken(before, replace(here, there={*here.there} - {"data/mentions.csv"}))
    assert "/data/mentions.csv was published and leads nowhere now; bring it back. " in told.message
    without_feeds = {path for path in here.there if not path.endswith("feed.xml")}
    records = [url for url, each in before.addresses.items() if each.name and not url.startswith("briefs/")]
    assert len(records) + 1 == len([*broken(before, replace(here, there=without_feeds))])
    assert ["lost-url"] == [each.rule for each in broken(forget(before, "feed.xml"), replace(here, there=without_feeds))]


def test_an_owner_may_let_go_of_what_was_published(good: Texts) -> None:
    """Deliberately, and once: the address stays known, so that no other record gets it without another word."""
    url = "/briefs/2024/strike-ends/"
    free = forget(of(good), url)
    gone = without_links_to_the_end(good)
    assert f"forgotten {url}\tbrief" in written(free)
    assert [] == faults(free, good) == faults(free, gone)
    assert f"forgotten {url}\tbrief" in written(renewed(free, now(good))), "as long as it is there"

    after = read_ledger(written(renewed(free, now(gone))))
    assert f"\ngone {url}\tbrief 2024/strike-ends\t2024-03-05" in written(after)
    assert [] == faults(after, gone)
    assert renewed(after, now(gone)) == after
    (told,) = faults(after, good)
    assert "/briefs/2024/strike-ends/ was 'brief 2024/strike-ends' and was given up; an id is never used again. If" in told
    assert [] == faults(forget(after, url), good)
    assert of(good) == renewed(forget(after, url), now(good))

    another = (
        good[ENDS].replace("The strike ends: what was agreed", "Another").replace("date: 2024-03-05", "date: 2024-05-05")
    )
    assert [] == faults(free, good | {ENDS: another})
    assert of(good | {ENDS: another}) == renewed(free, now(good | {ENDS: another}))


@pytest.mark.parametrize("what", ["/briefs/2024/none/", "/briefs/2024/strike-ends/none.txt", "none.txt", "briefs/"])
def test_what_was_never_published_cannot_be_forgotten(good: Texts, what: str) -> None:
    with pytest.raises(KeyError):
        forget(of(good), what)


@pytest.mark.battery("B3")
@pytest.mark.parametrize("kind", ["actors/ada-quay", "topics/storms", "sections/weather", "authors/night-desk"])
def test_other_records_are_held_to_it_too(good: Texts, kind: str) -> None:
    here = now(good)
    folder, _, name = kind.partition("/")
    (told,) = broken(of(good), replace(here, there={*here.there} - {f"{kind}/"}))

    assert f"append '{name}' to the redirect_from of the {folder.removesuffix('s')}" in told.message


def test_citation_keys_and_ids_outlive_title_and_address(good: Texts) -> None:
    before = library(good).brief_of["2024/strike-ends"]
    text = (
        good.pop(ENDS)
        .replace("The strike ends", "Something else")
        .replace("number:", "redirect_from: [2024/strike-ends]\nnumber:")
    )
    made = library(good | {"briefs/2024/else.md": text})
    after = made.brief_of["2024/else"]

    assert "strike-ends-2024" == cite_key(before) == cite_key(after)
    moved = replace(SETTINGS, base_url="https://elsewhere.example/", permanent_ids="coast.example,2024")
    from briefbook.identity import tag_of

    assert tag_of(before, SETTINGS) == tag_of(after, moved) == "tag:coast.example,2024:briefs/2024/strike-ends"


def release(project: Project, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project.folder / "hooks")}
    return subprocess.run(
        [sys.executable, "-c", "from briefbook.command_line import main; main()", "release", *options],
        cwd=project.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_writes_the_ledger_and_refuses(project: Project) -> None:
    file = project.folder / ".published-urls"
    checked = release(project, "--check")
    assert (0, False) == (checked.returncode, file.exists()), checked.stderr
    first = release(project)
    assert 0 == first.returncode, first.stderr
    kept = file.read_text(encoding="utf-8")

    (project.docs / "topics" / "storms.md").rename(project.docs / "topics" / "gales.md")
    for path in project.docs.rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("[storms]", "[gales]"), encoding="utf-8")
    for options in ((), ("--check",)):
        done = release(project, *options)
        assert 1 == done.returncode
        assert "/topics/storms/ was published and leads nowhere now" in done.stderr
        assert kept == file.read_text(encoding="utf-8")
    assert 0 == project.build("--strict").returncode, "a build never looks at the ledger"

    moved = project.docs / "topics" / "gales.md"
    moved.write_text(
        moved.read_text(encoding="utf-8").replace("title:", "redirect_from: [storms]\ntitle:"), encoding="utf-8"
    )
    done = release(project)
    assert 0 == done.returncode, done.stderr
    assert read_ledger(kept).addresses.keys() < read_ledger(file.read_text(encoding="utf-8")).addresses.keys()


def test_the_command_forgets_what_it_is_told_to(project: Project) -> None:
    file = project.folder / ".published-urls"
    assert 0 == release(project).returncode
    kept = file.read_text(encoding="utf-8")
    (project.docs / "notes.md").write_text("---\ntitle: Notes\n---\n", encoding="utf-8")
    assert 0 == release(project).returncode
    (project.docs / "notes.md").unlink()
    told = release(project, "--check", "--format", "github")
    unknown = release(project, "--forget", "/note/")
    forgotten = release(project, "--forget", "https://briefbook.example.org/notes/")

    assert told.stdout.startswith("::error file=.published-urls,line=")
    assert 1 == told.returncode
    assert (2, True) == (unknown.returncode, "/note/ is nothing that .published-urls holds" in unknown.stderr)
    assert 0 == forgotten.returncode, forgotten.stderr
    assert "forgotten /notes/\n" in file.read_text(encoding="utf-8")
    assert kept == file.read_text(encoding="utf-8").replace("forgotten /notes/\n", "")
    assert 0 == release(project, "--check").returncode


def test_the_sample_s_own_ledger_is_kept(project: Project) -> None:
    """The one in the repository, with which CI compares."""
    site = build(texts_below(ROOT / "docs").items(), SETTINGS)
    ledger = read_ledger((ROOT / ".published-urls").read_text(encoding="utf-8"))

    assert len(ledger.addresses) > 300
    assert [] == [str(problem) for problem in broken(ledger, present(site))]


def test_a_text_with_a_picture_is_no_mistake(project: Project) -> None:
    """To commands that read the whole content, as little as to a build."""
    (project.docs / "briefs" / "2023" / "storm").mkdir()
    (project.docs / "briefs" / "2023" / "storm" / "map.png").write_bytes(png())
    text = project.docs / "briefs" / "2023" / "storm.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n![A map](storm/map.png)\n", encoding="utf-8")
    program = [sys.executable, "-c", "from briefbook.command_line import main; main()"]

    assert 0 == release(project).returncode
    for command in ("check", "mentions"):
        done = subprocess.run([*program, command], cwd=project.folder, capture_output=True, text=True)
        assert (0, "") == (done.returncode, done.stderr.replace("0 errors, 0 warnings\n", "")), command


def test_mistakes_in_the_content_are_no_release(project: Project) -> None:
    (project.docs / "topics" / "bad.md").write_text("---\ntitel: x\n---\n", encoding="utf-8")
    done = release(project)

    assert 1 == done.returncode
    assert "docs/topics/bad.md" in done.stderr
    assert not (project.folder / ".published-urls").exists()


def test_nothing_that_is_published_asks_what_time_it_is() -> None:
    """A rebuild a year later is the same to the byte; only commands may know today."""
    import ast

    asks = {"today", "now", "utcnow", "time_ns", "monotonic", "gmtime", "localtime"}
    for module in (ROOT / "hooks" / "briefbook").rglob("*.py"):
        if module.parent.name != "cli":
            tree = ast.parse(module.read_text(encoding="utf-8"))
            calls = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
            # The adapter says at the end how long a build took, in the log and nowhere else, and asks which day it is only
            # to refuse what is yet to come: what it publishes is the same on any day after. The memory of the last build
            # asks whether a text may have changed in the very moment in which it was read. A preview, which is never
            # published, numbers its states so that a browser sees that there is a new one, and waits between two looks. How
            # long some work has taken tells whether others are to help with it; what comes of it is the same.
            allowed = {
                "mkdocs_adapter.py": {"monotonic", "now"}, "memory.py": {"time_ns"},
                "preview.py": {"time_ns"}, "preview_server.py": {"monotonic"}, "watching.py": {"monotonic"},
                "workers.py": {"monotonic"},
            }.get(module.name, set())  # fmt: skip
            assert not (asks - allowed) & {call.attr for call in calls if isinstance(call, ast.Attribute)}, module
