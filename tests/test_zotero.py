"""What Zotero saves of a page: a report with title, authors, date, institution, number, abstract and address.

Its translator "Embedded Metadata" is no library that a test could call, so that the steps of it which decide here are
done anew: a type from the `citation_` tags comes first, then from Dublin Core and Open Graph; names are parted by
`cleanAuthor` (zotero/translators, zotero/utilities).
"""

from __future__ import annotations

import re

import pytest

from briefbook.around import Surroundings
from briefbook.citable import Name, name_of
from briefbook.model import Library, Meta, Site
from briefbook.vocabularies.highwire import author_value
from collections_of import NAMES, site_of

_OF_REPORT = "citation_technical_report_institution"


def creators(values: list[str]) -> list[tuple[str, str]]:
    """The first and last names that Zotero makes of the author tags."""
    found = []
    for value in values:
        names = re.split(r"\s*;\s*", value)
        if len(names) == len(values) == 1:
            parts = re.split(r"\s*,\s*", names[0])
            if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
                names = parts
        found += [clean_author(name.strip(), use_comma="," in name) for name in names if re.search(r"[^\s,-.;]", name)]
    return found


def clean_author(author: str, *, use_comma: bool) -> tuple[str, str]:
    """`ZU.cleanAuthor`, step by step."""
    author = re.sub(r"^[\s\u00a0.,/\[\]:]+|[\s\u00a0.,/\[\]:]+$", "", author)
    author = re.sub(r"[\s\u00a0]+", " ", author, count=1)
    if use_comma:
        author = re.sub(r"\.([^ ])", r". \1", author, count=1)
        last, first = [*re.split("[,\u060c] ?", author), ""][:2]
    else:
        first, _, last = author.rpartition(" ")
    parts = re.split(r"[\s.]+|(?=-)", re.sub(r"\s*([\u002d\u00ad\u2010-\u2015])\s*", "-", first, count=1))
    written = " ".join(f"{part}." if re.fullmatch("-?[A-Z\u0400-\u042f]", part) else part for part in parts)
    return written.replace(" -", "-").strip(), last


LOOK_ALIKE = str.maketrans("\u201a\uff1b\u2e32", ",;\u060c")


def bare(name: tuple[str, str]) -> tuple[str, str]:
    """A name but for what Zotero does to full stops, and for the signs at which it would part a name."""
    return tuple(re.sub(r"[\s.]", "", part.translate(LOOK_ALIKE)) for part in name)  # type: ignore[return-value]


def saved(metas: tuple[Meta, ...]) -> dict[str, object]:
    """The item that Zotero makes of a page's tags."""

    def first(*names: str) -> str:
        return next((meta.content for name in names for meta in metas if meta.name.lower() == name.lower()), "")

    kind = "report" if first(_OF_REPORT) else first("DC.type").lower()
    return {
        "itemType": kind or {"website": "webpage"}.get(first("og:type"), "journalArticle"),
        "title": first("citation_title", "DC.title", "og:title"),
        "creators": creators([meta.content for meta in metas if meta.name == "citation_author"]),
        "date": first("citation_publication_date", "DC.date"),
        "institution": first(_OF_REPORT, "DC.publisher"),
        "reportNumber": first("citation_technical_report_number"),
        "reportType": first("DC.type"),
        "abstractNote": first("citation_abstract", "og:description"),
        "url": first("citation_public_url", "og:url"),
        "DOI": first("citation_doi"),
        "language": first("citation_language", "DC.language"),
        "rights": first("DC.rights"),
    }


def of_page(site: Site, library: Library, path: str) -> dict[str, object]:
    (page,) = [each for each in site.pages if each.path == path]
    return saved(Surroundings(library).of(page, ()).metas)


