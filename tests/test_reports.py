"""The forms of the problems, read by others' programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from briefbook.build import build
from briefbook.model import Problem
from briefbook.reports import github, sarif, text
from briefbook.reports import json as as_json
from conftest import SETTINGS, SITES, texts_below

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
_URI_REFERENCE = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})+")


def all_problems() -> list[Problem]:
    """Those of every broken site, of a file with a strange name, and of the settings."""
    sites = sorted(site for site in (SITES / "broken").iterdir() if site.is_dir())
    told = [each for site in sites for each in build(texts_below(SITES / "good", site / "docs").items(), SETTINGS).problems]
    strange = Problem("briefs/2024/a b#c?d%é.md", 1, 1, "path", "a\x00b\x1b[31m\ud800 \u202e '\"\\", fix="%0A")
    return [*told, strange, Problem("../mkdocs.yml", 1, 1, "settings", "x", "warning")]


def test_sarif_validates_against_its_schema() -> None:
    told = all_problems()
    log = json.loads(sarif.render(told, lambda problem: None))
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    faults = [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(log)]

    assert [] == faults
    assert len(told) == len(log["runs"][0]["results"]) > 50
    for result in log["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert _URI_REFERENCE.fullmatch(uri)
        assert result["ruleId"] == log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]


def test_sarif_says_of_each_rule_what_it_asks_and_why() -> None:
    problems = [Problem("a.md", 1, 1, rule, "m") for rule in ("near-twin", "future-day", "yaml")]
    twin, *others = sorted(
        json.loads(sarif.render(problems, lambda problem: None))["runs"][0]["tool"]["driver"]["rules"],
        key=lambda rule: rule["id"] != "near-twin",
    )

    assert "No two actors, topics or authors, and no two titles of briefs" in twin["shortDescription"]["text"]
    assert "divides what is known between two pages" in twin["fullDescription"]["text"]
    assert "Right: `aliases: [Hizbollah]`" in twin["help"]["markdown"]
    assert ["warning", "warning", "error"] == [
        each["defaultConfiguration"]["level"] for each in (twin, *sorted(others, key=lambda rule: str(rule["id"])))
    ]
    for rule in (twin, *others):
        assert rule["shortDescription"]["text"].endswith(".")


@pytest.mark.parametrize("line", [0, -1])
def test_the_schema_can_refuse(line: int) -> None:
    """Without this, the test above could pass by chance."""
    log = json.loads(sarif.render([Problem("a.md", line, 1, "x", "y")], lambda problem: None))

    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(log)


def test_a_job_summary_has_room_for_the_worst_of_very_many_problems() -> None:
    """GitHub shows none of a summary that is longer than 1 MiB."""
    warnings = [Problem(f"briefs/2024/b{n}.md", 1, 1, "spacing", "ÿ" * 50, "warning") for n in range(12_000)]
    summary = github.summary([*warnings, Problem("z.md", 1, 1, "title", "the last of all")])

    assert len(summary.encode()) < 1024 * 1024
    assert summary.startswith("**1 error, 12000 warnings**\n\n````text\ndocs/z.md:1:1: error: the last of all [title]\n")
    told = summary.count("[spacing]")
    assert summary.endswith(f"\n{12_000 - told} more; run briefbook check to see them all\n````\n")
    assert "1 more; run" not in github.summary(warnings[:9])


def test_a_wall_of_one_slip_is_counted_and_not_printed_and_nothing_is_lost_to_programs() -> None:
    wall = [Problem("briefs/2024/wall.md", line, 1, "heading", "m", "warning") for line in range(1, 3001)]
    listed = [*wall, Problem("briefs/2024/z.md", 1, 1, "title", "the last of all")]
    told = text.render(listed, lambda problem: None).splitlines()

    assert 22 == len(told)
    assert "docs/briefs/2024/wall.md: 2980 more of this kind [heading]; check --format json lists them all" == told[20]
    assert told[21].startswith("docs/briefs/2024/z.md:1:1: ")
    assert told[20] in github.summary(listed)
    assert 3001 == len(json.loads(sarif.render(listed, lambda problem: None))["runs"][0]["results"])
    assert 3001 == len(json.loads(as_json.render(listed, lambda problem: None)))


def test_a_wall_of_one_slip_leaves_room_for_others_on_a_pull_request() -> None:
    wall = [Problem("briefs/2024/wall.md", line, 1, "link", "m") for line in range(1, 100)]
    lines = github.render([*wall, Problem("briefs/2024/z.md", 1, 1, "title", "last")], lambda problem: None).splitlines()

    assert 10 == len(lines)
    assert any("z.md" in line for line in lines)
