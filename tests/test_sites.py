"""Whole sites, judged by their HTML: every link resolves, at the root and under a path, and the bytes never change."""

from __future__ import annotations

import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from briefbook.listing import PAGE_LENGTH
from conftest import ROOT, SITES, Project
from crawl import broken_links, reachable, repeated_ids

ADDRESS = "https://briefbook.example.org/"


@pytest.mark.battery("B1", "B2")
def test_every_link_of_the_sample_resolves(sample: Project) -> None:
    assert [] == list(broken_links(sample.published(), ADDRESS))


@pytest.mark.battery("B11")
def test_every_page_of_the_sample_is_reached_from_home(sample: Project) -> None:
    files = sample.published()
    pages = {path for path in files if path.endswith(".html")}

    assert {"404.html"} == pages - reachable(files, ADDRESS)


@pytest.mark.battery("B10")
def test_no_id_stands_twice_in_a_page(sample: Project) -> None:
    assert [] == list(repeated_ids(sample.published()))


def test_the_crawl_sees_what_is_broken(sample: Project) -> None:
    """The three tests above can fail."""
    files = dict(sample.published())
    page = (
        b'<a href="actors/nobody/">x</a><a href="#nowhere">x</a><a href="/about/">x</a><a href="">x</a><p id="a"><p id="a">'
    )
    files["index.html"] += page

    assert ["index.html: 'actors/nobody/'", "index.html: '#nowhere'", "index.html: ''"] == list(
        broken_links(files, ADDRESS)
    )
    assert "index.html: '/about/'" in list(broken_links(files, f"{ADDRESS}sub/path/"))
    assert ["index.html: a"] == list(repeated_ids(files))


@pytest.mark.parametrize("address", ["https://coast.example/", "https://coast.example/sub/path/", ""])
def test_links_resolve_wherever_a_site_stands(project: Project, address: str) -> None:
    project.set("site_url: https://briefbook.example.org/", f"site_url: {address}" if address else "")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    assert [] == list(broken_links(project.published(), address or ADDRESS))


def test_pages_of_a_long_list_resolve(project: Project) -> None:
    for number in range(160):
        text = (project.docs / "briefs" / "2023" / "storm.md").read_text(encoding="utf-8") + "Arland stood.\n"
        (project.docs / "briefs" / "2023" / f"storm-{number:03}.md").write_text(text, encoding="utf-8")
        actor = f"---\nname: {chr(65 + number % 26)} {number}\nkind: company\n---\n"
        (project.docs / "actors" / f"company-{number}.md").write_text(actor, encoding="utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = project.published()
    assert {
        "actors/arland/page/3/index.html",
        "actors/kind/company/page/3/index.html",
        "briefs/2023/page/3/index.html",
    } < set(files)
    assert [] == list(broken_links(files, ADDRESS))
    assert {"404.html"} == {path for path in files if path.endswith(".html")} - reachable(files, ADDRESS)
    assert "actors/arland/on/storms/page/4/index.html" in files


def test_no_list_of_any_page_grows_with_the_archive(project: Project) -> None:
    """A ministry with 120 people and parts, a topic with 120 below it, 70 departments, one of them with 60 authors."""
    for number in range(120):
        whole = "port-authority"
        post = f"positions:\n  - title: Pilot\n    organisation: {whole}\n"
        write(project, f"actors/pilot-{number}", f"name: Pilot {number}\nkind: person\npart_of: {whole}\n{post}")
        write(project, f"topics/tide-{number}", f"title: Tide {number}\nbroader: storms\n")
    for number in range(70):
        write(project, f"sections/desk-{number}", f"title: Desk {number}\n")
        write(
            project,
            f"authors/keeper-{number}",
            f"name: Keeper {number}\nsection: {'weather' if number < 60 else 'harbours'}\n",
        )
        fields = f"title: Fog {number}\ndate: 2023-05-01\nsection: desk-{number}\nauthors: [keeper-{number}]\n"
        write(
            project,
            f"briefs/2023/fog-{number}",
            f"{fields}summary: Fog lay on the coast.\ntopics: [storms, tide-{number}]\n",
        )
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = project.published()
    pages = {path: content.decode() for path, content in files.items() if path.endswith(".html")}
    assert {} == {path: longest for path, text in pages.items() if (longest := longest_list(text)) > PAGE_LENGTH}
    assert {
        "actors/port-authority/people/page/3/index.html",
        "actors/port-authority/parts/page/3/index.html",
        "topics/storms/narrower/page/3/index.html",
        "sections/page/2/index.html",
        "sections/weather/authors/page/2/index.html",
    } < set(pages)
    assert "Narrower topics" not in pages["topics/storms/page/2/index.html"]
    assert [] == list(broken_links(files, ADDRESS))
    assert {"404.html"} == set(pages) - reachable(files, ADDRESS)


def write(project: Project, path: str, fields: str) -> None:
    (project.docs / f"{path}.md").write_text(f"---\n{fields}---\nFog.\n", encoding="utf-8")


def longest_list(page: str) -> int:
    """The number of children of one kind that the element of a page's body with most of them has."""
    found = Lists()
    found.feed(page[page.index("<body") :])
    return found.longest


class Lists(HTMLParser):
    """Counts the children of each element by their tags."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self._open = 0, [("", Counter[str]())]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self._open[-1][1]
        inside[tag] += 1
        self.longest = max(self.longest, inside[tag])
        if tag not in {"area", "br", "col", "hr", "img", "input", "link", "meta", "rect", "source", "wbr"}:
            self._open.append((tag, Counter()))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass


@pytest.mark.battery("A28")
def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    """In other folders, time zones, locales and hash seeds, with files listed and dated otherwise."""
    one = Project(tmp_path / "a", ROOT / "docs")
    other = Project(tmp_path / "b" / "deeper", ROOT / "docs")
    for file in sorted(other.docs.rglob("*.md"), reverse=True):
        moved = file.with_suffix(".tmp")
        shutil.copyfile(file, moved)
        file.unlink()
        moved.rename(file)
    first = one.build("--strict", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", LC_ALL="C")
    second = other.build("--strict", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2", LC_ALL="C.UTF-8")

    assert (0, 0) == (first.returncode, second.returncode), first.stderr + second.stderr
    assert one.published() == other.published()


def test_a_built_site_names_no_moment_of_building(sample: Project) -> None:
    """Every date in the site's map is one of the content's."""
    written = b"".join(file.read_bytes() for file in (SITES.parent.parent / "docs" / "briefs").rglob("*.md")).decode()
    map_ = sample.published()["sitemap.xml"].decode()
    days = {part.partition("<")[0] for part in map_.split("<lastmod>")[1:]}

    assert days
    assert all(day in written for day in days)
