"""Of the theme, a site has the files that its pages load."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbook import theme_files

OURS, MATERIAL, OWNERS = theme_files.FOLDER, Path("/lib/material/templates"), Path("/site/overrides")


@pytest.mark.parametrize(
    ("folder", "path", "in_site", "in_preview"),
    [
        (OURS, "styles/tokens.css", False, False),
        (OURS, "finder/answer.js", False, False),
        (OURS, "preview/wait.js", False, True),
        (OURS, "stylesheets/briefbook.css", True, True),
        (MATERIAL, "assets/javascripts/bundle.js", False, False),
        (MATERIAL, "assets/images/favicon.png", True, True),
        (OWNERS, "assets/javascripts/own.js", True, True),
        (OWNERS, "styles/own.css", True, True),
    ],
)
def test_what_a_site_is_published_with(folder: Path, path: str, in_site: bool, in_preview: bool) -> None:
    assert in_site == theme_files.is_published(folder, path)
    assert in_preview == theme_files.is_published(folder, path, preview=True)


def test_what_is_put_together_from_parts_is_a_template_of_ours() -> None:
    for path in theme_files.WHOLE:
        assert (theme_files.FOLDER / path).is_file()
    assert "brief.html" in theme_files.templates()
