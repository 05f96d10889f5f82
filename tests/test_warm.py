"""A build that takes over what has not changed publishes the same bytes as one that makes all anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from browser.extremes import picture
from conftest import Project

BRIEF = "briefs/2024/strike-ends.md"


def edited(path: str, old: str, new: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        file = project.docs / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def added(path: str, text: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        (project.docs / path).parent.mkdir(parents=True, exist_ok=True)
        (project.docs / path).write_text(text, encoding="utf-8")

    return change


def of_project(path: str, old: str, new: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        file = project.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def moved(project: Project) -> None:
    """A new date, in another year, under the old id too."""
    text = (project.docs / BRIEF).read_text(encoding="utf-8").replace("date: 2024-03-05", "date: 2023-03-05", 1)
    (project.docs / BRIEF).unlink()
    text = text.replace("(strike-begins.md", "(../2024/strike-begins.md")
    other = text.replace("---\n", "---\nredirect_from: [2024/strike-ends]\n", 1)
    (project.docs / "briefs/2023/strike-ends.md").write_text(other, encoding="utf-8")


def merged(project: Project) -> None:
    for file in project.docs.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\bada-quay\b", "port-authority", text), encoding="utf-8")
    (project.docs / "actors/ada-quay.md").unlink()
    edited("actors/port-authority.md", "---\n", "---\nredirect_from: [ada-quay]\n")(project)


def deleted(project: Project) -> None:
    (project.docs / "briefs/2023/storm.md").unlink()
    for file in project.docs.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        if "2023/storm" in text:
            file.write_text(re.sub(r"^related:.*\n", "", text, flags=re.M), encoding="utf-8")


NEW_BRIEF = """---
title: The harbour opens
date: 2024-04-02
section: harbours
authors: [night-desk]
summary: Ships are back, says Ada Quay.
topics: [shipping]
actors: [port-authority]
---

