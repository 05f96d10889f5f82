"""The program `briefbook`: it finds its commands in the folder `cli`, one a file."""

from __future__ import annotations

import errno
from typing import Any

import click

from briefbook import cli
from briefbook.plain import plain
from briefbook.shelf import modules
from briefbook.workers import ProcessGone, lack_of_memory


class _Commands(click.Group):
    """Commands that say in one line what the system refuses: memory, or a file that nobody may read or write to."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (OSError, MemoryError, ProcessGone) as error:
            if lack := lack_of_memory(error):
                raise click.ClickException(lack) from error
            if not isinstance(error, OSError) or error.errno == errno.EPIPE or error.filename is None:
                raise
            raise click.ClickException(f"{plain(str(error.filename))}: {error.strerror}") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefbook")
def main() -> None:
    """Look after a folder of research briefs. Exit status: 0 fine, 1 problems found, 2 wrong usage."""


for module in modules(cli):
    main.add_command(module.command)
