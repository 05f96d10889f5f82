"""A published address leads somewhere for good, and an id names one record for good."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from briefbook.build import build
from briefbook.identity import cite_key
from briefbook.ledger import broken, ledger, read_ledger, written
from briefbook.model import Library
from conftest import SETTINGS, Project, Texts
from test_hostile import png

ENDS = "briefs/2024/strike-ends.md"


def of(texts: Texts) -> dict[str, str]:
    site = build(texts.items(), SETTINGS)
    assert site.errors == ()
    return ledger(site)


def library(texts: Texts) -> Library:
    made = build(texts.items(), SETTINGS).library
    assert made is not None
    return made


def faults(before: dict[str, str], texts: Texts) -> list[str]:
    return [str(problem) for problem in broken(before, of(texts))]


def without_links_to_the_end(texts: Texts) -> Texts:
    return {path: text for path, text in texts.items() if path != ENDS}


def test_a_ledger_reads_back(good: Texts) -> None:
    assert of(good) == read_ledger(written(of(good)))
    assert "brief 2024/strike-ends" == of(good)["briefs/2024/strike-ends/"]
    assert "briefs/" in of(good)
    assert "briefs/2024/next-talks/" not in of(good), "a draft is not published"
    assert not any("/page/" in url for url in of(good)), "later pages of lists come and go"


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
        ".published-urls:21:1: /briefs/2024/strike-ends/ was published and leads nowhere now; append '2024/strike-ends' to"
        " the redirect_from of the brief that took its place, or bring the brief back with 'status: withdrawn', its date"
        " and the reason [lost-url]"
    ] == [each for each in told if "/briefs/2024/strike-ends/" in each]


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

    assert [] == [str(problem) for problem in broken(before, after)]
    assert [
        "/briefs/2024/end/ was published as 'brief 2024/strike-ends' and would now be 'brief 2024/first'",
        "/briefs/2024/strike-ends/ was published as 'brief 2024/strike-ends' and would now be 'brief 2024/first'",
    ] == [each.partition(": ")[2].partition(";")[0] for each in faults(after, changed)]


@pytest.mark.battery("B3")
@pytest.mark.parametrize("kind", ["actors/ada-quay", "topics/storms", "sections/weather", "authors/night-desk"])
def test_other_records_are_held_to_it_too(good: Texts, kind: str) -> None:
    now = of(good)
    folder, _, name = kind.partition("/")
    without = {url: record for url, record in now.items() if url != f"{kind}/"}
    (told,) = broken(now, without)

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
    assert {*read_ledger(kept)} < {*read_ledger(file.read_text(encoding="utf-8"))}


def test_a_text_with_a_picture_is_no_mistake(project: Project) -> None:
    """To commands that read the whole content, as little as to a build."""
    (project.docs / "briefs" / "2023" / "storm").mkdir()
    (project.docs / "briefs" / "2023" / "storm" / "map.png").write_bytes(png())
    text = project.docs / "briefs" / "2023" / "storm.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n![A map](storm/map.png)\n", encoding="utf-8")
    program = [sys.executable, "-m", "briefbook.command_line"]

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

    from conftest import ROOT

    asks = {"today", "now", "utcnow", "time_ns", "monotonic", "gmtime", "localtime"}
    for module in (ROOT / "hooks" / "briefbook").rglob("*.py"):
        if module.parent.name != "cli":
            tree = ast.parse(module.read_text(encoding="utf-8"))
            calls = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
            # The adapter says at the end how long a build took, in the log and nowhere else; the memory of the last build
            # asks whether a text may have changed in the very moment in which it was read. A preview, which is never
            # published, numbers its states so that a browser sees that there is a new one, and waits between two looks.
            allowed = {
                "mkdocs_adapter.py": {"monotonic"}, "memory.py": {"time_ns"},
                "preview.py": {"time_ns"}, "preview_server.py": {"monotonic"}, "watching.py": {"monotonic"},
            }.get(module.name, set())  # fmt: skip
            assert not (asks - allowed) & {call.attr for call in calls if isinstance(call, ast.Attribute)}, module
