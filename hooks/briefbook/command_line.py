"""The program `briefbook`: it finds its commands in the folder `cli`, one a file."""

from __future__ import annotations

import click

from briefbook import cli
from briefbook.shelf import modules


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefbook")
def main() -> None:
    """Look after a folder of research briefs. Exit status: 0 fine, 1 problems found, 2 wrong usage."""


for module in modules(cli):
    main.add_command(module.command)
