"""The forms of the problems, read by others' programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from briefbook.build import build
from briefbook.model import Problem
from briefbook.reports import github, sarif
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


@pytest.mark.parametrize("line", [0, -1])
def test_the_schema_can_refuse(line: int) -> None:
    """Without this, the test above could pass by chance."""
    log = json.loads(sarif.render([Problem("a.md", line, 1, "x", "y")], lambda problem: None))

    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(log)


def test_a_job_summary_has_room_for_the_worst_of_very_many_problems() -> None:
    """GitHub shows none of a summary that is longer than 1 MiB."""
    warnings = [Problem(f"briefs/2024/b{n}.md", 1, 1, "spacing", "ÿ" * 50, "warning") for n in range(12_000)]
    text = github.summary([*warnings, Problem("z.md", 1, 1, "title", "the last of all")])

    assert len(text.encode()) < 1024 * 1024
    assert text.startswith("**1 error, 12000 warnings**\n\n````text\ndocs/z.md:1:1: error: the last of all [title]\n")
    told = text.count("[spacing]")
    assert text.endswith(f"\n{12_000 - told} more; run briefbook check to see them all\n````\n")
    assert "1 more; run" not in github.summary(warnings[:9])
