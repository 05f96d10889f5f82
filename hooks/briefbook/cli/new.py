"""Makes the file of a new record, and says so where there is one of nearly the same name."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from briefbook import disk, paths
from briefbook.cache import indexed
from briefbook.characters import unwelcome
from briefbook.dates import parse_date
from briefbook.index import keys_in
from briefbook.namesakes import names_of, names_written, twin_of
from briefbook.plain import plain
from briefbook.read import read
from briefbook.skeletons import skeleton
from briefbook.twins import mixed
from briefbook.validate import validate


@click.command("new")
@click.argument("kind", type=click.Choice(["brief", "actor", "topic", "section", "author"]))
@click.argument("name")
@click.option("--date", "day", help="The date of a brief, as 2024-10-24; today if not given.")
@click.option("--id", "own_id", help="The id, which is the name of the file; made of NAME if not given.")
@click.option("--anyway", is_flag=True, help="Make it although there is one of nearly the same name.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="The project.")
def command(kind: str, name: str, day: str | None, own_id: str | None, anyway: bool, root: Path) -> None:
    """Make the file of a new KIND of record called NAME."""
    try:
        top = disk.find_root(root.resolve())
    except disk.NoProject as error:
        raise click.UsageError(str(error)) from error
    name = " ".join(name.split())
    slug = _id(name, own_id)
    try:
        date = datetime.now(UTC).date() if day is None else parse_date(day)
    except ValueError as error:
        raise click.UsageError(plain(str(error))) from error
    path = paths.path_of(kind, f"{date.year:04}/{slug}" if kind == "brief" else slug)
    found = disk.survey(top / "docs", lambda _: False)
    if linked := next((each for each in found.problems if each.rule == "link-on-disk" and not each.path), None):
        raise click.UsageError(linked.message)
    if twin := None if anyway else _twin(top, kind, name, path, found.texts):
        click.echo(f"{plain(twin)}; use it, or add --anyway", err=True)
        sys.exit(1)
    known = {
        folder: [each.split("/")[1].removesuffix(".md") for each in found.texts if each.startswith(f"{folder}/")]
        for folder in ("sections", "authors")
    }
    file = top / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as made:
            made.write(skeleton(kind, name, date, known))
    except FileExistsError:
        click.echo(f"{paths.shown(path)} is there already; nothing was changed", err=True)
        sys.exit(1)
    click.echo(paths.shown(path))


def _id(name: str, own_id: str | None) -> str:
    """The id of a new record; raises where its name or its id cannot be."""
    if found := unwelcome(name):
        raise click.UsageError(found[1])
    if word := mixed(name):
        raise click.UsageError(f"'{word}' mixes letters of several alphabets that look alike; write all of it in one")
    if not name:
        raise click.UsageError("the name is empty")
    if own_id is not None:
        if not paths.is_id(own_id):
            message = "is no id of a record; it is made of a-z, 0-9 and single hyphens, as in ada-quay"
            raise click.UsageError(f"'{plain(own_id)}' {message}")
        return own_id
    made = paths.short_slug(name)
    if made == "untitled":
        raise click.UsageError("the name has no Latin letter or digit to make an id of; give one, as in --id ada-quay")
    return made


def _twin(top: Path, kind: str, name: str, path: str, texts: tuple[str, ...]) -> str | None:
    """What to say about the record whose name is nearly that of a new one."""
    if kind == "section" or path in texts:
        return None
    index = indexed(top / "docs", texts, top / ".cache" / "briefbook")
    near, _ = disk.read_texts(top / "docs", index.alike(keys_in(path, [name])))
    others = ((other, _names(other, text)) for other, text in near if other.partition("/")[0] == path.partition("/")[0])
    twin = twin_of(path, [name], others)
    return f"there is {paths.shown(twin.path)} already, '{twin.near}'" if twin else None


def _names(path: str, text: str) -> tuple[str, ...]:
    """The names in a file, whether or not it is finished."""
    source, _ = read(path, text)
    record = validate(source)[0] if source else None
    return names_of(record) if record else names_written(path, source, text)
