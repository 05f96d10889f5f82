"""The pictures of the README are those of the built site."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from briefbook.pictures import read_size
from browser.pictures import PICTURES, take
from conftest import ROOT, Project


def test_the_script_makes_every_picture_of_the_readme(sample: Project, browser: Browser, tmp_path: Path) -> None:
    made = {file.name: read_size(file.read_bytes()) for file in take(sample.site, tmp_path, browser)}
    shown = re.findall(r"!\[[^\]]+\]\(\.github/([a-z]+\.png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))

    assert set(shown) == set(made)
    for name, size in made.items():
        picture = PICTURES[name.removesuffix(".png")]
        assert size == ("PNG", picture.width, picture.height)
        assert size == read_size((ROOT / ".github" / name).read_bytes())
