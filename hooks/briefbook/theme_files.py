"""Says which files of the theme are published: those that a page of ours loads, most of them put together from parts."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

import jinja2

FOLDER = Path(__file__).parent / "theme"
WHOLE = frozenset({"stylesheets/briefbook.css", "javascripts/briefbook.js", "javascripts/search.js"})
"""Made of parts, each of one thing, so that a page needs one request for its looks and one for its script."""
_PARTS = ("styles/", "scripts/", "finder/")
_OF_PREVIEW = "preview/"
_OF_MATERIAL = ("assets/javascripts/", "assets/stylesheets/", ".map", "sitemap.xml")
"""What the theme below ships and no page of ours loads, by a part of its path."""


def is_published(folder: Path, path: str, *, preview: bool = False) -> bool:
    """Whether a file of a folder of the theme belongs to a site, or to a preview."""
    if folder == FOLDER:
        return not path.startswith(_PARTS if preview else (*_PARTS, _OF_PREVIEW))
    return folder.name != "templates" or not any(part in path for part in _OF_MATERIAL)


def templates() -> set[str]:
    """The names of our templates, which escape every value."""
    return {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in {".html", ".xml"}}


class Loader(jinja2.FileSystemLoader):
    """Loads any template of a theme, and lists those that are not hidden.

    MkDocs lists all to copy what is no template, and passes over what is hidden. The theme below has 14,000 icons so.
    """

    def list_templates(self) -> list[str]:
        """The names of all files without a dot before theirs or before a folder's."""
        found: set[str] = set()
        for folder in self.searchpath:
            for inside, folders, names in os.walk(folder, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = PurePath(inside).relative_to(folder)
                found.update((below / name).as_posix() for name in names if not name.startswith("."))
        return sorted(found)
