"""A record as Markdown that stands by itself: what its page says, for readers that are programs, with whole links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urljoin

from briefbook import dates, paths
from briefbook.citations import counted
from briefbook.identity import address
from briefbook.links import BodyLink
from briefbook.literal import literal, literal_line
from briefbook.model import KIND_NAMES, Actor, Brief, Library, Mention, Record, Reference, Settings

Edit = tuple[int, int, str]
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
    times = counted(brief.source.body)
    cited = [source for source in brief.sources if times.get(source.id or "")]
    parts = [
        f"# {literal_line(brief.title)}",
        literal_line(brief.summary),
        _facts(facts),
        *(["## Key points", _list(map(literal_line, brief.key_points))] if brief.key_points else []),
        body_text(brief, library, library.mentions.get(brief.id, ())),
        "\n".join(f"[^{source.id}]: {_source(source)}" for source in cited),
        *_further([source for source in brief.sources if source not in cited]),
    ]
    return _joined(parts)


def tombstone_text(brief: Brief, settings: Settings) -> str:
    """A brief that was withdrawn: what it was called, when it was withdrawn, and why."""
    withdrawn = brief.withdrawn
    notice = f"Withdrawn on {dates.in_words(withdrawn.date)}: {literal(withdrawn.reason)}" if withdrawn else "Withdrawn."
    facts = [("Date", dates.in_words(brief.date)), ("Address", address(brief, settings))]
    return _joined([f"# {literal_line(brief.title)}", notice, _facts(facts)])


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
        f"{each.date.isoformat()} [{literal(each.title)}]({address(each, library.settings)})" for each in briefs[:_NEWEST]
    )
    parts = [
        f"# {literal_line(actor.name)}",
        literal_line(actor.summary or ""),
        _facts(facts),
        body_text(actor, library),
        f"## Briefs ({len(briefs)})" if briefs else "",
        _list(newest),
    ]
    return _joined(parts)


def body_text(record: Record, library: Library, mentions: Iterable[Mention] = ()) -> str:
    """The body of a record as others can read it: its links whole, and links in place of the marks `[[actor-id]]`.

    What stands in code is no link, and stays as it is.
    """
    body = record.source.body
    parts: list[str] = []
    done = 0
    for start, end, text in sorted([*_whole_links(record, library), *_marks(body, library, mentions)]):
        if start >= done:
            parts += [body[done:start], text]
            done = end
    return "".join([*parts, body[done:]]).strip("\n")


def _whole_links(record: Record, library: Library) -> Iterator[Edit]:
    for link in record.source.links:
        if link.kind in {"link", "picture"} and link.target and (made := _whole(link, record, library.settings.base_url)):
            yield link.start, link.start + len(link.target), made


def _whole(link: BodyLink, record: Record, base: str) -> str | None:
    """The address to which a link of a body leads; None where it is whole, or leads within the page."""
    path, mark, rest = link.target, "", ""
    for sign in "#?":
        before, found, after = path.partition(sign)
        if found:
            path, mark, rest = before, sign, f"{after}{mark}{rest}"
    if not path or path.startswith("/") or ":" in path:
        return None
    if link.raw:
        return urljoin(base + paths.url_of(record.source.path), link.target)
    there = paths.joined(record.source.path.rpartition("/")[0], path)
    return f"{base}{paths.url_of(there) if there.endswith('.md') else quote(there)}{mark}{rest}"


def _marks(body: str, library: Library, mentions: Iterable[Mention]) -> Iterator[Edit]:
    for mention in mentions:
        if body.startswith("[[", mention.start) and (actor := library.actors.get(mention.actor)):
            yield mention.start, mention.end, f"[{literal(mention.words)}]({address(actor, library.settings)})"


def _source(source: Reference) -> str:
    texts = [literal(source.title), literal(source.publisher or "")]
    parts = [*texts, dates.in_words(source.date) if source.date else "", f"<{source.url}>" if source.url else ""]
    return ". ".join(part for part in parts if part)


def _further(sources: list[Reference]) -> list[str]:
    return ["## Further sources", _list(_source(source) for source in sources)] if sources else []


def _period(since: object, until: object) -> str:
    return f" ({since or ''}–{until or ''})" if since or until else ""


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    return _list(f"{name}: {literal(value)}" for name, value in facts if value)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
