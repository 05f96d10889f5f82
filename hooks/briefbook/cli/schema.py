"""Prints the JSON Schema of a kind of record, made from the same types that validate it."""

from __future__ import annotations

import json
from typing import Any

import click
from pydantic import TypeAdapter

from briefbook.validate import RECORDS


@click.command("schema")
@click.argument("kind", type=click.Choice([*RECORDS]), required=False)
def command(kind: str | None) -> None:
    """Print the JSON Schema of a KIND of record, or of all kinds."""
    kinds = [kind] if kind else [*RECORDS]
    schemas = {each: schema(each) for each in kinds}
    click.echo(json.dumps(schemas[kind] if kind else schemas, indent=2, ensure_ascii=False))


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the front matter of a kind of record."""
    made = TypeAdapter(RECORDS[kind]).json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
