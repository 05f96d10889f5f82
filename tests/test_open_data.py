"""The open data is what it says it is, to the programs that check such data."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry
from frictionless import Package, system

from briefbook.build import collect
from briefbook.codes import COUNTRIES
from briefbook.outputs import datapackage, follow_the_money, mentions_csv
from briefbook.twin import brief_text
from collections_of import NAMES, files_of, library_of
from conftest import SETTINGS, Project, Texts


@pytest.mark.parametrize("name", NAMES)
def test_the_data_package_is_valid(name: str, tmp_path: Path) -> None:
    for path, content in files_of(name).items():
        if path.startswith("data/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "data" / "datapackage.json")).validate()

    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    library = library_of(name)
    assert 1 + bool(library.briefs) + bool(library.actors) + bool(library.topics) == len(report.tasks)


@pytest.mark.parametrize("licence", ["CC BY 4.0", "© 2024 X/Y", "Licence Ouverte 2.0 (Etalab)", "©"])
def test_the_licence_has_a_name_that_the_standard_allows(licence: str) -> None:
    (output,) = datapackage.derive(replace(library_of("sample"), settings=replace(SETTINGS, licence=licence)))
    (said,) = json.loads(output.content)["licenses"]

    assert re.fullmatch(r"[-a-zA-Z0-9._]+", said.get("name", "none"))
    assert licence == said["title"]


def test_what_followthemoney_does_not_know_is_not_told_it(good: Texts) -> None:
    """Days before the year 1000; codes of countries that are none are an error of the record."""
    good["actors/ada-quay.md"] = (
        "---\nname: Ada Quay\nkind: person\ncountry: XK\npositions:\n"
        "  - {title: Abbess, organisation: port-authority, from: 0987-01-01, to: 1001-01-01}\n---\n"
    )
    library, problems = collect(good.items(), SETTINGS)
    assert [] == [each for each in problems if each.severity == "error"]
    (output,) = follow_the_money.derive(library)
    entities = [json.loads(line) for line in output.content.decode().splitlines()]
    post = next(each for each in entities if each["id"] == "actor-ada-quay-post-1")

    assert ["1001-01-01"] == post["properties"]["endDate"]
    assert "startDate" not in post["properties"]
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        assert entity["properties"].keys() == proxy.to_dict()["properties"].keys()
    assert all(registry.country.clean(code.lower()) == code.lower() for code in COUNTRIES)


@pytest.mark.parametrize(
    ("path", "field", "told"),
    [
        ("actors/dockers-union.md", "country: UK", "such as JO; did you mean 'GB'? [country]"),
        ("actors/dockers-union.md", "country: AA", "'AA' is not a country code; write two capital letters"),
        ("actors/dockers-union.md", "country: de", "did you mean 'DE'? [country]"),
        (
            "briefs/2024/strike-ends.md",
            "lang: zz",
            "'zz' is not a language; write its code (BCP 47), such as en or ar [lang]",
        ),
        (
            "briefs/2024/strike-ends.md",
            "lang: fra-CA",
            "'fra-CA' is not a language as the web has it; write 'fr-CA' [lang]",
        ),
        ("briefs/2024/strike-ends.md", "lang: en-UK", "'en-UK' is not a language"),
        ("briefs/2024/strike-ends.md", "lang: uz-Xxxx", "'uz-Xxxx' is not a language"),
        ("briefs/2024/strike-ends.md", "doi: 10.1000/{x}", "without braces [doi]"),
        ("briefs/2024/strike-ends.md", "lang: ckb", ""),
        ("briefs/2024/strike-ends.md", "lang: sr-Latn-RS", ""),
        ("briefs/2024/strike-ends.md", "lang: es-419", ""),
    ],
)
def test_a_code_is_one_that_is_given_out(good: Texts, path: str, field: str, told: str) -> None:
    """What no register knows, no validator passes: of HTML, of feeds, of data."""
    good[path] = good[path].replace("\n---\n", f"\n{field}\n---\n", 1)
    _, problems = collect(good.items(), SETTINGS)
    found = [str(each) for each in problems if each.severity == "error"]

    assert (told in found[0]) if told else found == []


def test_a_wrong_value_makes_the_package_invalid(tmp_path: Path) -> None:
    files = files_of("hostile")
    for path in (path for path in files if path.startswith("data/")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(files[path].replace(b'"date":"2024-03-05"', b'"date":"in March"'))
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "data" / "datapackage.json")).validate().valid


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_hold_every_record(name: str) -> None:
    library, files = library_of(name), files_of(name)

    assert [brief.id for brief in library.briefs] == [row["id"] for row in json.loads(files["data/briefs.json"])]
    assert [*library.actors] == [row["id"] for row in json.loads(files["data/actors.json"])]
    assert [*library.topics] == [row["id"] for row in json.loads(files["data/topics.json"])]


@pytest.mark.parametrize("name", NAMES)
def test_beside_each_page_lies_what_it_says(name: str) -> None:
    library, files = library_of(name), files_of(name)
    for brief in library.briefs:
        values = json.loads(files[f"briefs/{brief.id}/index.json"])
        shown = brief.status != "withdrawn"

        assert (brief.title, brief.date.isoformat()) == (values["title"], values["date"])
        assert shown == ("summary" in values)
        assert shown == (b"\nWithdrawn on" not in files[f"briefs/{brief.id}/index.md"])


@pytest.mark.parametrize("name", NAMES)
def test_followthemoney_reads_the_actors(name: str) -> None:
    lines = files_of(name)["data/actors.ftm.json"].decode().splitlines()
    entities = [json.loads(line) for line in lines]
    ids = {entity["id"] for entity in entities}
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy: EntityProxy = model.get_proxy(entity, cleaned=False)
        read = {prop: sorted(values) for prop, values in proxy.to_dict()["properties"].items()}
        assert {prop: sorted(values) for prop, values in entity["properties"].items()} == read, entity
        for prop, values in entity["properties"].items():
            if prop in {"member", "organization", "subject", "object"}:
                assert set(values) <= ids
    actors = [entity for entity in entities if entity["schema"] not in {"Membership", "UnknownLink"}]
    assert len(library_of(name).actors) == len(actors)


CELLS = ["=1+1", "+1", "-5", "@x", "\tx", "\rx", "\0x", 'a "b", c', "plain", "\u00e9\u4e2d"]


@pytest.mark.battery("A11")
def test_no_cell_is_a_formula_and_numbers_stay_numbers() -> None:
    """BATTERY A11."""
    library: Any = library_of("hostile")
    key = library.briefs[0].id
    found = tuple(SimpleNamespace(brief=key, actor="arland", place=text, words=text) for text in CELLS)
    fields = {name: getattr(library, name) for name in library.__slots__}
    (output,) = mentions_csv.derive(SimpleNamespace(**(fields | {"mentions": {key: found}})))  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(output.content.decode(), newline="")))
    safe = [f"'{text}" if text[0] in "=+-@\t\r\0" else text for text in CELLS]

    assert safe == [row["text"] for row in rows] == [row["place"] for row in rows]
    assert [str(number) for number in range(1, len(CELLS) + 1)] == [row["number"] for row in rows]


def test_every_mention_leads_to_its_place_in_the_page(sample: Project) -> None:
    """Offsets would count in a text that nobody can read: places are ids in the published page."""
    files = sample.published()
    rows = list(csv.DictReader(io.StringIO(files["data/mentions.csv"].decode(), newline="")))
    assert len(rows) > 500
    texts: dict[str, str] = {}
    for row in rows:
        page = texts.setdefault(row["brief"], files[f"briefs/{row['brief']}/index.html"].decode())
        (at,) = [found.end() for found in re.finditer(f' id="{row["place"]}"', page)]
        near = " ".join(html.unescape(re.sub(r"<[^>]*>", "", page[at : at + 6000])).split())

        assert row["text"] in near


def test_a_twin_links_to_whole_addresses() -> None:
    text = files_of("hostile")["briefs/2024/tide/index.md"].decode()

    assert "[its demands](https://coast.example/briefs/2024/strike-begins/#demands)" in text
    assert "[the map](https://coast.example/briefs/2023/storm/)" in text
    assert "[elsewhere](https://example.org/x?a=1&b=2)" in text
    assert "[^tides]: Tides" in text


BODY = """
A name, [[arland]], [[arland|the *old* state]], and `[[arland]]`. [A way][there], ![pic](pics/a%20b.png "T") and
[up](../2023/storm.md?x=1#map), <span>[here](#end)</span>, [mail](mailto:a@example.org), [data][d].[^text]

    [code](strike-begins.md)

```
[fenced](strike-begins.md)
```

<a href="../strike-begins/">raw</a> and `[ticks](strike-begins.md)`

[there]: strike-begins.md "The beginning"
[d]: https://example.org/d.md
"""


def test_a_twin_has_whole_links_and_no_mark_that_only_this_site_knows(good: Texts) -> None:
    path = "briefs/2024/strike-ends.md"
    front = good[path].partition("\n---\n")[0]
    library, _ = collect((good | {path: f"{front}\n---\n{BODY}"}).items(), SETTINGS)
    text = brief_text(library.brief_of["2024/strike-ends"], library)
    base = "https://coast.example/"
    arland = f"({base}actors/arland/)"
    expected = (
        BODY.replace("[[arland]], [[arland|the *old* state]]", f"[Arland]{arland}, [the \\*old\\* state]{arland}")
        .replace("(pics/a%20b.png", f"({base}briefs/2024/pics/a%20b.png")
        .replace("(../2023/storm.md?x=1#map)", f"({base}briefs/2023/storm/?x=1#map)")
        .replace('"../strike-begins/"', f'"{base}briefs/2024/strike-begins/"')
        .replace("[there]: strike-begins.md", f"[there]: {base}briefs/2024/strike-begins/")
    )

    assert expected.strip() in text
    assert "\n[^text]: Agreement of 4 March. " in text


def test_a_source_that_the_text_does_not_cite_is_no_footnote(good: Texts) -> None:
    """Nobody would see it: a footnote is shown where a mark leads to it."""
    path = "briefs/2024/strike-ends.md"
    library, _ = collect((good | {path: good[path].replace("[^text]", "")}).items(), SETTINGS)
    text = brief_text(library.brief_of["2024/strike-ends"], library)

    assert "[^text]" not in text
    assert "## Further sources\n\n- Agreement of 4 March. " in text


def test_withdrawn_briefs_are_counted_as_such() -> None:
    text = files_of("hostile")["llms.txt"].decode()
    briefs = library_of("hostile").briefs

    assert f"[All {len(briefs) - 1} briefs as a table](https://coast.example/data/briefs.json), and 1 withdrawn:" in text


def test_the_language_of_a_site_without_an_address_is_relative() -> None:
    from briefbook.build import build
    from briefbook.deriving import outputs_of
    from conftest import SETTINGS, SITES, texts_below

    site = build(texts_below(SITES / "good").items(), replace(SETTINGS, base_url=""))
    (table,) = [output for output in outputs_of(site) if output.path == "data/briefs.json"]

    assert "briefs/2024/strike-ends/" == json.loads(table.content)[0]["url"]  # type: ignore[union-attr]
