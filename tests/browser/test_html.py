"""Every page of a build is HTML without a fault, by the word of two checkers."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.checkers import html_validate, vnu
from browser.serve import served
from conftest import Project


def pages_of(site: Path) -> list[Path]:
    """All pages of a site, those that lead on from old addresses included."""
    return sorted(site.rglob("*.html"))


@pytest.mark.battery("D1")
def test_the_nu_html_checker_finds_no_error_and_no_warning(sample: Project, states: Project) -> None:
    for site in (sample.site, states.site):
        with served(site) as address:
            assert [] == vnu([address + page.relative_to(site).as_posix() for page in pages_of(site)])


@pytest.mark.battery("D1")
def test_an_archive_of_others_is_html_without_a_fault_too(digitalgov: Project) -> None:
    """Its authors left out levels of headings, words of headings and of links, and wrote addresses with spaces."""
    every = pages_of(digitalgov.site)
    some = [page for number, page in enumerate(every) if "briefs" in page.parts or number % 10 == 0]

    with served(digitalgov.site) as address:
        assert [] == vnu([address + page.relative_to(digitalgov.site).as_posix() for page in some])
    assert [] == html_validate(some)


@pytest.mark.battery("D2")
def test_html_validate_finds_nothing(sample: Project, states: Project) -> None:
    assert [] == html_validate([*pages_of(sample.site), *pages_of(states.site)])
