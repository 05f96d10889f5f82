"""A language runs as its script does."""

from __future__ import annotations

import pytest

from briefbook.bidi import direction


@pytest.mark.parametrize("language", ["ar", "he", "fa-IR", "az-Arab", "pa-arab-PK"])
def test_from_right_to_left(language: str) -> None:
    assert "rtl" == direction(language)


@pytest.mark.parametrize("language", ["en", "ur-Latn", "ha", None])
def test_or_as_the_pages_do(language: str | None) -> None:
    assert direction(language) is None
