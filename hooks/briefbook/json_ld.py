"""What a page is about as schema.org's JSON-LD: a report with its sources and actors, a person, a body, a subject."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from briefbook.data import mentioned
from briefbook.feed import touched
from briefbook.identity import Lasting, address, tag_of
from briefbook.model import Actor, Author, Brief, Library, Reference, Section, Topic
from briefbook.subject import Subject

Thing = dict[str, Any]

_ACTORS = {
    "person": "Person",
    "state": "Country",
    "organisation": "Organization",
    "armed-group": "Organization",
    "government-body": "GovernmentOrganization",
    "intergovernmental": "Organization",
    "company": "Corporation",
    "media": "NewsMediaOrganization",
}


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Things:
    """The records of a site as its pages name them; each is put together once, since many pages name it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._in_short: dict[str, Thing] = {}
        self._authors: dict[str, Thing] = {}

    @cached_property
    def publisher(self) -> Thing:
        """The institute."""
        settings = self._library.settings
        return _known({"@type": "Organization", "name": settings.publisher or settings.name, "url": settings.base_url})

    def in_short(self, record: Actor | Topic) -> Thing:
        """What a page says of a thing that has a page of its own."""
        if (made := self._in_short.get(record.source.path)) is None:
            whole = _actor(record, self._library) if isinstance(record, Actor) else _topic(record, self._library)
            made = {key: value for key, value in whole.items() if key not in {"description", "identifier"}}
            self._in_short[record.source.path] = made
        return made

    def author(self, record: Author) -> Thing:
        """Who signs: a person where the family name or the ORCID says so, else a desk."""
        if (made := self._authors.get(record.id)) is None:
            kind = "Person" if record.family or record.orcid else "Organization"
            same = f"https://orcid.org/{record.orcid}" if record.orcid else None
            named = _named(record, record.name, record.summary, self._library)
            made = _known({"@type": kind, **named, "familyName": record.family, "sameAs": same})
            self._authors[record.id] = made
        return made


def json_ld(subject: Subject, things: Things) -> str:
    """The text of the block. No `<` stands in it, so that nothing in it can end it or begin a comment (BATTERY A7)."""
    if not subject.page.listed:
        return ""
    graph = [_thing(subject, things), *_trail(subject)]
    text = _ENCODER.encode({"@context": "https://schema.org", **({"@graph": graph} if len(graph) > 1 else graph[0])})
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _thing(subject: Subject, things: Things) -> Thing:
    record, library = subject.record, subject.library
    match record:
        case Brief() if record.status != "withdrawn":
            return _report(record, library, things)
        case Actor():
            return {**_actor(record, library), **_known({"alternateName": list(record.aliases)})}
        case Topic():
            return {**_topic(record, library), **_known({"alternateName": list(record.aliases)})}
        case Author():
            return things.author(record)
        case Section():
            return {"@type": "CollectionPage", **_named(record, record.title, record.summary, library)}
    kind = "WebSite" if subject.kind == "site" else "WebPage"
    made = {"@type": kind, "name": subject.page.title, "description": subject.page.description, "url": subject.url}
    return _known({**made, "publisher": things.publisher})


def _trail(subject: Subject) -> Iterator[Thing]:
    """The way from the top of the site down to the page, where a page shows one; the last step is the page itself."""
    base, page = subject.library.settings.base_url, subject.page
    if page.trail and base:
        steps = [(base, subject.library.settings.name), *((base + link.url, link.text) for link in page.trail)]
        items = [{"@type": "ListItem", "position": n, "name": name, "item": url} for n, (url, name) in enumerate(steps, 1)]
        here = {"@type": "ListItem", "position": len(items) + 1, "name": page.title}
        yield {"@type": "BreadcrumbList", "itemListElement": [*items, here]}


def _report(brief: Brief, library: Library, things: Things) -> Thing:
    """A brief: actors that it lists are what it is about, as its topics are; others it mentions."""
    listed = {each: library.actors[each] for each in brief.actors if each in library.actors}
    section = library.sections.get(brief.section)
    topics = [library.topics[each] for each in brief.topics if each in library.topics]
    made = {
        "@type": "Report",
        **_named(brief, brief.title, brief.summary, library),
        "headline": brief.title,
        "datePublished": brief.date.isoformat(),
        "dateModified": touched(brief).isoformat(),
        "reportNumber": brief.number,
        "author": [things.author(library.authors[each]) for each in brief.authors if each in library.authors],
        "publisher": things.publisher,
        "inLanguage": brief.lang,
        "license": library.settings.licence_url,
        "articleSection": section.title if section else None,
        "sameAs": f"https://doi.org/{brief.doi}" if brief.doi else None,
        "about": [
            *(things.in_short(each) for each in topics),
            *(things.in_short(each) for each in listed.values()),
        ],
        "mentions": [things.in_short(each) for each in mentioned(brief, library) if each.id not in listed],
        "citation": [_source(each) for each in brief.sources],
    }
    return _known(made)


def _actor(record: Actor, library: Library) -> Thing:
    """An actor, the same as its item in Wikidata."""
    same = f"https://www.wikidata.org/entity/{record.wikidata}" if record.wikidata else None
    return {
        "@type": _ACTORS[record.kind],
        **_known({**_named(record, record.name, record.summary, library), "sameAs": same}),
    }


def _topic(record: Topic, library: Library) -> Thing:
    """A subject."""
    return {"@type": "DefinedTerm", **_named(record, record.title, record.summary, library)}


def _named(record: Lasting, name: str, summary: str | None, library: Library) -> Thing:
    url, tag = address(record, library.settings), tag_of(record, library.settings)
    return _known({"@id": tag, "name": name, "description": summary, "url": url, "identifier": tag})


def _source(source: Reference) -> Thing:
    issuer = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    day = source.date.isoformat() if source.date else None
    made = {"@type": "CreativeWork", "name": source.title, "url": source.url, "publisher": issuer, "datePublished": day}
    return _known({**made, "archivedAt": source.archived})


def _known(made: Thing) -> Thing:
    """Without what is not known."""
    return {key: value for key, value in made.items() if value not in (None, "", [])}
