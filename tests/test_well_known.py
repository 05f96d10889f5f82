"""What programs look for at fixed addresses is there, and says what their standards ask for."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.robotparser import RobotFileParser

import pytest

from briefbook.pictures import read_size
from conftest import Project

ADDRESS = "https://briefbook.example.org/"


@pytest.mark.battery("D14")
def test_robots_may_read_everything_and_find_the_map(sample: Project) -> None:
    robots = RobotFileParser()
    robots.parse((sample.site / "robots.txt").read_text(encoding="utf-8").splitlines())

    assert robots.can_fetch("*", f"{ADDRESS}briefs/")
    assert [f"{ADDRESS}sitemap.xml"] == robots.site_maps()


@pytest.mark.battery("D14")
def test_a_weakness_can_be_told(sample: Project) -> None:
    """RFC 9116: each line a field, the two that are asked for, and the address at which the file itself is valid."""
    lines = (sample.site / ".well-known" / "security.txt").read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(": ", 1) for line in lines)

    assert {"Contact", "Expires", "Canonical"} == set(fields)
    assert len(fields) == len(lines)
    assert re.fullmatch(r"(mailto:|https:|tel:)\S+", fields["Contact"])
    assert datetime.fromisoformat(fields["Expires"]).utcoffset() is not None
    assert f"{ADDRESS}.well-known/security.txt" == fields["Canonical"]


def test_the_pictures_of_the_site_have_the_sizes_that_are_asked_for(sample: Project) -> None:
    """The icon is a multiple of 48 pixels, which search engines ask for; the card has the shape of previews."""
    images = sample.site / "assets" / "images"
    sizes = {name: read_size((images / f"{name}.png").read_bytes()) for name in ("favicon", "card")}

    assert {"favicon": ("PNG", 96, 96), "card": ("PNG", 1200, 630)} == {
        name: (size.kind, size.width, size.height) for name, size in sizes.items() if size
    }


@pytest.mark.battery("D14")
def test_an_address_that_leads_nowhere_has_a_page_that_works_from_everywhere(sample: Project) -> None:
    html = (sample.site / "404.html").read_text(encoding="utf-8")

    assert '<meta name="robots" content="noindex">' in html
    assert [] == [link for link in re.findall(r'(?:href|src)="([^"]*)"', html) if not re.match(r"/|#|https?:", link)]
