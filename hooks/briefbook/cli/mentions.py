"""Prints every mention of every actor in every brief, drafts left out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefbook.build import collect
from briefbook.disk import NoProject, read_project
from briefbook.model import Mention
from briefbook.tally import unreadable


@click.command("mentions")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def command(form: str) -> None:
    """Print the mentions in all briefs, in the order of their dates and texts.

    With jsonl each line is an object: brief, actor, start and end in characters of the body as written, text, sentence.
    Files that do not hold are left out, told on standard error, and make the exit status 1.
    """
    try:
        project = read_project(Path.cwd())
    except NoProject as error:
        raise click.UsageError(str(error)) from error
    unread = unreadable(project.problems)
    library, problems = collect(project.texts, project.settings, others=project.others, unread=unread)
    show = _as_json if form == "jsonl" else _as_text
    for brief in reversed(library.briefs):
        for mention in library.mentions.get(brief.id, ()):
            click.echo(show(mention))
    errors = [problem for problem in (*project.problems, *problems) if problem.severity == "error"]
    for problem in errors:
        click.echo(str(problem), err=True)
    if errors:
        raise SystemExit(1)


def _as_json(mention: Mention) -> str:
    values = {
        "brief": mention.brief,
        "actor": mention.actor,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "sentence": mention.sentence,
    }
    return json.dumps(values, ensure_ascii=False)


def _as_text(mention: Mention) -> str:
    return f"{mention.brief}:{mention.start}: {mention.actor}: {mention.sentence}"
