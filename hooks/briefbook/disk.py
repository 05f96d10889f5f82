"""The project as it lies on the disk: its content and its settings, read without MkDocs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from briefbook.model import Problem, Settings
from briefbook.settings import read_settings


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with an mkdocs.yml, the Markdown files of its docs folder, and its settings."""

    root: Path
    texts: tuple[tuple[str, str], ...]
    settings: Settings
    problems: tuple[Problem, ...]

    @property
    def docs(self) -> Path:
        """The folder with the content."""
        return self.root / "docs"


class NoProject(Exception):
    """There is no mkdocs.yml here or above; the message says so."""


class _Loader(yaml.SafeLoader):
    """Reads an mkdocs.yml with the tags that MkDocs knows (`!ENV`, `!!python/name:`) as nothing; none of them is run."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def find_root(start: Path) -> Path:
    """The nearest folder with an mkdocs.yml, from a folder upwards; raises NoProject."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise NoProject(f"no mkdocs.yml in {start} or above it; run this inside the repository")


def read_project(start: Path) -> Project:
    """Read the project around a folder; raises NoProject. Texts are decoded as `read.read` wants them, sorted by path."""
    root = find_root(start.resolve())
    docs = root / "docs"
    texts, unreadable = read_texts(docs, sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*.md")))
    settings, refused = _settings(root / "mkdocs.yml")
    return Project(root, texts, settings, (*unreadable, *refused))


def read_texts(docs: Path, names: Iterable[str]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Read Markdown files by their paths in the docs folder, as `read.read` wants them; those that cannot be are told."""
    texts, problems = [], []
    for path in names:
        try:
            text = (docs / path).read_bytes().decode("utf-8", "surrogateescape")
        except OSError as error:
            problems.append(Problem(path, 1, 1, "unreadable", f"the file cannot be read: {error.strerror}"))
            continue
        if path.endswith(".md"):
            texts.append((path, text))
        else:
            message = f"a Markdown file's name ends in .md; rename it to {Path(path).stem}.md"
            problems.append(Problem(path, 1, 1, "path", message))
    return tuple(texts), tuple(problems)


def _settings(file: Path) -> tuple[Settings, tuple[Problem, ...]]:
    text = file.read_text(encoding="utf-8")
    try:
        config: Any = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        message = " ".join(str(error).split())
        return Settings(name=""), (Problem("../mkdocs.yml", 1, 1, "settings", f"cannot be read: {message}"),)
    values = config if isinstance(config, dict) else {}
    return read_settings(values, values.get("nav"), text)
