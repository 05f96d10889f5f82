"""Of the theme, a site has the files that its pages load."""

from __future__ import annotations

from pathlib import Path

import jinja2
import material
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


def test_all_of_a_theme_can_be_loaded_and_what_is_hidden_is_not_listed(tmp_path: Path) -> None:
    for path in ("own.html", "css/own.css", ".git/HEAD", "css/.hidden/x.css", "css/.DS_Store", "a.b/c.css"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("own", encoding="utf-8")
    folders = [theme_files.FOLDER, tmp_path, Path(material.__file__).parent / "templates"]
    loader, theirs = theme_files.Loader(folders), jinja2.FileSystemLoader(folders)
    icon = ".icons/material/pencil.svg"

    assert [path for path in theirs.list_templates() if not any(part[0] == "." for part in path.split("/"))] == (
        loader.list_templates()
    )
    assert {"own.html", "css/own.css", "a.b/c.css"} < {*loader.list_templates()}
    assert "<svg" in jinja2.Environment(loader=loader).get_template(icon).render()
