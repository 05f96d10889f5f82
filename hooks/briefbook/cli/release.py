"""Writes the ledger of published addresses, and refuses where one of the last release is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from briefbook import disk
from briefbook.build import ahead, build
from briefbook.ledger import PATH, Ledger, broken, forget, present, read_ledger, renewed, written
from briefbook.model import Problem
from briefbook.plain import plain
from briefbook.reports import github
from briefbook.tally import unreadable
from briefbook.workers import on_all_cores


@click.command("release")
@click.option("--check", is_flag=True, help="Write nothing; only say whether a release would be refused.")
@click.option(
    "--forget",
    "forgotten",
    multiple=True,
    metavar="ADDRESS",
    help="Set an address free that was published: it may be lost, or be another record's. May be given several times.",
)
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="How to tell the problems.")
def command(check: bool, forgotten: tuple[str, ...], form: str) -> None:
    """Record the addresses that the site has now, if none of the last release is lost."""
    try:
        project = disk.read_project(Path.cwd())
    except disk.NoProject as error:
        raise click.UsageError(str(error)) from error
    file = project.root / PATH
    released = read_ledger(file.read_text(encoding="utf-8")) if file.is_file() else Ledger()
    for address in forgotten:
        released = _without(released, address, project.settings.base_url)
    unread = unreadable(project.problems)
    site = build(project.texts, project.settings, others=project.others, unread=unread, spread=on_all_cores)
    to_come = ahead(site.library, datetime.now(UTC).date()) if site.library else ()
    if errors := sorted([*project.problems, *site.errors, *to_come]):
        _refuse(errors, "the content has mistakes", form)
    now = present(site)
    if lost := [*broken(released, now)]:
        _refuse(lost, "published addresses would be lost", form)
    new = len(now.ledger.addresses.keys() - released.addresses.keys())
    if not check:
        file.write_text(written(renewed(released, now)), encoding="utf-8")
    count = len(now.ledger.addresses)
    click.echo(f"{count} addresses, {new} of them new; {f'{PATH} would be' if check else f'{PATH} is'} up to date")


def _without(released: Ledger, address: str, base: str) -> Ledger:
    what = f"/{address.removeprefix(base)}" if base and address.startswith(base) else address
    try:
        return forget(released, what)
    except KeyError as error:
        raise click.UsageError(f"{plain(what)} is nothing that {PATH} holds; write it as it stands there") from error


def _refuse(problems: Sequence[Problem], reason: str, form: str) -> None:
    if form == "github":
        click.echo(github.render(problems, lambda problem: None), nl=False)
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"no release: {reason}", err=True)
    raise SystemExit(1)
