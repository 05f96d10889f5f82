"""A preview in Chromium: what is saved is seen without a touch of the browser, in every way in which editors save."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.harness import Open
from conftest import SITES, Project
from previewed import Previewed, previewed

STORM = "briefs/2023/storm.md"
PAGE = "briefs/2023/storm/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    """The example site as its author sees it."""
    project = Project(tmp_path_factory.mktemp("preview") / "project", SITES / "good")
    with previewed(project) as running:
        yield running


@pytest.fixture(autouse=True)
def as_before(preview: Previewed) -> Iterator[None]:
    """Every test finds the files as they were."""
    before = Project.files(preview.docs)
    yield
    for path in Project.files(preview.docs).keys() - before.keys():
        (preview.docs / path).unlink()
    for path, content in before.items():
        (preview.docs / path).parent.mkdir(parents=True, exist_ok=True)
        if not (preview.docs / path).exists() or (preview.docs / path).read_bytes() != content:
            (preview.docs / path).write_bytes(content)
    preview.shows("about/", "About")


def text_of(preview: Previewed, path: str = STORM) -> str:
    return (preview.docs / path).read_text(encoding="utf-8")


def in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def in_two_steps(file: Path, text: str) -> None:
    """Emptied first and written a moment later."""
    with file.open("w", encoding="utf-8") as opened:
        time.sleep(0.015)
        opened.write(text)


def by_renaming(file: Path, text: str) -> None:
    """As Vim and many others save: another file takes the place of the first."""
    fresh = file.with_name(f".{file.name}.swp")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def with_a_backup(file: Path, text: str) -> None:
    """As Emacs saves: the file becomes the backup, and is written anew."""
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(text, encoding="utf-8")
    backup.unlink()


def at_the_same_moment(file: Path, text: str) -> None:
    """Twice within what some disks take for one moment, and of one length."""
    file.write_text(text.replace("Fresh", "Stale"), encoding="utf-8")
    state = file.stat()
    time.sleep(0.06)
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


WAYS: tuple[Callable[[Path, str], None], ...] = (in_place, in_two_steps, by_renaming, with_a_backup, at_the_same_moment)


@pytest.mark.parametrize("save", WAYS, ids=lambda way: way.__name__)
def test_a_saved_brief_is_seen(preview: Previewed, opened: Open, save: Callable[[Path, str], None]) -> None:
    page = opened(preview.url + PAGE)
    save(preview.docs / STORM, text_of(preview) + "\nFresh rain fell.\n")

    expect(page.get_by_text("Fresh rain fell.")).to_be_visible()


def test_its_dossier_and_its_lists_are_seen_too(preview: Previewed, opened: Open) -> None:
    dossier, year, home = (opened(preview.url + path) for path in ("actors/arland/", "briefs/2023/", ""))
    text = text_of(preview).replace("title: ", "title: A second look at ", 1)
    in_place(preview.docs / STORM, text + "\nA fresh word on Arland was heard.\n")

    expect(dossier.get_by_text("A fresh word on Arland was heard.").first).to_be_visible()
    expect(year.get_by_text("A second look at ").first).to_be_visible()
    expect(home.get_by_text("A second look at ").first).to_be_visible()


def test_a_new_brief_is_seen_and_a_deleted_one_is_gone(preview: Previewed, opened: Open) -> None:
    year, itself = opened(preview.url + "briefs/2023/"), opened(preview.url + "briefs/2023/calm/")
    expect(itself.get_by_text("There is no page at this address.")).to_be_visible()
    calm = preview.docs / "briefs" / "2023" / "calm.md"
    in_place(calm, text_of(preview).replace("title: ", "title: A calm after ", 1))

    expect(year.get_by_text("A calm after ").first).to_be_visible()
    expect(itself.get_by_role("heading", level=1)).to_contain_text("A calm after ")
    calm.unlink()
    expect(year.get_by_text("A calm after ")).to_have_count(0)
    expect(itself.get_by_text("There is no page at this address.")).to_be_visible()


def test_a_new_actor_is_found_in_what_was_written_before(preview: Previewed, opened: Open) -> None:
    page = opened(preview.url + PAGE)
    in_place(preview.docs / STORM, text_of(preview) + "\nWinifred Gale spoke.\n")
    expect(page.get_by_text("Winifred Gale spoke.")).to_be_visible()
    in_place(preview.docs / "actors" / "winifred-gale.md", "---\nname: Winifred Gale\nkind: person\n---\n")

    expect(page.get_by_role("link", name="Winifred Gale").first).to_be_visible()


def test_an_error_is_seen_on_whatever_page_is_open_until_it_is_mended(preview: Previewed, opened: Open) -> None:
    pages = [opened(preview.url + path) for path in (PAGE, "", "actors/arland/", "gone/")]
    before = text_of(preview)
    in_place(preview.docs / STORM, before.replace("title: ", "titel: <img src=x onerror=alert(1)> ", 1))
    for page in pages:
        expect(page.get_by_text("docs/briefs/2023/storm.md:").first).to_be_visible()
        expect(page.get_by_text("no field 'titel'")).to_be_visible()
        assert 0 == page.locator("img").count()
    in_place(preview.docs / STORM, before)

    expect(pages[0].get_by_role("heading", level=1)).to_contain_text("storm", ignore_case=True)
    expect(pages[3].get_by_text("There is no page at this address.")).to_be_visible()


def test_a_template_is_seen_as_it_is_saved_and_a_mistake_in_it_until_it_is_mended(preview: Previewed, opened: Open) -> None:
    """Also in what all pages share, the page that tells of mistakes among them."""
    pages = [opened(preview.url + path) for path in (PAGE, "actors/arland/", "")]
    folder = preview.project.folder / "hooks" / "briefbook" / "theme"
    for name, mistake, spoilt in (("brief.html", "{{ made.titel }}", pages[:1]), ("base.html", "{% endfor %}", pages)):
        file = folder / name
        good = file.read_text("utf-8")
        by_renaming(file, good.replace("{% block main %}", "{% block main %}" + mistake))
        for page in spoilt:
            expect(page.get_by_text(f"hooks/briefbook/theme/{name}:").first).to_be_visible()
        expect(pages[-1].get_by_role("heading", name="One problem")).to_have_count(int(pages[-1] in spoilt))
        by_renaming(file, good.replace("{% block main %}", "{% block main %}<p>Fresh words.</p>"))
        for page in spoilt:
            expect(page.get_by_role("heading", name="One problem")).to_have_count(0)
        if name == "brief.html":
            expect(pages[0].get_by_text("Fresh words.")).to_be_visible()
        in_place(file, good)


def test_what_is_written_is_text_and_never_runs(preview: Previewed, opened: Open) -> None:
    page = opened(preview.url)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    hostile = '---\n"<script>alert(1)</script>": 1\n"{{ 7 * 7 }}</code><svg onload=alert(1)>": 2\n---\n'
    in_place(preview.docs / "actors" / "hostile.md", hostile)

    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    expect(page.get_by_text("{{ 7 * 7 }}").first).to_be_visible()
    assert [] == said


def test_a_picture_that_is_drawn_anew_is_seen(preview: Previewed, opened: Open) -> None:
    folder = preview.docs / "briefs" / "2023" / "storm"
    folder.mkdir(exist_ok=True)
    (folder / "map.png").write_bytes(picture(opened, 3))
    in_place(preview.docs / STORM, text_of(preview) + "\n![A map of the storm](storm/map.png)\n")
    page = opened(preview.url + PAGE)
    shown = page.get_by_alt_text("A map of the storm")
    expect(shown).to_have_js_property("naturalWidth", 3)
    (folder / "map.png").write_bytes(picture(opened, 5))

    expect(shown).to_have_js_property("naturalWidth", 5)


def picture(opened: Open, size: int) -> bytes:
    return opened("about:blank", width=size, height=size).screenshot()


def test_search_finds_what_was_saved_and_says_so_while_it_is_indexed(preview: Previewed, opened: Open) -> None:
    in_place(preview.docs / STORM, text_of(preview) + "\nA quincunx of buoys was seen.\n")
    preview.shows(PAGE, "quincunx")
    page = opened(preview.url + "about/")
    page.route("**/livereload/search/*", lambda route: (time.sleep(1), route.continue_()))  # a small archive is quick
    page.goto(preview.url + "search/")
    page.get_by_role("searchbox").fill("quincunx")
    results = page.locator(".bb-search-results h3")
    expect(page.get_by_text("is being indexed for search")).to_be_visible()
    expect(results).to_have_count(1)
    expect(page.get_by_text("is being indexed for search")).to_have_count(0)
    in_place(preview.docs / STORM, text_of(preview).replace("quincunx", "colophon"))
    expect(page.locator(".bb-search-status")).to_contain_text("No result")
    page.wait_for_timeout(2500)  # the page may be loading itself anew, and what is typed then is lost
    page.get_by_role("searchbox").fill("colophon")

    expect(results).to_have_count(1)
    page.evaluate("self.stays = true")
    page.wait_for_timeout(2500)
    assert page.evaluate("self.stays"), "it has loaded itself anew for the index of this state"


def test_the_dialog_of_a_page_searches_too(preview: Previewed, opened: Open) -> None:
    page = opened(preview.url + PAGE)
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("searchbox").fill("harbour")

    expect(page.get_by_role("dialog").locator(".bb-search-results h3").first).to_be_visible()


def test_live_reload_lives_through_two_hundred_saves(preview: Previewed, opened: Open) -> None:
    """Several within a moment, with errors among them; the page then shows the last one, and the next one."""
    page = opened(preview.url + PAGE)
    before = text_of(preview)
    for number in range(200):
        text = before + f"\nSave number {number}.\n"
        in_place(preview.docs / STORM, text if number % 10 else text.replace("title: ", "titel: ", 1))
        time.sleep((0, 0.01, 0.05, 0.2)[number % 4])
    expect(page.get_by_text("Save number 199.")).to_be_visible(timeout=10_000)
    in_place(preview.docs / STORM, before + "\nAnd one more.\n")

    expect(page.get_by_text("And one more.")).to_be_visible()
    assert preview.process.poll() is None
    assert "Traceback" not in preview.said


def test_a_page_out_of_sight_catches_up_when_it_is_seen(preview: Previewed, opened: Open) -> None:
    page = opened(preview.url + PAGE)
    hide = "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true});"
    page.evaluate(hide % "hidden" + "document.dispatchEvent(new Event('visibilitychange'))")
    in_place(preview.docs / STORM, text_of(preview) + "\nSeen late.\n")
    preview.shows(PAGE, "Seen late.")
    page.wait_for_timeout(500)
    assert 0 == page.get_by_text("Seen late.").count()
    page.evaluate(hide % "visible" + "document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_text("Seen late.")).to_be_visible()


def test_a_reader_stays_where_they_were(preview: Previewed, opened: Open) -> None:
    page: Page = opened(preview.url + PAGE, height=300)
    in_place(preview.docs / STORM, text_of(preview) + "\nLine.\n" * 80)
    expect(page.get_by_text("Line.").first).to_be_attached()
    page.wait_for_load_state("load")
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_timeout(200)
    expect(page.locator("html")).to_have_js_property("scrollTop", 900)
    in_place(preview.docs / STORM, text_of(preview) + "\nThe end.\n")
    expect(page.get_by_text("The end.")).to_be_attached()

    expect(page.locator("html")).to_have_js_property("scrollTop", 900)
