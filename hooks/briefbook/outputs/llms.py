"""llms.txt: what the site holds and where its Markdown is, for language models (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.identity import address
from briefbook.literal import literal, literal_line
from briefbook.model import Library, Output

_NEWEST = 50


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file; it names the newest briefs, and where to find the others."""
    settings = library.settings
    base = settings.base_url
    standing = [brief for brief in library.briefs if brief.status != "withdrawn"]
    others = len(library.briefs) - len(standing)
    withdrawn = f", and {others} withdrawn" if others else ""
    departments = [
        f"- {_link(section.title, address(section, settings))}{f': {literal(section.summary)}' if section.summary else ''}"
        for section in library.sections.values()
    ]
    briefs = [
        f"- {_link(brief.title, f'{address(brief, settings)}index.md')}: {brief.date.isoformat()}. {literal(brief.summary)}"
        for brief in standing[:_NEWEST]
    ]
    whole = [
        f"- {_link(f'All {len(standing)} briefs as a table', f'{base}data/briefs.json')}{withdrawn}: each has its text at"
        " its url + index.md",
        f"- {_link('Actors', f'{base}data/actors.json')}: the register; each has its dossier at its url + index.md",
        f"- {_link('Topics', f'{base}data/topics.json')}",
    ]
    parts = [
        f"# {literal_line(settings.name)}",
        f"> {literal_line(settings.description)}" if settings.description else "",
        *(["## Departments", "\n".join(departments)] if departments else []),
        *(["## Newest briefs", "\n".join(briefs)] if briefs else []),
        "## Data",
        "\n".join(whole),
    ]
    yield Output("llms.txt", ("\n\n".join(part for part in parts if part) + "\n").encode())


def _link(text: str, url: str) -> str:
    return f"[{literal(text)}]({url})"
