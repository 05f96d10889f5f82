"""The map of the site names the pages that search engines may list, each once, with the day of its newest content."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from briefbook.build import build
from briefbook.model import Output, Site
from briefbook.sitemap import MOST, sitemap
from browser.harness import tool
from conftest import SETTINGS, Project, Texts


def site_of(texts: Texts, base_url: str = SETTINGS.base_url) -> Site:
    made = build(texts.items(), replace(SETTINGS, base_url=base_url))
    assert () == made.errors
    return made


def map_of(site: Site, most: int = MOST) -> list[Output]:
    assert site.library is not None
    return list(sitemap(site.pages, site.library, most))


def entries(text: bytes) -> dict[str, str]:
    """The days of a map by its addresses."""
    found = re.findall(r"<url><loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?</url>", text.decode())
    assert len(found) == len(dict(found))
    return dict(found)


@pytest.fixture
def days(good: Texts) -> dict[str, str]:
    good["actors/nobody.md"] = "---\nname: Nobody\nkind: person\nredirect_from: [no-one]\n---\n"
    (output,) = map_of(site_of(good))
    return {url.removeprefix(SETTINGS.base_url): day for url, day in entries(output.content).items()}


@pytest.mark.battery("D8")
def test_a_brief_has_the_day_of_its_last_change_and_a_list_that_of_its_newest_brief(days: dict[str, str]) -> None:
    assert "2024-03-07" == days["briefs/2024/strike-ends/"]
    lists = (
        "briefs/ briefs/2024/ sections/ sections/harbours/ actors/ actors/kind/government-body/ topics/ topics/shipping/"
    )
    for each in ("", *lists.split(), "actors/port-authority/", "authors/", "authors/night-desk/"):
        assert "2024-03-05" == days[each], each
    assert days["briefs/2023/"].startswith("2023-")


def test_what_has_no_brief_has_no_day(days: dict[str, str]) -> None:
    assert "" == days["actors/nobody/"]


def test_what_search_engines_may_not_list_is_not_in_the_map(days: dict[str, str]) -> None:
    assert not {"404.html", "briefs/2023/wrong-map/", "briefs/2024/next-talks/", "actors/no-one/"} & set(days)


def test_without_an_address_there_is_no_map(good: Texts) -> None:
    assert [] == map_of(site_of(good, ""))


def test_a_map_too_long_for_one_file_becomes_several(good: Texts) -> None:
    site = site_of(good)
    *parts, whole = map_of(site, 10)
    (one,) = map_of(site)

    assert "sitemap.xml" == whole.path
    assert [f"{SETTINGS.base_url}{each.path}" for each in parts] == re.findall("<loc>(.*?)</loc>", whole.content.decode())
    assert entries(one.content) == {url: day for part in parts for url, day in entries(part.content).items()}
    assert all(len(entries(part.content)) <= 10 for part in parts)
    assert "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex" == etree.fromstring(whole.content).tag


@pytest.mark.battery("D8")
def test_the_map_of_the_sample_is_valid_and_leads_to_pages_that_name_themselves_so(sample: Project) -> None:
    files = sample.published()
    schema: Path = tool("sitemap/schema/sitemap.xsd")
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(files["sitemap.xml"]))
    for url in entries(files["sitemap.xml"]):
        html = files[f"{url.removeprefix('https://briefbook.example.org/')}index.html"].decode()
        assert f'<link rel="canonical" href="{url}">' in html
        assert "noindex" not in html.partition("</head>")[0]
    listed = {path for path, content in files.items() if path.endswith(".html") and b'rel="canonical"' in content}
    assert len(listed) == len(entries(files["sitemap.xml"]))
    assert "sitemap.xml.gz" not in files
