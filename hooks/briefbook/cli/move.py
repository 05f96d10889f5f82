"""Gives a brief another id: moves its file and its pictures, mends what refers to it, and remembers the old id."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from briefbook import disk, paths
from briefbook.edits import scalars
from briefbook.model import Problem
from briefbook.moving import moved
from briefbook.read import read

_FILE = re.compile(r"(?:^|/)briefs/(\d{4}/[^/]+?)(?:\.md)?$")


@click.command("move")
@click.argument("kind", type=click.Choice(["brief"]))
@click.argument("old")
@click.argument("new")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="The project.")
def command(kind: str, old: str, new: str, root: Path) -> None:
    """Rename the brief OLD to NEW; both are ids, such as 2024/strike-ends, or the files of these."""
    try:
        top = disk.find_root(root.resolve())
    except disk.NoProject as error:
        raise click.UsageError(str(error)) from error
    old, new = _id(old), _id(new)
    docs = top / "docs"
    found = disk.survey(docs, lambda _: False)
    texts, refusals = disk.read_texts(docs, found.texts)
    message = (
        _hidden((*found.problems, *refusals))
        or _refusal(dict(texts), old, new)
        or _in_the_way(found.others, old, new)
        or _too_large(texts)
    )
    if message:
        click.echo(f"{message}; nothing was changed", err=True)
        sys.exit(1)
    changed = moved(texts, old, new)
    old_path, new_path = paths.path_of(kind, old), paths.path_of(kind, new)
    (docs / new_path).parent.mkdir(parents=True, exist_ok=True)
    for path, text in changed.items():
        (docs / path).write_bytes(text.encode("utf-8", "surrogateescape"))
        click.echo(paths.shown(path))
    (docs / old_path).unlink()
    pictures = docs / old_path.removesuffix(".md")
    if pictures.is_dir():
        pictures.rename(docs / new_path.removesuffix(".md"))
        click.echo(f"{paths.shown(new_path).removesuffix('.md')}/")


def _id(given: str) -> str:
    """The id of a brief, also where somebody has named its file, as a shell completes it."""
    if found := _FILE.search(given.replace("\\", "/")):
        return found[1]
    return given.removesuffix(".md")


def _hidden(problems: Iterable[Problem]) -> str | None:
    """Why nobody can say what refers to the brief, or None."""
    if path := next(disk.hidden(problems), None):
        return f"{paths.shown(path)} cannot be read, and may refer to the brief; see that you may read it"
    return None


def _refusal(texts: dict[str, str], old: str, new: str) -> str | None:
    """Why the brief cannot be moved, or None."""
    if old == new:
        return f"'{old}' is its id already"
    path = paths.path_of("brief", old)
    if path not in texts:
        return f"there is no brief {paths.shown(path)}"
    if not paths.is_brief_id(new):
        return f"'{new}' is no id of a brief; write it as 2024/name-of-its-file"
    if paths.path_of("brief", new).casefold() in {each.casefold() for each in texts}:
        return f"{paths.shown(paths.path_of('brief', new))} is there already"
    for each, text in texts.items():
        if any(scalar.field == "redirect_from" and scalar.value == new for scalar in scalars(text)) and each != path:
            return f"'{new}' was an id of {paths.shown(each)}, and links from outside lead there; choose another"
    source, problems = read(path, texts[path])
    if source is None:
        return f"{problems[0]}"
    if str(source.fields.get("date", ""))[:4] != new[:4]:
        return f"the folder is the year of the brief's date, {source.fields.get('date', 'which it lacks')}"
    return None


def _in_the_way(others: Iterable[str], old: str, new: str) -> str | None:
    """Why the brief's pictures cannot be moved, or None."""
    folders = {f"{folder.removesuffix('.md')}/" for folder in (paths.path_of("brief", each) for each in (old, new))}
    held = {folder for folder in folders if any(each.startswith(folder) for each in others)}
    if len(held) < 2:
        return None
    return f"docs/{paths.path_of('brief', new).removesuffix('.md')} has pictures already; move or delete them"


def _too_large(texts: Iterable[tuple[str, str]]) -> str | None:
    """Why no file can be written, or None."""
    large = [paths.shown(path) for path in disk.cut_short(texts)]
    return f"{large[0]} is too large for a text; divide it first" if large else None