The Port Authority let the first ship in. Ada Quay was there.
"""

CHANGES: dict[str, Callable[[Project], None]] = {
    "nothing": lambda project: None,
    "text": edited(BRIEF, "---\n\n", "---\n\nOne sentence more on Arland. "),
    "title": edited(BRIEF, 'title: "', 'title: "At last, '),
    "date": moved,
    "alias": edited("actors/arland.md", "aliases: [", "aliases: [Monday, "),
    "renamed actor": edited("actors/arland.md", "name: Arland", "name: New Arland"),
    "merged": merged,
    "deleted": deleted,
    "new brief": added("briefs/2024/harbour-opens.md", NEW_BRIEF),
    "new section": added("sections/tides.md", "---\ntitle: Tides\norder: 1\n---\n\nOn tides.\n"),
    "section's short title": edited("sections/harbours.md", "short_title: Harbours", "short_title: Piers"),
    "topic's title": edited("topics/shipping.md", "title: ", "title: All "),
    "author": edited("authors/night-desk.md", "name: ", "name: The "),
    "template": of_project("hooks/briefbook/theme/parts.html", "%}\n", "%}\n<!-- another -->\n"),
    "style": of_project("hooks/briefbook/theme/styles/tokens.css", "}", " --another: 0; }"),
    "setting": of_project("mkdocs.yml", "publisher: ", "publisher: The "),
    "package": of_project("hooks/briefbook/dates.py", '"""', '"""Another. '),
    "a hand-written page": edited("about.md", "We watch", "We still watch"),
    "an introduction": added("briefs/index.md", "All that we have said.\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_each_kind_of_change_it_is_the_same_bytes(project: Project, name: str) -> None:
    """The build before has left the folder that it has replaced, with which this one begins (`spare`)."""
    assert 0 == project.build("--strict").returncode
    edited("briefs/2024/strike-begins.md", "---\n\n", "---\n\nTwice. ")(project)
    assert 0 == project.build("--strict").returncode
    assert spare_of(project)
    CHANGES[name](project)
    warm = project.build("--strict")
    assert 0 == warm.returncode, warm.stderr
    made = project.published()
    shutil.rmtree(project.folder / ".cache")
    clean = project.build("--strict", "-d", str(project.folder / "clean"))

    assert 0 == clean.returncode, clean.stderr
    assert Project.files(project.folder / "clean") == made


@pytest.mark.parametrize("path", ["briefs/index.md", "actors/index.md", "topics/index.md", "index.md"])
def test_what_introduces_a_list_is_published_as_it_is_written(project: Project, path: str) -> None:
    page = project.folder / "site" / path.replace(".md", ".html")
    for text in ("The first words.", "Quite other words."):
        (project.docs / path).write_text(f"{text}\n", encoding="utf-8")

        assert 0 == project.build().returncode
        assert text in page.read_text(encoding="utf-8")
    (project.docs / path).unlink()

    assert 0 == project.build().returncode
    assert "Quite other words." not in page.read_text(encoding="utf-8")


def test_the_first_brief_and_the_last_are_told_by_all_pages(project: Project) -> None:
    """With the first brief come the feeds of the site, which every page names, and they go with the last."""
    briefs = project.docs / "briefs"
    away = project.folder / "away"
    added("actors/bystander.md", "---\nname: Bystander Lines\nkind: company\nsummary: Nobody writes of it.\n---\n")(project)
    for standing in (True, False, True):
        for file in [*briefs.rglob("*.md")] if not standing else [*away.rglob("*.md")]:
            place = (briefs if standing else away) / file.relative_to(away if standing else briefs)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.rename(place)  # a picture that goes would make all pages anew
        done = project.build()
        assert 0 == done.returncode, done.stderr
        made = project.published()
        kept = (project.folder / ".cache").rename(project.folder / ".kept")
        anew = project.build("-d", str(project.folder / "anew"))
        assert 0 == anew.returncode, anew.stderr
        assert Project.files(project.folder / "anew") == made
        shutil.rmtree(project.folder / "anew")
        shutil.rmtree(project.folder / ".cache")
        kept.rename(project.folder / ".cache")


def spare_of(project: Project) -> list[Path]:
    return [*project.folder.glob(".cache/briefbook/spare-*")]


def with_spare(project: Project) -> Path:
    project.build()
    for text in ("It ends. ", "Here it ends. "):
        edited(BRIEF, "---\n\n", f"---\n\n{text}")(project)
        project.build()
    (found,) = spare_of(project)
    return found


SPOILED = ["changed", "stray", "folder for file", "file for folder", "deleted", "linked", "of another"]


@pytest.mark.parametrize("how", SPOILED)
def test_what_becomes_of_the_spare_folder_is_not_published(project: Project, how: str, tmp_path: Path) -> None:
    found, elsewhere = with_spare(project), tmp_path / "elsewhere"
    elsewhere.mkdir()
    page = found / "actors/arland/index.html"
    if how == "changed":
        page.unlink()
        page.write_text("x")
    elif how == "stray":
        (found / "briefs/1999/gone").mkdir(parents=True)
        (found / "briefs/1999/gone/index.html").write_text("x")
    elif how == "folder for file":
        page.unlink()
        page.mkdir()
    elif how == "file for folder":
        shutil.rmtree(page.parent)
        page.parent.write_text("x")
    elif how == "deleted":
        shutil.rmtree(found)
    elif how == "linked":
        shutil.rmtree(page.parent)
        page.parent.symlink_to(elsewhere)
    else:
        shutil.rmtree(found)
        shutil.copytree(elsewhere, found)
    edited(BRIEF, "Here it ends. ", "")(project)
    assert 0 == project.build().returncode
    made, folders = project.published(), sorted(each for each in project.site.rglob("*") if each.is_dir())
    shutil.rmtree(project.folder / ".cache")
    shutil.rmtree(project.site)
    assert 0 == project.build().returncode

    assert project.published() == made
    assert folders == sorted(each for each in project.site.rglob("*") if each.is_dir())
    assert not [*elsewhere.iterdir()]


def test_nothing_is_written_into_the_published_folder(project: Project) -> None:
    with_spare(project)
    before = {file: (file.stat().st_ino, file.read_bytes()) for file in project.site.rglob("*") if file.is_file()}
    held = {file: os.open(file, os.O_RDONLY) for file in before}
    edited("about.md", "We watch", "We still watch")(project)
    edited(BRIEF, "It ends. ", "")(project)
    assert 0 == project.build().returncode
    after = {file: os.read(handle, 1 << 24) for file, handle in held.items()}
    for handle in held.values():
        os.close(handle)

    assert {file: content for file, (_, content) in before.items()} == after


def test_a_folder_that_has_little_in_common_is_not_kept(project: Project) -> None:
    with_spare(project)
    of_project("mkdocs.yml", "publisher: ", "publisher: The ")(project)
    project.build()

    assert not spare_of(project)


def cached(done: str) -> int:
    """How many pages a build says that it has not made anew."""
    found = re.search(r"([\d,]+) of them from the cache", done)
    return int(found[1].replace(",", "")) if found else 0


def test_a_page_that_shows_nothing_new_is_not_rendered_again(project: Project) -> None:
    first = project.build()
    edited(BRIEF, "---\n\n", "---\n\nIt ends here. ")(project)
    second = project.build()
    pages = len(list(project.site.rglob("*.html")))

    assert 0 == cached(first.stderr)
    assert pages > cached(second.stderr) > pages // 2


def test_a_picture_of_another_size_makes_its_page_anew(project: Project) -> None:
    """Its width and height stand in the page, so that the text keeps its place while the picture loads."""
    file = project.docs / "briefs/2024/strike-ends/quay.png"
    file.parent.mkdir()
    file.write_bytes(picture(400, 300))
    edited(BRIEF, "---\n\n", "---\n\n![The quay](strike-ends/quay.png)\n\n")(project)
    first = project.build("--strict")
    assert 0 == first.returncode, first.stderr
    before = (project.site / "briefs/2024/strike-ends/index.html").read_text(encoding="utf-8")
    file.write_bytes(picture(300, 400))
    done = project.build("--strict")
    after = (project.site / "briefs/2024/strike-ends/index.html").read_text(encoding="utf-8")

    shown = '<img alt="The quay" height="{}" src="../../../briefs/2024/strike-ends/quay.png" width="{}">'
    assert shown.format(300, 400) in before
    assert before.replace(shown.format(300, 400), shown.format(400, 300)) == after
    assert picture(300, 400) == (project.site / "briefs/2024/strike-ends/quay.png").read_bytes()
    assert 0 == done.returncode


def test_a_picture_that_another_of_its_size_and_time_replaces_is_copied_again(project: Project) -> None:
    """As programs do that keep the time of what they write; the one before lies in the folder with which a build begins."""
    file = project.docs / "pier.png"
    file.write_bytes(before := picture(32, 32))
    with_spare(project)
    state = file.stat()
    file.write_bytes(after := before[:-1] + bytes([before[-1] ^ 1]))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    done = project.build()

    assert 0 == done.returncode, done.stderr
    assert after == (project.site / "pier.png").read_bytes()
    assert len([*project.site.rglob("*.html")]) == cached(done.stderr)
    assert "Nothing has changed" in project.build().stderr


def test_what_pages_show_of_the_theme_is_made_anew_when_it_is_set(project: Project) -> None:
    """The picture lies there before, since a new one makes all pages anew."""
    (project.docs / "pier.png").write_bytes(picture(32, 32))
    assert 0 == project.build().returncode
    project.set("  font: false\n", "  font: false\n  favicon: pier.png\n")
    assert 0 == project.build().returncode
    pages = [page.read_text(encoding="utf-8") for page in project.site.rglob("*.html")]
    made = project.published()
    project.set("favicon: pier.png", "favicon: nowhere.png")
    refused = project.build()

    assert len(pages) == sum(re.search(r'rel="icon" href="[./]*/pier.png"', page) is not None for page in pages)
    assert 1 == refused.returncode
    assert "nowhere.png" in refused.stderr
    assert made == project.published()


def test_where_nothing_has_changed_the_published_folder_stays(project: Project) -> None:
    project.build()
    before = project.site.stat().st_ino
    done = project.build()

    assert "Nothing has changed" in done.stderr
    assert before == project.site.stat().st_ino


@pytest.mark.parametrize("what", ["changed", "deleted", "added", "another mode"])
def test_a_published_file_that_somebody_has_touched_is_made_anew(project: Project, what: str) -> None:
    project.build()
    before = project.published()
    page = project.site / "actors/arland/index.html"
    if what == "changed":
        page.write_bytes(b"x" + page.read_bytes()[1:])
    elif what == "deleted":
        page.unlink()
    elif what == "added":
        (page.parent / "stray.html").write_text("x")
    else:
        page.chmod(0o600)
    project.build()

    assert before == project.published()
    assert 0o644 == page.stat().st_mode & 0o777


@pytest.mark.parametrize("how", ["cut", "foreign", "empty", "of another"])
def test_a_cache_that_is_not_ours_is_not_believed(project: Project, how: str) -> None:
    project.build()
    before = project.published()
    cache = project.folder / ".cache" / "briefbook"
    files = [file for file in cache.iterdir() if file.is_file()]
    for number, file in enumerate(files):
        content = file.read_bytes()
        spoiled = {
            "cut": content[:-9],
            "foreign": b"\x80\x05cos\nsystem\n(S'touch /tmp/briefbook-was-here'\ntR.",
            "empty": b"",
            "of another": files[number - 1].read_bytes(),
        }
        file.write_bytes(spoiled[how])
    edited(BRIEF, "---\n\n", "---\n\nIt ends here. ")(project)
    done = project.build()
    edited(BRIEF, "It ends here. ", "")(project)
    again = project.build()

    assert (0, 0) == (done.returncode, again.returncode), done.stderr
    assert 1 == done.stderr.count("is not used as a whole")
    assert before == project.published()
    assert not Path("/tmp/briefbook-was-here").exists()


@pytest.mark.parametrize("edits", [0, 1, 2])
@pytest.mark.parametrize("how", ["another mode", "closed", "empty", "empty in a closed one"])
def test_a_folder_that_somebody_has_touched_is_as_it_was_after_a_build(project: Project, how: str, edits: int) -> None:
    """A web server that may not enter one answers 403. With the second edit the folder comes back, which was put aside."""
    with_spare(project)
    folder = project.site / "actors"

    def folders() -> dict[str, int]:
        below = (each for each in project.site.rglob("*") if each.is_dir())
        return {each.relative_to(project.site).as_posix(): each.stat().st_mode & 0o777 for each in below}

    before = folders()
    if how.startswith("empty"):
        (folder / "stray" / "deep").mkdir(parents=True)
    if how != "empty":
        folder.chmod(0o700 if how == "another mode" else 0)
    for number in range(edits):
        edited(BRIEF, "---\n\n", f"---\n\nAnd {number}. ")(project)
        done = project.build("-q", by=like_anybody())
        assert (0, "") == (done.returncode, done.stderr)
    done = project.build(by=like_anybody())

    assert (0, {0o755}) == (done.returncode, {*folders().values()}), done.stderr
    assert before == folders()
    assert bool(edits) == ("Nothing has changed" in done.stderr)
    assert "Nothing has changed" in project.build().stderr


def test_the_mode_of_the_site_itself_and_what_others_have_in_well_known_are_left_alone(project: Project) -> None:
    project.build()
    (project.site / ".well-known" / "acme-challenge").mkdir(mode=0o700)
    project.site.chmod(0o750)

    assert "Nothing has changed" in project.build().stderr
    assert [0o750, 0o700] == [
        folder.stat().st_mode & 0o777 for folder in (project.site, project.site / ".well-known" / "acme-challenge")
    ]


def like_anybody() -> tuple[str, ...]:
    """What runs a command so that modes of files hold it back, as they do not hold back root."""
    if os.geteuid() != 0:
        return ()
    command = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if not shutil.which("setpriv") or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("modes do not hold back root here")
    return command


@pytest.mark.parametrize("how", ["the folder", "all in it", "a file in its place"])
def test_a_cache_that_cannot_be_written_costs_time_and_no_more(project: Project, how: str) -> None:
    """There is a folder in it then that the build would put another in place of, after the site was published."""
    found, cache = with_spare(project), project.folder / ".cache"
    if how == "a file in its place":
        shutil.rmtree(cache)
        cache.write_text("")
    else:
        for folder in [cache, cache / "briefbook", *([found, *found.rglob("*")] if how == "all in it" else [])]:
            folder.chmod(0o555)
    for text in ("It has ended. ", "Has it ended? "):
        edited(BRIEF, "---\n\n", f"---\n\n{text}")(project)
        done = project.build("-q", by=like_anybody())
        assert (0, "") == (done.returncode, done.stderr)
        assert text in (project.site / "briefs/2024/strike-ends/index.html").read_text(encoding="utf-8")
    made = project.published()
    for folder in (cache, cache / "briefbook", *cache.rglob("*")):
        if folder.is_dir():
            folder.chmod(0o755)
    assert 0 == project.build("-d", str(project.folder / "anew")).returncode

    assert Project.files(project.folder / "anew") == made


def test_what_killed_builds_left_in_the_cache_is_swept(project: Project) -> None:
    project.build()
    cache = project.folder / ".cache" / "briefbook"
    left = [folder / "unfinished-abc" for folder in (cache, cache / "search")]
    for file in left:
        file.write_bytes(b"x")
    (cache / "mine").write_bytes(b"x")
    project.build()

    assert [False, False] == [file.exists() for file in left]
    assert (cache / "mine").exists()


def test_a_file_that_cannot_be_read_any_more_is_told(project: Project) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    project.build()
    (project.docs / BRIEF).chmod(0)

    assert 1 == project.build().returncode
