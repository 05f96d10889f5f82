"""Every citation file gives back what the front matter says, read by the programs that people read them with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import rispy
from jsonschema import Draft7Validator
from pybtex.database import Person, parse_string

from briefbook.identity import address, cite_key
from briefbook.model import Brief, Library
from collections_of import NAMES, files_of, library_of
from conftest import ROOT, Project

# What LaTeX prints for the commands that we write.
TEX = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}
BLANKS = {"~": "\N{NO-BREAK SPACE}", "\\,": "\N{NARROW NO-BREAK SPACE}"}


def printed(tex: str) -> str:
    """The text that TeX would set: commands by their names, escaped signs, and no braces."""
    token = re.compile(r"\\([a-z]+)\{\}|\\([&%$#_])|(\\,|~)|[{}]")
    return token.sub(lambda found: TEX[found[1]] if found[1] else BLANKS[found[3]] if found[3] else found[2] or "", tex)


def briefs(name: str) -> Iterator[tuple[Brief, list[str], Library]]:
    library = library_of(name)
    for brief in library.briefs:
        if brief.status != "withdrawn":
            yield brief, [library.authors[each].name for each in brief.authors], library


def whole(family: str, given: str) -> str:
    return f"{given} {family}".strip()


@pytest.mark.battery("A9")
@pytest.mark.parametrize("name", NAMES)
def test_bibtex_gives_back_what_went_in(name: str) -> None:
    def person(each: Person) -> str:
        return whole(printed(" ".join([*each.prelast_names, *each.last_names])), printed(" ".join(each.first_names)))

    count = 0
    for brief, authors, library in briefs(name):
        entries = parse_string(files_of(name)[f"briefs/{brief.id}/cite.bib"].decode(), "bibtex").entries
        assert [cite_key(brief)] == list(entries)
        entry = entries[cite_key(brief)]

        assert "techreport" == entry.type
        assert brief.title == printed(entry.fields["title"])
        assert authors == [person(each) for each in entry.persons["author"]]
        assert brief.date.isoformat() == entry.fields["date"]
        assert str(brief.date.year) == entry.fields["year"]
        assert address(brief, library.settings) == entry.fields["url"]
        assert library.settings.publisher == printed(entry.fields["institution"])
        assert brief.number == (printed(entry.fields["number"]) if "number" in entry.fields else None)
        assert brief.doi == entry.fields.get("doi")
        count += 1
    assert count == len([each for each in library_of(name).briefs if each.status != "withdrawn"])


LOOK_ALIKE = str.maketrans("\u201a\uff1b\u2e32", ",;\u060c")
"""What stands in RIS for the signs at which its readers part a name, Zotero among them."""


def parted(name: str) -> str:
    """A name as a reader of RIS has it, which takes what stands behind the first comma for given names."""
    return whole(*map(str.strip, f"{name},".split(",")[:2])).translate(LOOK_ALIKE)


@pytest.mark.battery("A10")
@pytest.mark.parametrize("name", NAMES)
def test_ris_gives_back_what_went_in(name: str) -> None:
    for brief, authors, library in briefs(name):
        (entry,) = rispy.loads(files_of(name)[f"briefs/{brief.id}/cite.ris"].decode())

        assert "RPRT" == entry["type_of_reference"]
        assert brief.title == entry["title"]
        assert authors == [parted(each) for each in entry["authors"]]
        assert brief.date == date(*map(int, entry["date"].split("/")))
        assert f"{brief.date.year:04}" == entry["year"]
        assert brief.doi == entry.get("doi")
        assert brief.number == entry.get("issn")  # the one name that this reader has for SN
        assert library.settings.publisher == entry["publisher"]
        assert [address(brief, library.settings)] == entry["urls"]


@pytest.mark.parametrize("name", NAMES)
def test_csl_json_gives_back_what_went_in(name: str) -> None:
    for brief, authors, library in briefs(name):
        (item,) = json.loads(files_of(name)[f"briefs/{brief.id}/cite.json"])

        assert brief.title == item["title"]
        assert authors == [each.get("literal") or whole(each["family"], each["given"]) for each in item["author"]]
        assert [[brief.date.year, brief.date.month, brief.date.day]] == item["issued"]["date-parts"]
        assert address(brief, library.settings) == item["URL"]
        assert brief.doi == item.get("DOI")


@pytest.mark.parametrize("name", NAMES)
def test_csl_json_keeps_to_its_schema(name: str) -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "csl-data.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema)
    lists = [json.loads(text) for path, text in files_of(name).items() if path.endswith("cite.json")]

    assert lists
    assert [] == [error.message for each in lists for error in validator.iter_errors(each)]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_of_the_site_holds_every_brief_once(name: str) -> None:
    keys = [cite_key(brief) for brief, _, _ in briefs(name)]
    files = files_of(name)

    assert keys == list(parse_string(files["cite.bib"].decode(), "bibtex").entries)
    assert keys == [entry["id"] for entry in rispy.loads(files["cite.ris"].decode())]
    assert keys == [item["id"] for item in json.loads(files["cite.json"])]


@pytest.mark.parametrize("name", NAMES)
def test_the_files_of_departments_actors_and_topics_hold_all_briefs(name: str) -> None:
    library, files = library_of(name), files_of(name)
    lists = {"sections": library.by_section, "actors": library.by_actor, "topics": library.by_topic}
    for folder, briefs_of in lists.items():
        for key, some in briefs_of.items():
            keys = [cite_key(brief) for brief in some if brief.status != "withdrawn"]

            assert keys == [item["id"] for item in json.loads(files[f"{folder}/{key}/cite.json"])]
            assert keys == [*re.findall(r"^@techreport\{(.*),$", files[f"{folder}/{key}/cite.bib"].decode(), re.MULTILINE)]
            assert len(keys) == files[f"{folder}/{key}/cite.ris"].count(b"TY  - RPRT")


def test_in_a_large_archive_they_hold_the_newest_and_the_page_says_of_how_many(
    project: Project,
) -> None:
    """Whole lists for actors and topics would be more than half of all outputs there."""
    source = project.folder / "hooks" / "briefbook" / "citable.py"
    source.write_text(source.read_text("utf-8").replace("_WHOLE = 1_000", "_WHOLE = 5"), encoding="utf-8")
    brief = (project.docs / "briefs" / "2024" / "strike-ends.md").read_text(encoding="utf-8")
    for number in range(4):
        (project.docs / "briefs" / "2024" / f"more-{number}.md").write_text(brief, encoding="utf-8")
    done = project.build("--strict")
    assert 0 == done.returncode, done.stderr
    pages = project.published()
    said = (
        b' of the newest 2 of 6 briefs; <a href="../../cite.bib" type="application/x-bibtex">BibTeX of the whole site</a>'
    )

    assert said in pages["topics/shipping/index.html"]
    assert 2 == len(json.loads(pages["topics/shipping/cite.json"]))
    assert 7 == len(json.loads(pages["cite.json"]))
    assert b" of the newest " not in pages["topics/storms/index.html"] + pages["index.html"]

    (project.docs / "briefs" / "2024" / "more-4.md").write_text(brief, encoding="utf-8")
    assert 0 == project.build("--strict").returncode
    assert b" of the newest 2 of 7 briefs" in project.published()["topics/shipping/index.html"]


@pytest.mark.battery("A9", "A10")
def test_a_hostile_title_is_one_entry() -> None:
    """BATTERY A9 and A10; the reader is shown to see two where there are two."""
    files: dict[str, Any] = files_of("hostile")
    text = files["briefs/2024/tide/cite.ris"].decode()

    assert 1 == len(rispy.loads(text))
    assert 2 == len(rispy.loads(text + "\r\n" + text))
    assert 1 == len(parse_string(files["briefs/2024/tide/cite.bib"].decode(), "bibtex").entries)


def test_a_withdrawn_brief_is_not_cited() -> None:
    assert not any(path.startswith("briefs/2023/wrong-map/cite") for path in files_of("hostile"))
