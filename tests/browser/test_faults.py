"""The checkers would tell: of the faults that are planted in copies of a page, at least 95 in 100 are caught."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from browser.checkers import axe, html_validate, vnu
from browser.faults import FAULTS, PALE
from browser.harness import SAMPLE, Open
from browser.serve import served
from conftest import Project
from crawl import broken_links

SOUND = "sound"
ADDRESS = "https://briefbook.example.org/"


@pytest.mark.battery("D16")
def test_planted_faults_are_caught(sample: Project, opened: Open, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample.site, site)
    (site / "pale.css").write_text(PALE, encoding="utf-8")
    original = (site / SAMPLE["brief"] / "index.html").read_text(encoding="utf-8")
    original = original.replace("</head>", '<link rel="stylesheet" href="../../../pale.css"></head>')
    names = {f"fault-{number}": name for number, name in enumerate(FAULTS)} | {SOUND: "none"}
    folder = SAMPLE["brief"].rstrip("/").rpartition("/")[0]
    for key, name in names.items():
        spoilt = FAULTS[name](original) if name in FAULTS else original
        assert (spoilt != original) == (name in FAULTS), f"'{name}' changes nothing"
        (site / folder / key).mkdir()
        (site / folder / key / "index.html").write_text(spoilt, encoding="utf-8")
    found = dict.fromkeys(names, "")

    def note(checker: str, told: list[str]) -> None:
        for key in names:
            found[key] += "".join(f"{checker}: {each}\n" for each in told if f"/{key}/" in each)

    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    note("links", list(broken_links(files, ADDRESS)))
    note("html-validate", html_validate([site / folder / key / "index.html" for key in names]))
    with served(site) as address:
        note("vnu", vnu([f"{address}{folder}/{key}/" for key in names]))
        for key, name in names.items():
            if found[key] and "pale" not in name:
                continue  # it is caught, and a browser is slow
            page = opened(f"{address}{folder}/{key}/", color_scheme="light", reduced_motion="reduce")
            note("axe", [f"/{key}/ {each}" for each in axe(page)])
            page.context.close()
    missed = [name for key, name in names.items() if not found[key] and key != SOUND]

    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} faults caught; missed: {missed}")
    assert "" == found.pop(SOUND), "the page without a fault has one"
    assert len(FAULTS) >= 40
    assert len(missed) <= 0.05 * len(FAULTS), missed
    for key, name in names.items():
        if "pale" in name:
            assert "color-contrast" in found[key], name
