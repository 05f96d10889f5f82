"""What several tests need: the example site as texts, and MkDocs run on a copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from briefbook.model import Link, Settings

pytest_plugins = ("browser.harness",)

ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
DATA = Path(os.environ.get("BRIEFBOOK_DATA", ROOT.parent / "shared" / "data"))
"""Others' collections, which are no part of the project: tests that need one are skipped where it is not."""

SETTINGS = Settings(
    name="The Coast",
    base_url="https://coast.example/",
    description="Briefs from the coast.",
    security_contact="mailto:watch@coast.example",
    security_expires=date(2026, 6, 30),
    navigation=(Link("Briefs", "briefs/"), Link("About", "about/")),
)

Texts = dict[str, str]
Run = Callable[..., subprocess.CompletedProcess[str]]


def texts_below(*folders: Path) -> Texts:
    """The Markdown files below some folders, those of a later folder in place of an earlier one's, by docs path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8", "surrogateescape")
        for folder in folders
        for file in sorted(folder.rglob("*.md"))
    }


@pytest.fixture
def good() -> Texts:
    """The example site, which has no fault."""
    return texts_below(SITES / "good")


class Project:
    """A copy of the project with a content of its own, in a folder that a test may spoil."""

    def __init__(self, folder: Path, docs: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.docs = folder / "docs"
        shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        shutil.copy(ROOT / "mkdocs.yml", folder)
        shutil.copytree(docs, self.docs)
        if not (self.docs / "about.md").exists():
            (self.docs / "about.md").write_text("---\ntitle: About\n---\n", encoding="utf-8")

    def build(self, *options: str, by: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `mkdocs build`, with this copy's own package, `by` a command that runs others."""
        return subprocess.run(
            [*by, sys.executable, "-m", "mkdocs", "build", *options],
            cwd=self.folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(self.folder / "hooks"), **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )

    def set(self, old: str, new: str) -> None:
        """Change a setting in mkdocs.yml."""
        file = self.folder / "mkdocs.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def published(self) -> dict[str, bytes]:
        """Every file of the published site with its bytes."""
        return self.files(self.site)

    @staticmethod
    def files(folder: Path) -> dict[str, bytes]:
        """Every file below a folder with its bytes."""
        return {
            file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the example site for its content."""
    return Project(tmp_path / "project", SITES / "good")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project's own content, built once for all tests that only look."""
    made = Project(tmp_path_factory.mktemp("sample") / "project", ROOT / "docs")
    done = made.build("--strict")
    assert done.returncode == 0, done.stderr
    return made
