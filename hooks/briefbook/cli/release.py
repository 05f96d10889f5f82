"""Writes the ledger of published addresses, and refuses where one of the last release is lost."""

from __future__ import annotations

from pathlib import Path

import click

from briefbook.build import build
from briefbook.disk import NoProject, read_project
from briefbook.ledger import PATH, broken, ledger, read_ledger, written


@click.command("release")
@click.option("--check", is_flag=True, help="Write nothing; only say whether a release would be refused.")
def command(check: bool) -> None:
    """Record the addresses that the site has now, if none of the last release is lost."""
    try:
        project = read_project(Path.cwd())
    except NoProject as error:
        raise click.UsageError(str(error)) from error
    site = build(project.texts, project.settings, others=project.others)
    if errors := sorted([*project.problems, *site.errors]):
        _refuse([str(error) for error in errors], "the content has mistakes")
    file = project.root / PATH
    released = read_ledger(file.read_text(encoding="utf-8")) if file.is_file() else {}
    now = ledger(site)
    if lost := [str(problem) for problem in broken(released, now)]:
        _refuse(lost, "published addresses would be lost")
    new = len(now.keys() - released.keys())
    if not check:
        file.write_text(written(now), encoding="utf-8")
    click.echo(f"{len(now)} addresses, {new} of them new; {f'{PATH} would be' if check else f'{PATH} is'} up to date")


def _refuse(problems: list[str], reason: str) -> None:
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"no release: {reason}", err=True)
    raise SystemExit(1)
