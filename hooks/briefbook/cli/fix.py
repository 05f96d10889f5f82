"""Mends the slips that are safe to mend: spacing, quotes, the order of fields, the case of ids, dates with one meaning."""

from __future__ import annotations

from pathlib import Path

import click

from briefbook import disk, paths
from briefbook.cli_paths import wanted
from briefbook.mend import mended


@click.command("fix")
@click.argument("files", nargs=-1, type=click.Path(readable=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say which files would change.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="The project.")
def command(files: tuple[Path, ...], dry_run: bool, root: Path) -> None:
    """Mend the content at the places of the slips and nowhere else, or only FILES.

    These are files or folders, as seen from here, else from the project's top. Those that nobody may read are told on
    standard error, and make the exit status 1.
    """
    try:
        top = disk.find_root(root.resolve())
    except disk.NoProject as error:
        raise click.UsageError(str(error)) from error
    asked = wanted(top, files)
    docs = top / "docs"
    found = disk.survey(docs, lambda _: False)
    texts, refusals = disk.read_texts(docs, tuple(path for path in found.texts if not asked or asked(path)))
    untouched = frozenset(disk.cut_short(texts))
    for path, text in texts:
        better = mended(path, text) if path not in untouched else text
        if better != text:
            if not dry_run:
                (docs / path).write_bytes(better.encode("utf-8", "surrogateescape"))
            click.echo(paths.shown(path))
    unread = [
        each for each in (*found.problems, *refusals) if each.rule == "unreadable" and (not asked or asked(each.path))
    ]
    for problem in unread:
        click.echo(str(problem), err=True)
    if unread:
        raise SystemExit(1)
