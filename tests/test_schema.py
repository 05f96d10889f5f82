"""The schema that editors are given holds of every record that is right, and of none that is wrong in its shape."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from briefbook.command_line import main
from briefbook.paths import FOLDERS
from conftest import ROOT, SITES, texts_below


@cache
def schema(kind: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(CliRunner().invoke(main, ["schema", kind]).output)
    Draft202012Validator.check_schema(made)
    return made


def faults(kind: str, fields: object) -> list[str]:
    judge = Draft202012Validator(schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:80]}" for error in judge.iter_errors(fields)]


@pytest.mark.parametrize("kind", FOLDERS.values())
def test_every_record_keeps_to_it(kind: str) -> None:
    """As an editor reads front matter: by YAML, days as texts."""
    count = 0
    for path, text in {**texts_below(ROOT / "docs"), **texts_below(SITES / "good", SITES / "hostile")}.items():
        if FOLDERS.get(path.partition("/")[0]) == kind and not path.endswith("index.md"):
            fields = yaml.load(text.split("\n---", 1)[0].removeprefix("---"), Loader=yaml.SafeLoader)
            assert [] == faults(kind, json.loads(json.dumps(fields, default=str))), path
            count += 1
    assert count > 1


GOOD = {
    "title": "Fog",
    "date": "2024-01-10",
    "section": "weather",
    "authors": ["night-desk"],
    "summary": "Words.",
    "topics": ["storms"],
}


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"date": "10 January"}, "$.date"),
        ({"section": "Weather Studies"}, "$.section"),
        ({"authors": ["Night Desk"]}, "$.authors[0]"),
        ({"authors": []}, "$.authors"),
        ({"topics": "storms"}, "$.topics"),
        ({"summary": "x" * 401}, "$.summary"),
        ({"sources": [{"title": "A", "url": "example.org"}]}, "$.sources[0].url"),
        ({"sources": [{"url": "https://example.org/"}]}, "$.sources[0]"),
        ({"confidence": "sure"}, "$.confidence"),
        ({"redirect_from": ["old"]}, "$.redirect_from[0]"),
        ({"titel": "Fog"}, "$"),
        ({"title": ""}, "$.title"),
    ],
)
def test_a_wrong_shape_is_told_where_it_is(wrong: dict[str, object], at: str) -> None:
    assert [] == faults("brief", GOOD)
    assert [at] == [each.partition(": ")[0] for each in faults("brief", {**GOOD, **wrong})]
