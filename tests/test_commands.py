"""The commands as their users run them, on a copy of the example site."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefbook import checks, fixes, reports
from briefbook.build import collect
from briefbook.command_line import main
from briefbook.disk import read_project
from briefbook.form import FORM
from briefbook.mend import mended
from briefbook.model import Problem
from briefbook.reports import github
from briefbook.shelf import modules
from conftest import ROOT, SETTINGS, SITES, texts_below


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A project that holds the example site, with nothing built."""
    shutil.copytree(SITES / "good", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for path in ("2023/storm", "2024/strike-begins", "2024/strike-ends"):
        with (tmp_path / "docs" / "briefs" / f"{path}.md").open("a", encoding="utf-8") as file:
            file.write("\nOf Arland: the Dockers' Union, the Port Authority and Ada Quay.\n")
    return tmp_path


def run(site: Path, *arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(main, [command, "--root", str(site), *rest])


def spoil(site: Path, path: str, old: str, new: str) -> Path:
    file = site / "docs" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_path_is_one_from_here_else_from_the_top_of_the_project(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(site, "briefs/2024/strike-ends.md", "[dockers-union,", "[docker-union,")
    monkeypatch.chdir(site / "docs" / "briefs")
    from_here, from_top = run(site, "check", "2024/strike-ends.md"), run(site, "check", "docs/briefs/2024/strike-ends.md")
    nowhere = run(site, "check", "briefs/2024/strike-ends.md")

    assert (1, 1, 2) == (from_here.exit_code, from_top.exit_code, nowhere.exit_code)
    assert from_here.stdout == from_top.stdout != ""
    assert "there is no file briefs/2024/strike-ends.md, seen from here or from the top of the project" in nowhere.stderr


NASTY = Problem(
    "briefs/2024/x.md", 1, 1, "id", "a\x1b[31m\n::add-mask::x ##[error] \u202e %0A", fix="::set-output name=x::y"
)


@pytest.mark.battery("A42")
@pytest.mark.parametrize("name", ["text", "json", "github", "sarif"])
def test_what_content_says_steers_neither_terminal_nor_runner(name: str) -> None:
    module = next(each for each in modules(reports) if each.__name__.endswith(name))
    told = module.render([NASTY], lambda problem: "  ::stop-commands::x \x1b]0;y\x07")

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told)
    assert [] == [
        line for line in told.splitlines() if line.lstrip().startswith("::") and not line.startswith("::error file=")
    ]
    assert name == "json" or name == "sarif" or told.count("::") == (2 if name == "github" else 0)
    assert name in {"json", "sarif"} or "##[" not in told


def test_github_shows_the_worst_first_and_no_more_than_it_keeps(site: Path) -> None:
    listed = [Problem(f"a{n}.md", 1, 1, "x", "m", "warning" if n % 2 else "error") for n in range(40)]
    lines = github.render(listed, lambda problem: None).splitlines()

    assert ["error"] * 10 + ["warning"] * 10 == [re.match("::([a-z]+) ", line)[1] for line in lines]  # type: ignore[index]
    assert "20 errors, 20 warnings" in github.summary(listed)
    assert 40 == github.summary(listed).count(".md:1:1: ")


@pytest.mark.parametrize("state", ["fresh", "torn", "foreign", "odd", "folder"])
def test_a_check_of_each_file_says_what_a_check_of_all_says_of_it(site: Path, state: str) -> None:
    """Whatever lies in the cache."""
    shutil.rmtree(site / "docs")
    for number, case in enumerate(sorted((SITES.parent / "golden" / "checks").glob("*/*/in"))):
        shutil.copytree(case, site / "docs", dirs_exist_ok=True)
        if (case / "briefs" / "2024" / "fog.md").exists():
            shutil.copy(case / "briefs" / "2024" / "fog.md", site / "docs" / "briefs" / "2024" / f"fog-{number}.md")
    shutil.copytree(SITES / "good", site / "docs", dirs_exist_ok=True)
    cache = site / ".cache" / "briefbook" / "index.json"
    cache.parent.mkdir(parents=True)
    if state == "folder":
        cache.mkdir()
    elif state != "fresh":
        run(site, "check", str(site / "docs" / "index.md"))
        text = cache.read_text()
        version = json.loads(text)["version"]
        odd = json.dumps({"version": version, "entries": {"index.md": [1, "2", None, [], [], [], []]}})
        cache.write_text({"torn": text[:500], "foreign": text.replace(version, "other"), "odd": odd}[state])
    whole = json.loads(run(site, "check", "--format", "json").stdout)
    named = [str(file) for file in sorted((site / "docs").rglob("*.md"))]
    one_by_one = []
    for file in named:
        one_by_one += json.loads(run(site, "check", "--format", "json", file).stdout)

    assert len(whole) > 40
    assert whole == sorted(
        one_by_one, key=lambda each: (each["path"], each["line"], each["column"], each["rule"], each["message"])
    )


def test_a_new_file_needs_only_what_its_author_can_write(site: Path) -> None:
    assert 0 == run(site, "new", "brief", "A: new text?", "--date", "2024-05-01").exit_code
    held = json.loads(run(site, "check", "--format", "json").stdout)

    assert {("docs/briefs/2024/a-new-text.md", "missing-field")} == {(each["path"], each["rule"]) for each in held}
    assert ["section", "summary", "topics"] == sorted(each["message"].split("'")[1] for each in held)


@pytest.mark.parametrize("kind", ["actor", "topic", "section", "author"])
def test_a_record_of_every_kind_can_be_begun(site: Path, kind: str) -> None:
    done = run(site, "new", kind, "Łódź Harbour")

    assert f"docs/{kind}s/lodz-harbour.md\n" == done.stdout
    assert (1 if kind == "actor" else 0) == run(site, "check").exit_code


@pytest.mark.parametrize("asked", [(), ("docs/briefs",)])
def test_what_nobody_may_read_is_told_and_not_who_names_it(
    site: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    """Whatever is asked for; nothing is refused to root, so the test refuses it."""
    secret = {site / "docs" / each for each in ("actors/arland.md", "topics/storms.md", "briefs/2023/storm.md")}
    opened, read = Path.open, Path.read_bytes

    def refuse(path: Path) -> None:
        if path in secret:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", lambda path, *rest, **more: (refuse(path), opened(path, *rest, **more))[1])
    monkeypatch.setattr(Path, "read_bytes", lambda path: (refuse(path), read(path))[1])
    monkeypatch.chdir(site)
    told = json.loads(run(site, "check", *asked, "--format", "json").stdout)
    wanted = [path for path in sorted(str(each.relative_to(site)) for each in secret) if path.startswith(asked or "docs")]

    assert [(path, "unreadable") for path in wanted] == [
        (each["path"], each["rule"]) for each in told if each["severity"] == "error"
    ]


def test_nothing_is_overwritten_and_a_twin_is_made_if_it_is_meant_so(site: Path) -> None:
    again = run(site, "new", "actor", "Port Authority")

    assert 1 == again.exit_code
    assert "is there already; nothing was changed" in again.stderr
    assert 0 == run(site, "new", "actor", "Port Autority of Arland", "--anyway").exit_code


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("word " * 60, "word-" * 19 + "word"),
        ("x" * 200, "x" * 100),
        ("A: b # c 'd' \\ \"e\"", "a-b-c-d-e"),
        ("../../etc/passwd", "etc-passwd"),
        ("index", "index-1"),
        ("con", "con-1"),
        ("2024/x", "2024-x"),
        ("null", "null"),
    ],
)
def test_an_id_is_made_of_any_name(site: Path, name: str, made: str) -> None:
    done = run(site, "new", "topic", name)
    library, _ = collect(read_project(site).texts, SETTINGS)

    assert f"docs/topics/{made}.md\n" == done.stdout
    assert "" == run(site, "check").stdout
    assert " ".join(name.split()) == library.topics[made].title


@pytest.mark.parametrize(
    "name", ["", " ", "!?…", "حزب الله", "路透社", "Аpple Corporation", "a\u200bb", "a\u202eb", "a\x1bb"]
)
def test_a_name_that_cannot_be_or_makes_no_id_is_refused_and_nothing_made(site: Path, name: str) -> None:
    before = texts_below(site / "docs")
    done = run(site, "new", "actor", name)

    assert 2 == done.exit_code
    assert "Error: " in done.stderr
    assert before == texts_below(site / "docs")


@pytest.mark.parametrize(("day", "told"), [("5 May 2024", "write 2024-05-05"), ("2024-02-30", "not a day of the calendar")])
def test_a_date_that_is_none_is_refused_in_plain_words(site: Path, day: str, told: str) -> None:
    done = run(site, "new", "brief", "Fog", "--date", day)

    assert 2 == done.exit_code
    assert told in done.stderr


def test_a_name_in_another_script_takes_an_id_that_its_author_gives(site: Path) -> None:
    done = run(site, "new", "topic", "حزب الله", "--id", "hizb-allah")

    assert "docs/topics/hizb-allah.md\n" == done.stdout
    assert "" == run(site, "check").stdout
    assert '\ntitle: "حزب الله"\n' in (site / "docs" / "topics" / "hizb-allah.md").read_text("utf-8")
    assert 2 == run(site, "new", "topic", "حزب", "--id", "../x").exit_code


def test_initials_with_and_without_points_are_twins(site: Path) -> None:
    (site / "docs" / "actors" / "unrwa.md").write_text("---\nname: UNRWA\nkind: intergovernmental\n---\n", "utf-8")
    assert "there is docs/actors/unrwa.md already" in run(site, "new", "actor", "U.N.R.W.A.").stderr


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_fix_adds_ends_lines_as_the_file_does(site: Path, end: str, mark: str) -> None:
    file = site / "docs" / "briefs" / "2024" / "strike-ends.md"
    good = mark + file.read_text(encoding="utf-8").replace("\n", end)
    bad = good.replace(f"{end}{end}## ", f"{end}{end}{end}{end}{end}## ", 1).removesuffix(end)
    file.write_bytes(bad.encode())
    run(site, "fix")

    assert bad != good
    assert good.encode() == file.read_bytes()


def test_fix_leaves_a_file_alone_that_was_not_read_whole(site: Path) -> None:
    file = site / "docs" / "briefs" / "2024" / "strike-ends.md"
    large = file.read_text(encoding="utf-8") + "Blanks  here. \n" + "word " * 100_000
    file.write_text(large, encoding="utf-8")
    fixed = run(site, "fix")
    moved = run(site, "move", "brief", "2024/strike-begins", "2024/strike-starts")
    merged = run(site, "merge", "actor", "ada-quay", "arland")

    assert (0, "") == (fixed.exit_code, fixed.stdout)
    assert (1, 1) == (moved.exit_code, merged.exit_code)
    assert large == file.read_text(encoding="utf-8")


def test_fix_leaves_good_texts_alone() -> None:
    for folder in (SITES / "good", ROOT / "docs"):
        for path, text in texts_below(folder).items():
            assert text == mended(path, text), path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2024/nothing", "2024/x"),
        ("2024/strike-begins", "2024/strike-ends"),
        ("2024/strike-begins", "2023/x"),
        ("2024/strike-begins", "../x"),
        ("2024/strike-begins", "2024/with-pictures"),
        ("2024/strike-begins", "2024/an-old-id"),
    ],
)
def test_a_move_that_cannot_be_changes_nothing(site: Path, old: str, new: str) -> None:
    for folder in ("with-pictures", "strike-begins"):
        (site / "docs" / "briefs" / "2024" / folder).mkdir()
        (site / "docs" / "briefs" / "2024" / folder / "map.png").write_bytes(b"x")
    spoil(site, "briefs/2024/strike-ends.md", "number:", "redirect_from: [2024/an-old-id]\nnumber:")
    before = texts_below(site / "docs")

    assert 1 == run(site, "move", "brief", old, new).exit_code
    assert before == texts_below(site / "docs")


