"""Reads the owner's settings out of mkdocs.yml: MkDocs' own, and ours under `extra.briefbook`, typed like all else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from briefbook import paths
from briefbook.fields import Contact, Day, PicturePath, TagAuthority, Text, Url
from briefbook.model import CARD, Link, Problem, Settings
from briefbook.nearest import did_you_mean

_FILE = "../mkdocs.yml"
_DEFAULT_WAYS = (
    Link("Briefs", "briefs/"),
    Link("Departments", "sections/"),
    Link("Actors", "actors/"),
    Link("Topics", "topics/"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ours:
    """What may stand under `extra.briefbook`."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    publisher: Text = ""
    licence: Text = ""
    licence_url: Url | None = None
    permanent_ids: TagAuthority | None = None
    security_contact: Contact | None = None
    security_expires: Day | None = None
    card: PicturePath | None = None


_ADAPTER = TypeAdapter(_Ours)


def read_settings(config: Mapping[str, Any], nav: object, text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Make the Settings of a configuration as MkDocs has loaded it; `text` is mkdocs.yml, for the lines of messages.

    Problems leave the settings concerned at their defaults.
    """
    problems: list[Problem] = []
    ours = _Ours()
    given = (config.get("extra") or {}).get("briefbook") or {}
    try:
        ours = _ADAPTER.validate_python(_texts(given))
    except ValidationError as error:
        problems += _problems(error, text)
    if not config.get("use_directory_urls", True):
        message = "Briefbook's addresses end in a slash; remove 'use_directory_urls: false'"
        problems.append(Problem(_FILE, _line(text, "use_directory_urls"), 1, "settings", message))
    if bool(ours.security_contact) != bool(ours.security_expires):
        message = "'security_contact' and 'security_expires' make security.txt together; set both or none"
        problems.append(Problem(_FILE, _line(text, "extra", "briefbook"), 1, "settings", message))
    base_url = str(config.get("site_url") or "")
    return (
        Settings(
            name=str(config.get("site_name") or ""),
            base_url=base_url if not base_url or base_url.endswith("/") else f"{base_url}/",
            description=str(config.get("site_description") or ""),
            publisher=ours.publisher,
            licence=ours.licence,
            licence_url=ours.licence_url or "",
            permanent_ids=ours.permanent_ids or "",
            security_contact=ours.security_contact or "",
            security_expires=ours.security_expires,
            card=ours.card or CARD,
            navigation=tuple(_ways(nav)) if nav else _DEFAULT_WAYS,
        ),
        tuple(problems),
    )


def _texts(given: object) -> object:
    """Our settings with each day as the text that was typed, of which YAML has made a date."""
    if not isinstance(given, Mapping):
        return given
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


def _ways(nav: object) -> Iterator[Link]:
    """The entries of MkDocs' `nav`, those inside groups in line with the others."""
    if isinstance(nav, list):
        for each in nav:
            yield from _ways(each)
    elif isinstance(nav, dict):
        for text, target in nav.items():
            yield from [Link(str(text), _address(target))] if isinstance(target, str) else _ways(target)
    elif isinstance(nav, str):
        name = nav.removesuffix(".md").removesuffix("/index").rpartition("/")[2]
        yield Link(name.replace("-", " ").capitalize(), _address(nav))


def _address(target: str) -> str:
    return paths.url_of(target) if target.endswith(".md") else target.removeprefix("/")


def _problems(error: ValidationError, text: str) -> Iterator[Problem]:
    known = [each.name for each in fields(_Ours)]
    for each in error.errors(include_url=False):
        name = str(each["loc"][-1]) if each["loc"] else "briefbook"
        if each["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
            near = did_you_mean(name, known) or f"; the settings are {', '.join(known)}"
            message = f"no setting '{name}' under extra.briefbook{near}"
        elif each["type"] == "ours":
            sentence = each["ctx"]["sentence"]
            message = sentence if sentence.startswith("'") else f"'{name}' {sentence}"
        else:
            message = f"'{name}' is one text; write it in quotes"
        yield Problem(_FILE, _line(text, "extra", "briefbook", name), 1, "settings", message)


def _line(text: str, *keys: str) -> int:
    """The line of a setting, or of the last of the keys that is there."""
    line = 1
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return line
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
