"""Turns the files and folders that a command was given into paths of the docs folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

import click

from briefbook.plain import plain


def wanted(top: Path, asked: Iterable[Path]) -> Callable[[str], bool] | None:
    """Whether a path of the docs folder is among those asked for; None for all. A folder stands for all in it.

    The folders above a path are among them: where nobody may look into one, that is to be told. A path is one as seen from
    the folder in which the command is run; where nothing is there, from the top of the project.
    """
    docs, inside = top / "docs", []
    for given in asked:
        path = next((each for each in (given, top / given) if _may_be_there(each)), None)
        if path is None:
            raise click.UsageError(f"there is no file {plain(str(given))}, seen from here or from the top of the project")
        whole = Path(os.path.normpath(path.absolute()))
        if docs.is_relative_to(whole):
            return None
        inside.append(os.path.relpath(whole, docs).replace(os.sep, "/"))
    if not inside:
        return None
    folders = {str(folder) for each in inside for folder in PurePosixPath(each).parents}
    exact, below = folders.union(inside), tuple(f"{each}/" for each in inside)
    return lambda path: path in exact or path.startswith(below)


def _may_be_there(path: Path) -> bool:
    """Whether something is at a path, as far as one may look."""
    try:
        return path.exists() or path.is_symlink()
    except PermissionError:
        return True