@pytest.mark.battery("B3", "B6")
@pytest.mark.parametrize(
    "named", ["2024/strike-ends.md", "docs/briefs/2024/strike-ends", "./docs/briefs/2024/strike-ends.md", "{site}"]
)
def test_a_brief_to_be_moved_may_be_named_by_its_file_wherever_that_is_seen_from(site: Path, named: str) -> None:
    file = site / "docs" / "briefs" / "2024" / "strike-ends.md"
    done = run(site, "move", "brief", str(file) if named == "{site}" else named, "docs/briefs/2024/over.md")
    again = run(site, "move", "brief", "2024/over", "2024/over")

    assert (0, 1) == (done.exit_code, again.exit_code), done.output
    assert (file.parent / "over.md").exists()
    assert "'2024/over' is its id already; nothing was changed" in again.stderr


def test_a_brief_that_moves_on_and_back_keeps_its_permanent_id_and_all_its_addresses(site: Path) -> None:
    git(site, "init", "-q")
    commit(site, "Before")
    for old, new in ("begins", "starts"), ("starts", "opens"), ("opens", "starts"), ("starts", "begins"):
        assert 0 == run(site, "move", "brief", f"2024/strike-{old}", f"2024/strike-{new}").exit_code
        assert (0, "") == (run(site, "check").exit_code, run(site, "check").stdout)
        reviewed = run(site, "review", "HEAD")
        assert (0, True) == (reviewed.exit_code, "0 errors" in reviewed.output), reviewed.output

    text = (site / "docs" / "briefs" / "2024" / "strike-begins.md").read_text("utf-8")
    assert "\nredirect_from: [2024/strike-begins, 2024/strike-opens, 2024/strike-starts]\n" in text


