"""Joins two records of one actor: what named the old id names the other, which takes over its names and its address."""

from __future__ import annotations

from pathlib import Path

import click

from briefbook import disk, paths
from briefbook.build import collect
from briefbook.merging import merged
from briefbook.nearest import did_you_mean


@click.command("merge")
@click.argument("kind", type=click.Choice(["actor"]))
@click.argument("old")
@click.argument("new")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="The project.")
def command(kind: str, old: str, new: str, root: Path) -> None:
    """Merge the actor OLD into the actor NEW; both are ids. The old address leads to the new one."""
    try:
        project = disk.read_project(root.resolve())
    except disk.NoProject as error:
        raise click.UsageError(str(error)) from error
    if hidden := next(disk.hidden(project.problems), None):
        message = f"{paths.shown(hidden)} cannot be read, and may name the actor; see that you may read it"
        raise click.ClickException(f"{message}; nothing was changed")
    library, _ = collect(project.texts, project.settings, with_drafts=True)
    for each in (old, new):
        if each not in library.actors:
            near = did_you_mean(each, [*library.actors])
            raise click.ClickException(f"there is no actor '{each}'{near}; nothing was changed")
    if old == new:
        raise click.ClickException("an actor cannot be merged into itself; nothing was changed")
    if large := [paths.shown(path) for path in disk.cut_short(project.texts)]:
        raise click.ClickException(f"{large[0]} is too large for a text; divide it first; nothing was changed")
    changed = merged(project.texts, library.actors[old], library.actors[new])
    for path, text in changed.items():
        (project.docs / path).write_bytes(text.encode("utf-8", "surrogateescape"))
        click.echo(paths.shown(path))
    gone = paths.path_of(kind, old)
    (project.docs / gone).unlink()
    click.echo(f"{paths.shown(gone)} (deleted)")
