"""What programs read in the head of a page is what the front matter says, on pages of every kind."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import extruct
import pytest

from briefbook.build import collect
from briefbook.feed import touched
from briefbook.model import Library, Settings
from conftest import ROOT, SITES, Project, texts_below

BASE = "https://briefbook.example.org/"


class Head(HTMLParser):
    """The tags of a page's head, and its JSON-LD as it stands."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.blocks: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.metas.append((values.get("name") or values.get("property", ""), values.get("content", "")))
        elif tag == "link":
            self.links.append(values)
        self.inside = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks.append(data)
            self.inside = False

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.metas if key == name]


AS_WRITTEN = str.maketrans("\N{NO-BREAK SPACE}\N{SINGLE LOW-9 QUOTATION MARK}\N{FULLWIDTH SEMICOLON}", " ,;")


def whole(value: str) -> str:
    """The name that an author's tag holds with the family name first, and with signs at which Zotero does not part it."""
    family, _, given = value.partition(",")
    return f"{given.strip()} {family}".strip().translate(AS_WRITTEN)


@pytest.fixture(scope="module", params=["sample", "hostile"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Library]:
    """A built site with the Library of its content."""
    if request.param == "sample":
        project = Project(tmp_path_factory.mktemp("head") / "project", ROOT / "docs")
    else:
        project = Project(tmp_path_factory.mktemp("head") / "project", SITES / "good")
        shutil.copytree(SITES / "hostile", project.docs, dirs_exist_ok=True)
    done = project.build("--strict")
    assert done.returncode == 0, done.stderr
    settings = Settings(
        name="Institute for Strategic Studies",
        base_url=BASE,
        publisher="Institute for Strategic Studies (sample)",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        permanent_ids="briefbook.example.org,2024",
    )
    library, problems = collect(texts_below(project.docs).items(), settings)
    assert [] == [problem for problem in problems if problem.severity == "error"]
    return project.published(), library


@pytest.mark.battery("A6", "A7", "D9", "D10", "D13")
def test_every_brief_reads_back_from_four_vocabularies(built: tuple[dict[str, bytes], Library]) -> None:
    files, library = built
    for brief in library.briefs:
        if brief.status == "withdrawn":
            continue
        url = f"{BASE}briefs/{brief.id}/"
        html = files[f"briefs/{brief.id}/index.html"].decode()
        head = Head(html)
        authors = [library.authors[each].name for each in brief.authors]
        topics = [library.topics[each].title for each in brief.topics]

        assert [brief.title] == head.all("citation_title") == head.all("DC.title") == head.all("og:title")
        assert authors == [whole(value) for value in head.all("citation_author")] == head.all("DC.creator")
        assert [brief.date.isoformat().replace("-", "/")] == head.all("citation_publication_date")
        assert [brief.date.isoformat()] == head.all("DC.date") == head.all("article:published_time")
        assert [library.settings.publisher] == head.all("citation_technical_report_institution")
        assert topics == head.all("DC.subject") == head.all("article:tag") == head.all("citation_keywords")
        assert [url] == head.all("citation_public_url") == head.all("og:url")
        assert [brief.summary] == head.all("citation_abstract") == head.all("og:description")
        assert [brief.summary] == head.all("DC.description") == head.all("description")
        assert [url] == [link["href"] for link in head.links if link["rel"] == "canonical"]

        read = extruct.extract(html, base_url=url, syntaxes=["json-ld", "opengraph", "dublincore"], uniform=True)
        (graph,) = read["json-ld"]
        report, trail = graph["@graph"]
        steps = [(each["position"], each["name"], each.get("item")) for each in trail["itemListElement"]]
        assert ("Report", "BreadcrumbList") == (report["@type"], trail["@type"])
        section = library.sections[brief.section]
        assert [
            (1, library.settings.name, BASE),
            (2, "Briefs", f"{BASE}briefs/"),
            (3, section.title, f"{BASE}sections/{section.id}/"),
            (4, brief.title, None),
        ] == steps
        assert (brief.title, brief.summary, url) == (report["name"], report["description"], report["url"])
        assert authors == [each["name"] for each in report["author"]]
        assert brief.date.isoformat() == report["datePublished"]
        assert touched(brief).isoformat() == report["dateModified"]
        assert [each.title for each in brief.sources] == [each["name"] for each in report.get("citation", [])]
        assert {library.actors[each].name for each in brief.actors} | set(topics) == {
            each["name"] for each in report["about"]
        }
        same = {each["name"]: each.get("sameAs") for each in report["about"]}
        for actor in (library.actors[each] for each in brief.actors):
            expected = f"https://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None
            assert expected == same[actor.name]
        assert brief.title == read["opengraph"][0]["og:title"]
        (core,) = read["dublincore"]
        values = [(each["name"].removeprefix("DC."), each["content"]) for each in core["elements"]]
        assert "Report" == core["@type"]
        assert [brief.title] == [value for name, value in values if name == "title"]
        assert authors == [value for name, value in values if name == "creator"]
        assert topics == [value for name, value in values if name == "subject"]
        assert {"description": brief.summary, "date": brief.date.isoformat()}.items() <= dict(values).items()
        assert report["identifier"] == dict(values)["identifier"]


KINDS = {"actors": "actors", "topics": "topics", "sections": "sections", "authors": "authors"}


@pytest.mark.battery("D9", "D13")
@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_of_records_read_back_too(built: tuple[dict[str, bytes], Library], kind: str) -> None:
    files, library = built
    records: dict[str, Any] = getattr(library, kind)
    for key, record in records.items():
        name = getattr(record, "name", None) or record.title
        html = files[f"{kind}/{key}/index.html"].decode()
        (graph,) = extruct.extract(html, syntaxes=["json-ld"], uniform=True)["json-ld"]
        thing = graph["@graph"][0]

        assert (name, f"{BASE}{kind}/{key}/") == (thing["name"], thing["url"])
        assert [name] == Head(html).all("og:title") == Head(html).all("DC.title")
        assert thing["identifier"] == Head(html).all("DC.identifier")[0] == thing["@id"]


@pytest.mark.battery("D13")
def test_every_page_says_what_it_is_once_and_finds_the_feed(built: tuple[dict[str, bytes], Library]) -> None:
    files, _ = built
    for path, content in files.items():
        if not path.endswith(".html") or b'http-equiv="refresh"' in content:
            continue
        head = Head(content.decode())
        found = {link.get("type"): link["href"] for link in head.links if link["rel"] == "alternate"}
        assert {"application/atom+xml", "application/feed+json"} <= set(found), path
        assert all(urljoin(BASE + path, href).removeprefix(BASE) in files for href in found.values()), path
        if path == "404.html":  # shown at any address, and about nothing
            assert {"/feed.xml", "/feed.json"} == set(found.values())
            continue
        for name in ("og:type", "og:title", "og:url", "og:site_name", "og:image", "og:image:alt", "twitter:card"):
            assert 1 == len(head.all(name)), (path, name)
        assert head.all("og:image")[0].removeprefix(BASE) in files
        (block,) = head.blocks
        assert "https://schema.org" == json.loads(block)["@context"]
        assert "<" not in block, path


def test_pages_of_every_kind_read_back_alike(built: tuple[dict[str, bytes], Library]) -> None:
    files, _ = built
    for path, content in files.items():
        if not path.endswith(".html") or path in {"404.html", "search/index.html"} or b'http-equiv="refresh"' in content:
            continue
        url = BASE + path.removesuffix("index.html")
        read = extruct.extract(content.decode(), base_url=url, syntaxes=["json-ld", "opengraph"], uniform=True)
        assert (1, 1) == (len(read["json-ld"]), len(read["opengraph"])), path
        (graph,), (card,) = read["json-ld"], read["opengraph"]
        thing = graph["@graph"][0] if "@graph" in graph else graph

        assert (url, url) == (card["og:url"], thing["url"]), path
        assert card["og:title"] == thing["name"], path
        if "description" in thing:  # of a record that has no summary a page says what it holds
            assert card["og:description"] == thing["description"], path


def test_no_alternate_leads_nowhere(built: tuple[dict[str, bytes], Library]) -> None:
    """The crawl of whole sites follows these links as well; here it is the files that are counted."""
    files, library = built
    for brief in library.briefs:
        if brief.status != "withdrawn":
            links = Head(files[f"briefs/{brief.id}/index.html"].decode()).links
            here = {link["href"].rpartition("/")[2] for link in links if link["rel"] == "alternate"}
            assert {"cite.bib", "cite.ris", "cite.json", "index.json", "index.md"} <= here


def test_a_withdrawn_brief_is_not_indexed_and_not_cited(built: tuple[dict[str, bytes], Library]) -> None:
    files, library = built
    for brief in library.briefs:
        head = Head(files[f"briefs/{brief.id}/index.html"].decode())
        withdrawn = brief.status == "withdrawn"

        assert withdrawn == ("noindex" in head.all("robots"))
        assert withdrawn == (head.all("citation_title") == [])
        assert withdrawn == (f"{BASE}briefs/{brief.id}/" not in files["sitemap.xml"].decode())


@pytest.mark.battery("A7")
def test_json_ld_holds_no_character_that_ends_a_script(tmp_path: Path) -> None:
    """BATTERY A7: `</script>`, a comment, U+2028."""
    from briefbook.build import build
    from briefbook.json_ld import Things, json_ld
    from briefbook.subject import subject
    from conftest import SETTINGS

    nasty = "</script><!--<script>\u2028 & ]]>"
    texts = texts_below(SITES / "good")
    old = texts["briefs/2024/strike-begins.md"]
    texts["briefs/2024/strike-begins.md"] = old.replace("A strike begins", json.dumps(nasty))
    site = build(texts.items(), SETTINGS)
    assert site.library is not None
    page = next(each for each in site.pages if each.path == "briefs/2024/strike-begins.md")
    block = json_ld(subject(page, site.library), Things(site.library))

    assert not {"<", ">", "\u2028"} & set(block)
    report, trail = json.loads(block)["@graph"]
    assert nasty == report["name"] == trail["itemListElement"][-1]["name"]
