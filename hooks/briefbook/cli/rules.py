"""Prints the page on all rules, docs/contributing/checks.md, from the modules that apply them."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import click

from briefbook import checks, fixes
from briefbook.form import FORM
from briefbook.shelf import modules

_HEAD = """---
title: What is checked
summary: Every rule that briefs have to keep, why, and how to mend what breaks it.
---

`briefbook check` tells what is wrong with its line and with what to do. An error stops a build; a warning does not. This
page is made by `briefbook rules > docs/contributing/checks.md` from the modules that hold the rules.
"""


@click.command("rules")
def command() -> None:
    """Print the page on all rules."""
    click.echo("".join(page()), nl=False)


def page() -> Iterator[str]:
    """The page, in parts."""
    yield _HEAD
    yield "\n## Rules on content\n"
    for module in modules(checks):
        names = ", ".join(f"`{rule}` ({severity})" for rule, severity in module.RULES.items())
        yield f"\n### {_title(module)}\n\n{names}\n\n{_text(module)}\n"
    yield "\n## Rules on form\n\nAll of these are errors.\n\n| rule | what it asks |\n|---|---|\n"
    yield from (f"| `{rule}` | {asked} |\n" for rule, asked in FORM.items())
    yield "\n## What `briefbook fix` mends\n"
    for module in modules(fixes):
        yield f"\n### {_title(module)}, mended\n\n{_text(module)}\n"


def _title(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", " ").capitalize()


def _text(module: ModuleType) -> str:
    return (module.__doc__ or "").strip()
