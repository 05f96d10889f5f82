"""Tells a reviewer in Markdown what a change to the content means: two Libraries compared, not two texts."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from briefbook import disk, paths
from briefbook.build import collect
from briefbook.comparison import Comparison, beside, brought, compare, smuggled
from briefbook.history import NoCommit, changed, tree_at
from briefbook.model import Actor, Brief, Library, Problem, Record, Topic
from briefbook.namesakes import names_of, names_written, twins_among
from briefbook.plain import plain
from briefbook.read import read
from briefbook.reports import github
from briefbook.tally import tally, unreadable
from briefbook.workers import on_all_cores

_WORDS_A_MINUTE = 230
_MOST = 50


@click.command("review")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--checked",
    multiple=True,
    type=click.Choice(["twins", "files"]),
    help="Somebody has looked at the new names that others nearly have, or at the files outside docs: no error then.",
)
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="The project.")
def command(base: str, head: str | None, checked: tuple[str, ...], root: Path) -> None:
    """Compare the content at the commit HEAD, or as it lies here, with that at BASE."""
    try:
        top = disk.find_root(root.resolve())
        before, known, _ = _library(top, base)
        after, problems, texts = _library(top, head)
        files = changed(top, base, head)
    except (disk.NoProject, NoCommit) as error:
        raise click.UsageError(plain(str(error))) from error
    found = compare(before, after)
    told = [*found.broken, *(problems if "twins" in checked else brought(known, problems, files))]
    told += () if "files" in checked else smuggled(files)
    names = _new_names(before, after, found, texts)
    click.echo("".join(_report(found, after, told, names, beside(files))), nl=False)
    sys.exit(1 if any(problem.severity == "error" for problem in told) else 0)


def _library(top: Path, commit: str | None) -> tuple[Library, tuple[Problem, ...], Mapping[str, str]]:
    """What the content amounts to, what is wrong with it, and the texts that it was made from."""
    owner, _ = disk.read_owner_settings(top)
    today = datetime.now(UTC).date()
    if commit is not None:
        tree = tree_at(top, commit)
        library, problems = collect(
            tree.texts, owner, others=tree.others, today=today, with_drafts=True, spread=on_all_cores
        )
        return library, (*tree.problems, *problems), dict(tree.texts)
    found = disk.survey(top / "docs")
    texts, refusals = disk.read_texts(top / "docs", found.texts)
    unread = unreadable((*found.problems, *refusals))
    library, problems = collect(
        texts, owner, others=found.others, unread=unread, today=today, with_drafts=True, spread=on_all_cores
    )
    return library, (*found.problems, *refusals, *problems), dict(texts)


def _new_names(before: Library, after: Library, found: Comparison, texts: Mapping[str, str]) -> Iterator[str]:
    """The actors and topics that come, finished or not, each with the nearest of all that are there."""
    names = {record.source.path: names_of(record) for record in (*after.actors.values(), *after.topics.values())}
    unfinished = [path for path in after.unread if path.startswith(("actors/", "topics/")) and path in texts]
    names |= {path: names_written(path, read(path, texts[path])[0], texts[path]) for path in unfinished}
    told = {each.source.path: _told(each) for each in found.added if isinstance(each, Actor | Topic)}
    told |= {
        path: f"{_code(paths.shown(path))} {_code(next(iter(names[path]), '?'))}, unfinished"
        for path in unfinished
        if path not in before.files
    }
    for path, twin in twins_among(told, names):
        yield f"{told[path]}: {_code(twin.told if twin else 'no name like it')}"


def _report(
    found: Comparison, after: Library, problems: list[Problem], names: Iterable[str], outside: tuple[str, ...]
) -> Iterator[str]:
    yield f"## Review of the content\n\n{tally(problems)}\n"
    yield from _section("Added", (_told(each) for each in found.added))
    yield from _section("Changed", (_told(each) for each in found.changed))
    yield from _section(
        "Moved", (f"{_told(new)}, before at {_code(paths.shown(old.source.path))}" for old, new in found.moved)
    )
    yield from _section("Merged", (f"{_told(old)} into {_told(new)}" for old, new in found.merged))
    yield from _section("Removed", (_told(each) for each in found.removed))
    yield from _section("New actors and topics, and the nearest there are", names)
    yield from _section("Pages that change", (_code(f"/{url}") for url in found.pages))
    linking = (
        f"{_code(paths.shown(path))} is referred to by {', '.join(_code(paths.shown(each)) for each in those)}"
        for path, those in found.linking.items()
    )
    yield from _section("Who links here", linking)
    yield from _section("Other files, which a maintainer has to look at", (_code(path) for path in outside))
    worst_first = sorted(problems, key=lambda each: each.severity != "error")
    yield from _section("Problems", (_code(github.told(problem)) for problem in worst_first))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield f"\n### {title}\n\n"
        yield from (f"- {line}\n" for line in listed[:_MOST])
        if len(listed) > _MOST:
            yield f"- and {len(listed) - _MOST} more\n"


def _told(record: Record) -> str:
    name = getattr(record, "title", None) or getattr(record, "name", None) or record.id
    if not isinstance(record, Brief):
        return f"{_code(paths.shown(record.source.path))} {_code(name)}"
    words = len(re.findall(r"\w+", record.source.body))
    minutes = max(1, round(words / _WORDS_A_MINUTE))
    return f"{_code(paths.shown(record.source.path))} {_code(name)}, {record.status}, {words} words, {minutes} min"


def _code(text: str) -> str:
    """A text of a contributor's as code, where Markdown and HTML mean nothing."""
    return f"`{plain(text).replace('`', chr(0x2BB))}`"