def test_a_brief_that_was_back_at_its_first_id_moves_on_whole(site: Path) -> None:
    """Its old id is remembered already, so that its text stays as it is; the file has to move all the same."""
    for old, new in ("begins", "starts"), ("starts", "begins"), ("begins", "lasts"):
        assert 0 == run(site, "move", "brief", f"2024/strike-{old}", f"docs/briefs/2024/strike-{new}.md").exit_code
    briefs = site / "docs" / "briefs" / "2024"

    assert not (briefs / "strike-begins.md").exists()
    assert "redirect_from: [2024/strike-begins, 2024/strike-starts]" in (briefs / "strike-lasts.md").read_text("utf-8")
    assert (0, "") == (run(site, "check").exit_code, run(site, "check").stdout)


def test_a_file_that_cannot_be_written_is_named_in_one_line(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    (site / ".published-urls").mkdir()
    done = CliRunner().invoke(main, ["release"])

    assert (1, "Error: .published-urls: Is a directory\n") == (done.exit_code, done.stderr.replace(f"{site}/", ""))


def test_a_review_names_errors_before_what_there_is_no_room_for(site: Path) -> None:
    git(site, "init", "-q")
    commit(site, "Before")
    for number in range(120):
        (site / "docs" / "topics" / f"a{number}.md").write_text(f"---\ntitle: A{number}\n---\n\nTwo  blanks.\n")
    (site / "docs" / "topics" / "z.md").write_text("---\ntitel: Z\n---\n")
    told = run(site, "review", "HEAD").output.partition("### Problems")[2]

    assert "docs/topics/z.md" in told.splitlines()[2]
    assert re.fullmatch(r"- and \d+ more", told.splitlines()[-1])


def test_a_review_lets_a_merger_pass(site: Path) -> None:
    git(site, "init", "-q")
    (site / "docs" / "actors" / "bo.md").write_text("---\nname: Bo\nkind: person\n---\n")
    commit(site, "Before")
    assert 0 == run(site, "merge", "actor", "bo", "ada-quay").exit_code
    reviewed = run(site, "review", "HEAD")

    assert (0, "") == (reviewed.exit_code, run(site, "check").stdout), reviewed.output
    assert "### Merged\n\n- `docs/actors/bo.md` `Bo` into `docs/actors/ada-quay.md` `Ada Quay`\n" in reviewed.output


@pytest.mark.battery("B3", "B5")
def test_review_says_what_a_change_means(site: Path) -> None:
    git(site, "init", "-q")
    commit(site, "Before")
    (site / "docs" / "actors" / "port-autority.md").write_text("---\nname: Port Autority `<b>`\nkind: company\n---\n")
    spoil(site, "briefs/2024/strike-begins.md", "title: ", "title: Now ")
    (site / "docs" / "briefs" / "2023" / "storm.md").unlink()
    (site / "CNAME").write_text("evil.example")
    commit(site, "After")
    done = run(site, "review", "HEAD~1", "HEAD")

    assert 1 == done.exit_code
    for part in (
        "### Added\n\n- `docs/actors/port-autority.md` `Port Autority \u02bb<b>\u02bb`\n",
        "### Changed\n\n- `docs/briefs/2024/strike-begins.md` `Now ",
        "### Removed\n\n- `docs/briefs/2023/storm.md` ",
        "is nearly 'Port Authority",
        "- `/briefs/2024/strike-begins/`\n",
        "`docs/briefs/2024/strike-begins.md` is referred to by `docs/briefs/2024/strike-ends.md`",
        "- `CNAME`\n",
        "this brief is gone, and its address with it",
    ):
        assert part in done.output, done.output
    nowhere = run(site, "review", "nothing")
    assert (2, True) == (nowhere.exit_code, "git knows no commit nothing; see that it is" in nowhere.stderr)


def git(site: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=site, check=True, capture_output=True)


def commit(site: Path, message: str) -> None:
    git(site, "add", "-A")
    git(site, "commit", "-qm", message)


@pytest.mark.battery("A32")
def test_a_change_that_brings_a_near_twin_waits_until_somebody_has_looked(site: Path) -> None:
    """A32. Of a twin that was there before, the change is not to blame."""
    git(site, "init", "-q")
    (site / "docs" / "actors" / "port-autority.md").write_text("---\nname: Port Autority\nkind: company\n---\n")
    commit(site, "Before")
    spoil(site, "briefs/2024/strike-begins.md", "title: ", "title: Now ")
    commit(site, "A change")
    old = run(site, "review", "HEAD~1", "HEAD")
    (site / "docs" / "actors" / "dockers-unions.md").write_text("---\nname: Dockers' Unions\nkind: company\n---\n")
    commit(site, "A twin")
    new = run(site, "review", "HEAD~1", "HEAD")

    assert (0, True) == (old.exit_code, "0 errors, 2 warnings\n" in old.output)
    assert (1, True) == (new.exit_code, "1 error, 3 warnings\n" in new.output)
    assert "`docs/actors/dockers-unions.md:2:7: error: 'Dockers' Unions' is nearly 'Dockers' Union', in " in new.output
    assert 0 == run(site, "review", "--checked", "twins", "HEAD~1", "HEAD").exit_code
    assert 1 == run(site, "review", "--checked", "files", "HEAD~1", "HEAD").exit_code


@pytest.mark.battery("A32")
@pytest.mark.parametrize("file", ["a-port", "z-port"])
@pytest.mark.parametrize(("kind", "finished"), [("kind: company\n", True), ("kind:\n", False), ("kind: [\n", False)])
def test_a_new_actor_is_told_its_twin_whichever_sorts_first_and_however_far_it_is(
    site: Path, file: str, kind: str, finished: bool
) -> None:
    """By the review, by `new`, and by a check of the new file alone if it is finished."""
    git(site, "init", "-q")
    commit(site, "Before")
    (site / "docs" / "actors" / f"{file}.md").write_text(f"---\nname: Port Autority of Arland\n{kind}---\n")
    (site / "docs" / "topics" / f"{file}.md").write_text("---\ntitle: Storm\n---\n")
    told = run(site, "review", "HEAD").output.partition("### New actors and topics")[2].partition("###")[0]
    alone = run(site, "check", str(site / "docs" / "actors" / f"{file}.md")).output
    again = run(site, "new", "actor", "Port Autoritys of Arland")

    assert "'Port Authority of Arland', in docs/actors/port-authority.md`" in told
    assert "`Storm`: `'Storm' is nearly 'Storms', in docs/topics/storms.md`" in told
    assert finished == ("in docs/actors/port-authority.md; make one of the two" in alone)
    assert finished == ("unfinished" not in told)
    assert f"there is docs/actors/{file}.md already" in again.stderr


def test_texts_that_bring_other_files_along_wait_until_somebody_has_looked(site: Path) -> None:
    git(site, "init", "-q")
    commit(site, "Before")
    (site / "CNAME").write_text("evil.example")
    commit(site, "No text")
    alone = run(site, "review", "HEAD~1", "HEAD")
    spoil(site, "briefs/2024/strike-begins.md", "title: ", "title: Now ")
    commit(site, "A text")
    together = run(site, "review", "HEAD~2", "HEAD")

    assert 0 == alone.exit_code
    assert 1 == together.exit_code
    assert "- `CNAME:1:1: error: this file is no record and no picture beside one" in together.output
    assert 0 == run(site, "review", "--checked", "files", "HEAD~2", "HEAD").exit_code


@pytest.mark.battery("A16", "A37")
def test_pages_by_hand_links_and_other_repositories_do_not_pass_among_records(site: Path) -> None:
    git(site, "init", "-q")
    commit(site, "Before")
    spoil(site, "about.md", "We watch", "They watch")
    commit(site, "A page by hand")
    alone = run(site, "review", "HEAD~1", "HEAD")
    (site / "docs" / "topics" / "fog.md").write_text("---\ntitle: Fog\n---\n\n[x](../briefs/2024/strike-begins.md)\n")
    spoil(site, "briefs/2024/strike-begins.md", "title: ", "title: Now ")
    (site / "docs" / "actors" / "evil.md").symlink_to("/etc/passwd")
    (site / "docs" / "a-script.js").write_text("alert(1)")
    git(site, "add", "-A")
    git(site, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},docs/actors/other.md")
    git(site, "commit", "-qm", "Records")
    together = run(site, "review", "HEAD~2", "HEAD")
    here = run(site, "review", "HEAD~2")
    checked = run(site, "review", "--checked", "files", "HEAD~2", "HEAD")

    assert (0, 1, 1, 1) == (alone.exit_code, together.exit_code, here.exit_code, checked.exit_code), alone.output
    for told in (together, here):
        assert "- `docs/about.md:1:1: error: this file is no record" in told.output
        assert "- `docs/actors/evil.md:1:1: error: this is a link to another file; put the file itself here" in told.output
        assert "- `docs/a-script.js:1:1: error: only Markdown and pictures are published" in told.output
    assert "- `docs/actors/other.md:1:1: error: this is neither a file nor a folder" in together.output
    assert "strike-begins.md` is referred to by `docs/briefs/2024/strike-ends.md`, `docs/topics/fog.md`" in together.output
    assert "docs/about.md:1:1" not in checked.output


@pytest.mark.parametrize("module", [*modules(checks), *modules(fixes)], ids=lambda module: module.__name__)
def test_every_rule_says_why_and_gives_examples(module: object) -> None:
    for part in ("\n\nWhy: ", "\n\nWrong: ", "\n\nRight: "):
        assert part in (module.__doc__ or "")


def test_every_rule_that_the_code_names_is_on_the_page() -> None:
    named = set()
    for file in (ROOT / "hooks" / "briefbook").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r'(?:Problem\([^()]*?, 1, 1, |_Refused\(\s*|problem\(|line, column, )"([a-z-]+)"', text))
        named |= set(re.findall(r'_read_by\([\w.]+, "([a-z-]+)"\)|, "([a-z]+)"\)\n\]', text) and [])
    known = set(FORM) | {rule for module in modules(checks) for rule in module.RULES} | {"gone", "outside", "permanent-id"}

    assert len(named) > 10
    assert set() == named - known


def test_every_rule_of_a_check_has_the_severity_that_it_states(site: Path) -> None:
    for case in sorted((SITES.parent / "golden" / "checks").glob("*/*/in")):
        shutil.copytree(case, site / "docs", dirs_exist_ok=True)
    project = read_project(site)
    _, problems = collect(project.texts, project.settings, others=project.others)
    stated = {rule: severity for module in modules(checks) for rule, severity in module.RULES.items()}

    assert {(p.rule, p.severity) for p in problems if p.rule in stated} <= set(stated.items())
