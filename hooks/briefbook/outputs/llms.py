"""llms.txt: what the site holds and where its Markdown is, for language models (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.identity import address
from briefbook.model import Library, Output

_NEWEST = 50


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file; it names the newest briefs, and where to find the others."""
    settings = library.settings
    base = settings.base_url
    standing = [brief for brief in library.briefs if brief.status != "withdrawn"]
    departments = [
        f"- [{_plain(section.title)}]({address(section, settings)}){f': {section.summary}' if section.summary else ''}"
        for section in library.sections.values()
    ]
    briefs = [
        f"- [{_plain(brief.title)}]({address(brief, settings)}index.md): {brief.date.isoformat()}. {brief.summary}"
        for brief in standing[:_NEWEST]
    ]
    whole = [
        f"- [All {len(standing)} briefs as a table]({base}data/briefs.json): each has its text at its url + index.md",
        f"- [Actors]({base}data/actors.json): the register; each has its dossier at its url + index.md",
        f"- [Topics]({base}data/topics.json)",
    ]
    parts = [
        f"# {settings.name}",
        f"> {settings.description}" if settings.description else "",
        *(["## Departments", "\n".join(departments)] if departments else []),
        *(["## Newest briefs", "\n".join(briefs)] if briefs else []),
        "## Data",
        "\n".join(whole),
    ]
    yield Output("llms.txt", ("\n\n".join(part for part in parts if part) + "\n").encode())


def _plain(title: str) -> str:
    return title.replace("[", "\\[").replace("]", "\\]")
