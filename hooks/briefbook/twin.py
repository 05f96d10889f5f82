"""A record as Markdown that stands by itself: what its page says, for readers that are programs, with whole links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from briefbook import dates, paths
from briefbook.identity import address
from briefbook.model import KIND_NAMES, Actor, Brief, Library, Reference, Settings

_LINK = re.compile(r"(\]\()(?![a-zA-Z][a-zA-Z0-9+.-]*:|[#/<])([^)\s#]+)")
_NEWEST = 8


def brief_text(brief: Brief, library: Library) -> str:
    """A brief: who says what when, the key points, the body, and its sources as footnotes."""
    settings = library.settings
    authors = ", ".join(library.authors[each].name for each in brief.authors if each in library.authors)
    section = library.sections.get(brief.section)
    facts = [
        ("Date", dates.in_words(brief.date)),
        ("By", authors),
        ("Department", section.title if section else ""),
        ("Information cut-off", dates.in_words(brief.information_cutoff) if brief.information_cutoff else ""),
        ("Confidence", brief.confidence or ""),
        ("Number", brief.number or ""),
        ("Address", address(brief, settings)),
    ]
    parts = [
        f"# {brief.title}",
        brief.summary,
        _list(f"{name}: {value}" for name, value in facts if value),
        *(["## Key points", _list(brief.key_points)] if brief.key_points else []),
        with_whole_links(brief.source.body, brief.source.path, settings.base_url).strip(),
        "\n".join(f"[^{source.id}]: {_source(source)}" for source in brief.sources if source.id),
        *_further([source for source in brief.sources if not source.id]),
    ]
    return _joined(parts)


def tombstone_text(brief: Brief, settings: Settings) -> str:
    """A brief that was withdrawn: what it was called, when it was withdrawn, and why."""
    withdrawn = brief.withdrawn
    notice = f"Withdrawn on {dates.in_words(withdrawn.date)}: {withdrawn.reason}" if withdrawn else "Withdrawn."
    facts = [("Date", dates.in_words(brief.date)), ("Address", address(brief, settings))]
    return _joined([f"# {brief.title}", notice, _list(f"{name}: {value}" for name, value in facts)])


def dossier_text(actor: Actor, library: Library) -> str:
    """A dossier: who or what the actor is, and the newest briefs that list it."""
    posts = []
    for post in actor.positions:
        body = library.actors.get(post.organisation or "")
        posts.append(f"{post.title}{f', {body.name}' if body else ''}{_period(post.since, post.until)}")
    whole = library.actors.get(actor.part_of or "")
    facts = [
        ("Kind", KIND_NAMES[actor.kind]),
        ("Also called", "; ".join(actor.aliases)),
        ("Posts", "; ".join(posts)),
        ("Part of", whole.name if whole else ""),
        ("Wikidata", actor.wikidata or ""),
        ("Address", address(actor, library.settings)),
    ]
    briefs = library.by_actor[actor.id]
    newest = (
        f"{each.date.isoformat()} [{_plain(each.title)}]({address(each, library.settings)})" for each in briefs[:_NEWEST]
    )
    parts = [
        f"# {actor.name}",
        actor.summary or "",
        _list(f"{name}: {value}" for name, value in facts if value),
        with_whole_links(actor.source.body, actor.source.path, library.settings.base_url).strip(),
        f"## Briefs ({len(briefs)})" if briefs else "",
        _list(newest),
    ]
    return _joined(parts)


def with_whole_links(body: str, path: str, base: str) -> str:
    """A body with its links to other files of the docs folder as the addresses at which these are published."""

    def whole(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link[2]))
        return f"{link[1]}{base}{paths.url_of(target) if target.endswith('.md') else target}"

    return _LINK.sub(whole, body)


def _source(source: Reference) -> str:
    parts = [source.title, source.publisher or "", dates.in_words(source.date) if source.date else "", source.url or ""]
    return ". ".join(part for part in parts if part)


def _further(sources: list[Reference]) -> list[str]:
    return ["## Further sources", _list(_source(source) for source in sources)] if sources else []


def _period(since: object, until: object) -> str:
    return f" ({since or ''}–{until or ''})" if since or until else ""


def _plain(title: str) -> str:
    return title.replace("[", "\\[").replace("]", "\\]")


def _list(items: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
