"""On paper a brief is a memo: no navigation, sources with their addresses, no heading alone at the foot of a page."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from browser.harness import Open
from conftest import ROOT

BRIEF = "briefs/2024/israel-lebanon-cessation-of-hostilities/"


@pytest.fixture(scope="module")
def sheets(browser, pages, tmp_path_factory) -> list[str]:  # type: ignore[no-untyped-def]
    """The text of each sheet that the brief takes, printed from a dark window; the number of the sheet comes first."""
    file: Path = tmp_path_factory.mktemp("print") / "brief.pdf"
    page = browser.new_page(color_scheme="dark")
    page.goto(pages["home"] + BRIEF, wait_until="networkidle")
    page.pdf(path=str(file), format="A4", prefer_css_page_size=True)
    page.close()
    return [sheet.extract_text() for sheet in PdfReader(file).pages]


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.battery("D6")
def test_the_addresses_of_the_sources_are_on_paper(sheets: list[str]) -> None:
    source = (ROOT / "docs" / f"{BRIEF.rstrip('/')}.md").read_text(encoding="utf-8")
    addresses = re.findall(r"^    url: (\S+)", source, re.MULTILINE)

    assert len(addresses) == 3
    assert [] == [each for each in addresses if words(each) not in words("".join(sheets))]


@pytest.mark.battery("D6")
def test_there_is_no_navigation_on_paper(sheets: list[str]) -> None:
    text = "".join(sheets)

    assert "Institute for Strategic Studies" in sheets[0]
    assert "Key points" in sheets[0]
    for word in ("Departments", "Skip to content", "Suggest a correction", "BibTeX", "Copy", "Earlier", "↑"):
        assert word not in text


def test_a_memo_is_short_and_numbered(sheets: list[str]) -> None:
    assert 3 <= len(sheets) <= 6
    assert [f"{number} / {len(sheets)}" for number in range(1, len(sheets) + 1)] == [
        sheet.splitlines()[0].strip() for sheet in sheets
    ]


def test_no_heading_stands_alone_at_the_foot(sheets: list[str]) -> None:
    headings = {
        "The terms",
        "New against 2006",
        "One clause, two readings",
        "Reactions and open points",
        "Sources",
        "Actors",
    }
    last = [[line.strip() for line in sheet.splitlines() if line.strip()][-1] for sheet in sheets]

    assert set() == headings & set(last)


def test_no_heading_of_any_brief_stands_alone_at_the_foot(browser, pages, sample) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    alone, number = [], 0
    for brief in sorted(sample.site.glob("briefs/*/*/index.html")):
        page.goto(pages["home"] + brief.parent.relative_to(sample.site).as_posix() + "/")
        headings = {words(each) for each in page.locator(":is(h2, h3, h4, h5, h6)").all_inner_texts()}
        file = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        for sheet in file.pages:
            number += 1
            lines = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
            if headings & {words("".join(lines[-last:])) for last in (1, 2)}:
                alone.append((brief.parent.name, lines[-2:]))
    page.close()

    assert number > 80
    assert [] == alone


def test_the_sentences_of_a_dossier_stay_with_their_quarter(browser, pages) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(pages["dossier"])
    quarters = {words(each) for each in page.locator(".bb-quarter").all_inner_texts()}
    file = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    last = [words(sheet.extract_text().strip().splitlines()[-1]) for sheet in file.pages]
    page.close()

    assert len(quarters) > 3
    assert set() == quarters & set(last)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_picture_in_portrait_shares_its_sheet_with_its_heading_and_its_caption(  # type: ignore[no-untyped-def]
    browser, pages, paper: str
) -> None:
    page = browser.new_page()
    page.goto(pages["French, of three authors, with pictures in portrait"])
    headings = [words(each) for each in page.locator(".bb-prose h2").all_inner_texts()]
    captions = [words(each) for each in page.locator("figcaption").all_inner_texts()]
    assert 3 == len(headings) == len(captions)
    file = PdfReader(BytesIO(page.pdf(format=paper)))
    page.close()
    whole = [(words(sheet.extract_text()), len(sheet.images)) for sheet in file.pages]

    assert 3 == sum(pictures for _, pictures in whole)
    assert "↩" not in "".join(text for text, _ in whole)
    for heading in headings:
        assert [1] == [pictures for text, pictures in whole if heading in text and captions[0] in text], heading


def test_an_address_in_a_brief_from_right_to_left_is_not_torn(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["right to left"])
    page.emulate_media(media="print")
    style = page.locator(".bb-sources a").first.evaluate(
        "each => { const { direction, unicodeBidi } = getComputedStyle(each, '::after'); return [direction, unicodeBidi]; }"
    )

    assert ["ltr", "isolate"] == style


def test_paper_is_white_whatever_the_window(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], color_scheme="dark")
    page.emulate_media(media="print")

    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.querySelector('.bb-prose p')).color")
    assert page.locator("header nav, .bb-footer, .bb-scheme").locator("visible=true").count() == 0
