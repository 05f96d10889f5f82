"""datapackage.json: describes the tables of the open data, so that programs know what they read (Frictionless)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefbook import paths
from briefbook.data import ACTOR_FIELDS, BRIEF_FIELDS, MENTION_FIELDS, TOPIC_FIELDS, Field
from briefbook.identity import tag
from briefbook.model import Library, Output

_TABLES = (
    ("briefs", "json", "All briefs, newest first", BRIEF_FIELDS, ("id",)),
    ("actors", "json", "The register of actors", ACTOR_FIELDS, ("id",)),
    ("topics", "json", "All topics", TOPIC_FIELDS, ("id",)),
    ("mentions", "csv", "Where briefs name actors", MENTION_FIELDS, ("brief", "number")),
)
_MEDIA = {"json": "application/json", "csv": "text/csv"}


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file."""
    settings = library.settings
    short = re.sub(r"[^a-zA-Z0-9._-]+", "-", settings.licence).strip("-")  # what the schema lets a name be made of
    licence = {"name": short, "path": settings.licence_url, "title": settings.licence}
    made = {
        "name": paths.slug(settings.name),
        "id": tag(settings, "data"),
        "title": f"Open data of {settings.name}",
        "description": settings.description,
        "homepage": f"{settings.base_url}data/" if settings.base_url else "",
        "profile": "data-package",
        "licenses": [{key: value for key, value in licence.items() if value}] if settings.licence else [],
        "resources": [_resource(*table) for table in _TABLES if table[0] not in _empty(library)],
    }
    text = json.dumps({key: value for key, value in made.items() if value}, ensure_ascii=False, indent=1)
    yield Output("data/datapackage.json", f"{text}\n".encode())


def _empty(library: Library) -> set[str]:
    """The JSON tables without a row: these have no columns either, and do not validate."""
    tables = {"briefs": library.briefs, "actors": library.actors, "topics": library.topics}
    return {name for name, records in tables.items() if not records}


def _resource(name: str, ending: str, title: str, fields: tuple[Field, ...], key: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [field._asdict() for field in fields]}
    if key:
        schema["primaryKey"] = list(key)
    return {
        "name": name,
        "path": f"{name}.{ending}",
        "title": title,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": schema,
    }
