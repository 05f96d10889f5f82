"""Says what is wrong with the content, or with some files of it, and what its author can do about it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import click

from briefbook import disk, reports
from briefbook.build import collect
from briefbook.cache import indexed
from briefbook.cli_paths import wanted
from briefbook.index import spoken
from briefbook.model import Problem
from briefbook.read import unified
from briefbook.reports import github
from briefbook.shelf import modules
from briefbook.tally import tally, unreadable
from briefbook.workers import on_all_cores

_PAUSE = 0.7
_FORMATS: dict[str, ModuleType] = {module.__name__.rpartition(".")[2]: module for module in modules(reports)}


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@click.option("--format", "form", type=click.Choice([*_FORMATS]), default="text", help="How to tell the problems.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, as an editor's task does.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="The project.")
def command(paths: tuple[Path, ...], form: str, watch: bool, root: Path) -> None:
    """Check the content, or only what concerns PATHS (files or folders, as seen from here, else from the project's top)."""
    try:
        top = disk.find_root(root.resolve())
    except disk.NoProject as error:
        raise click.UsageError(str(error)) from error
    if watch:
        _watch(top, paths, form)
    sys.exit(_tell(top, paths, form))


def _tell(top: Path, paths: tuple[Path, ...], form: str) -> int:
    """Check once, print, and return the exit status."""
    texts, problems = check(top, wanted(top, paths))
    faulty = {problem.path for problem in problems}
    lines = {path: unified(text).split("\n") for path, text in texts if path in faulty}
    click.echo(_FORMATS[form].render(problems, _line_in(lines)), nl=False)
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(github.summary(problems))
    if form == "text":
        click.echo(tally(problems), err=True)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _watch(top: Path, paths: tuple[Path, ...], form: str) -> None:
    """Check now and after every change, until interrupted; the lines around the problems tell an editor when it is done."""
    before: object = None
    while True:
        now = {path: os.stat(f"{top}/docs/{path}").st_mtime_ns for path in disk.survey(top / "docs", lambda _: False).texts}  # noqa: PTH116
        if now != before:
            click.echo("-- checking")
            _tell(top, paths, form)
            click.echo("-- checked")
            sys.stdout.flush()
        before = now
        time.sleep(_PAUSE)


def check(top: Path, asked: Callable[[str], bool] | None = None) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """The texts that were read, and the problems in the wanted files, or in all, the worst of each file first."""
    docs = top / "docs"
    found = disk.survey(docs, asked or (lambda path: True))
    needed = found.texts
    if asked:
        chosen, _ = disk.read_texts(docs, filter(asked, found.texts))
        words = frozenset(word for _, text in chosen for word in spoken(text))
        index = indexed(docs, found.texts, top / ".cache" / "briefbook")
        needed = tuple(sorted({*index.neighbours(filter(asked, found.texts), words), *filter(asked, found.texts)}))
    texts, refusals = disk.read_texts(docs, needed)
    settings, refused = disk.read_owner_settings(top)
    others = (*found.others, *found.texts)
    unread = unreadable(found.problems).union(found.texts) - {path for path, _ in texts}
    today = datetime.now(UTC).date()
    _, problems = collect(texts, settings, others=others, unread=unread, today=today, with_drafts=True, spread=on_all_cores)
    told = [each for each in (*found.problems, *refusals, *refused, *problems) if not asked or asked(each.path)]
    return texts, tuple(sorted(told, key=lambda each: (each.path, each.line, each.column, each.rule, each.message)))


def _line_in(lines: dict[str, list[str]]) -> Callable[[Problem], str | None]:
    def line_of(problem: Problem) -> str | None:
        its = lines.get(problem.path, [])
        return its[problem.line - 1] if 0 < problem.line <= len(its) else None

    return line_of