@pytest.mark.parametrize("name", NAMES)
def test_every_brief_is_saved_as_the_report_that_it_is(name: str) -> None:
    site = site_of(name)
    library = site.library
    assert library is not None
    pages = {page.path: page for page in site.pages}
    briefs = [brief for brief in library.briefs if brief.status != "withdrawn"]
    assert briefs
    for brief in briefs:
        names = [name_of(library.authors[each]) for each in brief.authors]
        item = saved(Surroundings(library).of(pages[brief.source.path], ()).metas)
        item["creators"] = [bare(each) for each in item["creators"]]  # type: ignore[attr-defined]

        assert {
            "itemType": "report",
            "title": brief.title,
            "creators": [bare((each.given, each.family)) for each in names],
            "date": brief.date.isoformat().replace("-", "/"),
            "institution": library.settings.publisher,
            "reportNumber": brief.number or "",
            "reportType": "Report",
            "abstractNote": brief.summary,
            "url": f"{library.settings.base_url}briefs/{brief.id}/",
            "DOI": brief.doi or "",
            "language": brief.lang or "",
            "rights": library.settings.licence_url,
        } == item


@pytest.mark.parametrize("path", ["index.md", "actors/israel.md", "topics/sanctions.md", "authors/africa-desk.md"])
def test_other_pages_are_no_reports(path: str) -> None:
    site = site_of("sample")
    assert site.library is not None

    assert "report" != of_page(site, site.library, path)["itemType"]


NAMES_OF_ALL_SHAPES = [
    Name("Quay", "Ada"),
    Name("van den Berg", "Jean-Luc"),
    Name("de la Cruz", "Ana"),
    Name("García Márquez", "Gabriel"),
    Name("Ibn Khaldūn", "ʿAbd"),
    Name("李", "明"),
    Name("O’Neill", "Mary Ann"),
    Name("Africa Desk"),
    Name("Institute for the Sea"),
    Name("中东研究所"),
    Name("Стол Европы"),
    Name("García Márquez", "Gabriel José"),
    Name("van den Berg y de la Cruz", "Ana María Luz"),
    Name("Gavino, Jr.", "Amando E."),
    Name("Tolkien", "J.R.R."),
    Name("Quay Adams", "J.R.R. B."),
    Name("Amando E. Gavino, Jr."),
    Name("Office of Information Policy, DOJ"),
    Name("Quay, Writer & Sons, Ltd"),
    Name("Desk; Tides"),
    Name("مكتب السياسات، وزارة"),
    Name("AIDS.gov"),
    Name("Code.gov Team"),
    Name("Acme Ltd."),
]


@pytest.mark.parametrize("name", NAMES_OF_ALL_SHAPES, ids=lambda name: name.whole)
def test_a_name_comes_to_zotero_in_its_parts(name: Name) -> None:
    expected = bare((name.given, name.family))
    for only in (True, False):
        values = [author_value(name, only=only)] * (1 if only else 2)
        found = creators(values)

        assert [expected] * len(values) == [bare(each) for each in found]
        assert "\u00a0" not in "".join(found[0])


@pytest.mark.parametrize(
    "name", [each for each in NAMES_OF_ALL_SHAPES if "." not in each.whole], ids=lambda name: name.whole
)
def test_a_name_without_full_stops_comes_as_it_stands(name: Name) -> None:
    ((given, family),) = creators([author_value(name, only=True)])

    assert (name.given, name.family) == (given.translate(LOOK_ALIKE), family.translate(LOOK_ALIKE))


def test_an_only_author_of_many_words_is_not_made_two() -> None:
    """Nor a desk, at its comma; the reader is shown to make two where nothing is done."""
    name = Name("García Márquez", "Gabriel José")

    assert 1 == len(creators([author_value(name, only=True)]))
    assert 2 == len(creators(["García Márquez, Gabriel José"]))
    assert [("DOJ", "Office")] == creators(["Office, DOJ"])
    assert 2 == len(creators(["Desk; Tides"]))


def test_without_an_institution_it_would_be_an_article() -> None:
    """So that the test above can fail."""
    site = site_of("sample")
    assert site.library is not None
    page = next(each for each in site.pages if each.path.startswith("briefs/2024/"))
    kept = [meta for meta in Surroundings(site.library).of(page, ()).metas if meta.name not in {_OF_REPORT, "DC.type"}]

    assert "journalArticle" == saved(tuple(kept))["itemType"]
