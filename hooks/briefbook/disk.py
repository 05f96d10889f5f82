"""The project as it lies on the disk: its content and its settings, read without MkDocs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from briefbook import files, spare
from briefbook.model import Problem, Settings
from briefbook.pictures import Picture
from briefbook.settings import read_settings


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with an mkdocs.yml, the Markdown files of its docs folder, the paths of all others, and its settings."""

    root: Path
    texts: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
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
    found = survey(root / "docs")
    texts, problems = read_texts(root / "docs", found.texts)
    settings, refused = read_owner_settings(root)
    return Project(root, texts, found.others, settings, (*found.problems, *problems, *refused))


class Survey(NamedTuple):
    """What lies in a docs folder: the paths of Markdown files and of all others, and what has no business there.

    `sizes` are the widths and heights, in pixels, of the pictures that were looked into.
    """

    texts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    sizes: Mapping[str, tuple[int, int]] = MappingProxyType({})


def survey(docs: Path, look_into: Callable[[str], bool] = lambda path: True) -> Survey:
    """List a docs folder, following no link, and look into each picture, or into some."""
    if docs.is_symlink():
        linked = "docs is a link to another folder, and links are not followed; put the folder itself here"
        return Survey(problems=(Problem("", 1, 1, "link-on-disk", linked),))
    if not docs.is_dir():
        return Survey(problems=(Problem("", 1, 1, "path", "there is no folder docs here; the content belongs in it"),))
    problems: list[Problem] = []
    found = sorted(_files_below(docs, "", problems))
    problems += files.misnamed(found)
    texts = tuple(path for path in found if path.endswith(".md"))
    others = tuple(path for path in found if not path.endswith(".md"))
    sizes: dict[str, tuple[int, int]] = {}
    for path in others:
        if files.is_picture(path) and look_into(path):
            judged = picture(docs, path)
            if isinstance(judged, Problem):
                problems.append(judged)
            else:
                sizes[path] = (judged.width, judged.height)
    return Survey(texts, others, tuple(problems), sizes)


Stamp = tuple[int, int, int]
"""When a file was last written, when its text, mode or owner was last set, and its size: tells its states apart."""


def stamps(folder: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of some files below a folder; one that is not there any more has none."""
    found: dict[str, Stamp] = {}
    for path in paths:
        with contextlib.suppress(OSError):
            state = os.stat(f"{folder}/{path}")  # noqa: PTH116 (10,000 of them each time somebody saves)
            found[path] = (state.st_mtime_ns, state.st_ctime_ns, state.st_size)
    return found


def read_texts(docs: Path, some: Iterable[str]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """The texts of some Markdown files, decoded as `read.read` wants them; a file far too large is read in part."""
    texts, problems = [], []
    for path in some:
        try:
            with (docs / path).open("rb") as file:
                texts.append((path, file.read(files.MOST_READ).decode("utf-8", "surrogateescape")))
        except OSError as error:
            problems.append(
                Problem(
                    path,
                    1,
                    1,
                    "unreadable",
                    f"the file cannot be read: {error.strerror}; see that it is there, and that you may read it",
                )
            )
    return tuple(texts), tuple(problems)


def cut_short(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The paths of files so large that they were read in part; who writes them back loses the rest."""
    return (path for path, text in texts if len(text.encode("utf-8", "surrogateescape")) >= files.MOST_READ)


def hidden(problems: Iterable[Problem]) -> Iterator[str]:
    """The texts that nobody may read, and the folders that may hold some: who mends all references would miss theirs."""
    return (each.path for each in problems if each.rule == "unreadable" and not files.is_picture(each.path))


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def writer(folder: Path, make_folder: Callable[[str], object] = os.mkdir) -> Callable[[str, bytes], None]:
    """A function that writes files below a folder, making the folders on their way as `os.mkdir` does.

    What stands there already is replaced, never written to: it may be a link to the bytes of a published file.
    """
    there: set[str] = set()

    def make(parent: str) -> None:
        """Make a folder that is not known to be there, and those above it."""
        above = parent.rpartition("/")[0]
        if parent and above not in there:
            make(above)
        with contextlib.suppress(FileExistsError):
            make_folder(f"{folder}/{parent}")
        there.add(parent)

    def write(path: str, content: bytes) -> None:
        try:
            parent = path.rpartition("/")[0]
            if parent not in there:
                make(parent)
            file = os.open(f"{folder}/{path}", _NEW, 0o666)
        except (FileExistsError, NotADirectoryError, FileNotFoundError):
            spare.make_way(folder, path)
            file = os.open(f"{folder}/{path}", _NEW, 0o666)
        try:
            written = os.write(file, content)
            while written < len(content):  # the disk is nearly full; the next one says so
                written += os.write(file, content[written:])
        finally:
            os.close(file)

    return write


def read_owner_settings(root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in a project's mkdocs.yml."""
    return _settings(root / "mkdocs.yml")


def _files_below(docs: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    try:
        with os.scandir(docs / folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(
            Problem(folder, 1, 1, "unreadable", f"the folder cannot be read: {error.strerror}; see that you may read it")
        )
        return
    for entry in listed:
        path = f"{folder}/{entry.name}".removeprefix("/")
        if entry.is_symlink():
            problems.append(files.link_on_disk(path))
        elif entry.is_dir(follow_symlinks=False):
            yield from _files_below(docs, path, problems)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            problems.append(files.no_file(path))


def picture(docs: Path, path: str) -> Picture | Problem:
    """What a picture of a docs folder is, or what is wrong with it."""
    file = docs / path
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= files.PICTURE else b""
    except OSError as error:
        return Problem(
            path,
            1,
            1,
            "unreadable",
            f"the file cannot be read: {error.strerror}; see that it is there, and that you may read it",
        )
    judged = files.judge_picture(path, size, content)
    return Problem(path, 1, 1, "picture", judged) if isinstance(judged, str) else judged


def _settings(file: Path) -> tuple[Settings, tuple[Problem, ...]]:
    text = file.read_text(encoding="utf-8")
    try:
        config: Any = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        message = " ".join(str(error).split())
        return Settings(name=""), (
            Problem("../mkdocs.yml", 1, 1, "settings", f"cannot be read; correct it where this says: {message}"),
        )
    values = config if isinstance(config, dict) else {}
    return read_settings(values, values.get("nav"), text)
