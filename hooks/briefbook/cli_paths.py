"""Turns the files and folders that a command was given into paths of the docs folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from briefbook.plain import plain


def wanted(top: Path, asked: Iterable[Path]) -> Callable[[str], bool] | None:
    """Whether a path of the docs folder is among those asked for; None for all. A folder stands for all in it.

    A path is one as seen from the folder in which the command is run; where nothing is there, from the top of the project.
    """
    docs, inside = top / "docs", []
    for given in asked:
        path = next((each for each in (given, top / given) if each.exists() or each.is_symlink()), None)
        if path is None:
            raise click.UsageError(f"there is no file {plain(str(given))}, seen from here or from the top of the project")
        whole = Path(os.path.normpath(path.absolute()))
        if docs.is_relative_to(whole):
            return None
        inside.append(os.path.relpath(whole, docs).replace(os.sep, "/"))
    if not inside:
        return None
    exact, below = frozenset(inside), tuple(f"{each}/" for each in inside)
    return lambda path: path in exact or path.startswith(below)
