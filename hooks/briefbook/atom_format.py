"""Writes a feed as Atom (RFC 4287).

A brief stands in the feeds of all its actors and topics, so that entries are the larger part of all feeds: those without
the whole text say no address of the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint

from briefbook.codes import LANGUAGES
from briefbook.elements import document, element, escape, with_text
from briefbook.feed import FIRST_DAY, Entry, Feed, updated
from briefbook.model import Link, Settings

_END_TAG = re.compile(r"</\w+>")
_ENTITY = re.compile(r"&(#?\w+)")
_MAIL = re.compile(r"<[^\s<>]+@[^\s<>]+>")
_MISREAD = re.compile("[\u00c2\u00c3](?=[\x80-\xbf])")
"""The first of two letters that may be the bytes of one, read as Latin-1: W3C's validator warns of such pairs."""
_MISTAKEN = re.compile(rf"[<&](?=[\w/#])|{_MISREAD.pattern}")
_FEED = {"xmlns": "http://www.w3.org/2005/Atom"}
_SELF = {"rel": "self", "type": "application/atom+xml"}
_PAGE = {"rel": "alternate", "type": "text/html"}


def write(feed: Feed, entries: Iterable[str], settings: Settings) -> bytes:
    """The whole file, from entries that are written already."""
    about = "".join(_about(feed, settings))
    return document(element("feed", "\n".join([about, *entries, ""]), _FEED | {"xml:lang": _lang(feed.lang)}))


def _about(feed: Feed, settings: Settings) -> Iterator[str]:
    base = settings.base_url
    yield with_text("id", feed.id)
    yield _text("title", feed.title)
    if feed.kind == "site" and settings.description:
        yield _text("subtitle", settings.description)
    yield with_text("updated", updated(feed))
    yield element("link", attributes=_SELF | {"href": f"{base}{feed.path}.xml"})
    yield element("link", attributes=_PAGE | {"href": f"{base}{feed.url}"})
    if settings.licence_url:
        yield element("link", attributes={"rel": "license", "href": settings.licence_url})
    yield element("author", with_text("name", _plain(settings.publisher or settings.name)))


def written(lang: str, entry: Entry, content: str | None = None) -> str:
    """An entry: with the whole text as its content, or with the key points below its summary.

    `lang` is the language of its feed; the entry says its own where it is another.

    When it was published stands there only where it was updated since, and where feeds know such days.
    """
    return element(
        "entry", "".join(_parts(entry, content)), {"xml:lang": _lang(entry.lang)} if entry.lang != lang else None
    )


def _parts(entry: Entry, content: str | None) -> Iterator[str]:
    yield with_text("id", entry.id)
    yield _text("title", entry.title)
    yield with_text("updated", entry.updated)
    if FIRST_DAY.isoformat() <= entry.published != entry.updated:
        yield with_text("published", entry.published)
    yield element("link", attributes={"href": entry.url})
    for author in entry.authors:
        name = with_text("name", _plain(author.text))
        yield element("author", name if content is None else name + with_text("uri", author.url))
    yield from map(_category, entry.categories)
    if content is None:
        yield _html("summary", html_of(entry, with_summary=True)) if entry.key_points else _text("summary", entry.summary)
    else:
        yield _text("summary", entry.summary)
        if whole := html_of(entry, with_summary=False) + content:
            yield _html("content", whole)


def html_of(entry: Entry, *, with_summary: bool) -> str:
    """The key points of an entry as HTML, below its summary where that is wanted."""
    summary = with_text("p", entry.summary) if with_summary else ""
    points = "".join(with_text("li", point) for point in entry.key_points)
    return f"{summary}{element('ul', points)}" if points else summary


def reads_as_html(text: str) -> bool:
    """Whether a reader may take a plain text for HTML, as W3C's validator warns: it speaks of tags or of entities."""
    if "&" not in text and "</" not in text:
        return False
    names = _ENTITY.findall(text)
    return bool(_END_TAG.search(text)) or any(
        name in name2codepoint or name == "apos" or not name.isalpha() for name in names
    )


def _lang(tag: str) -> str:
    """A language as W3C's validator knows it, by two letters; of the others nothing is said, and nothing wrong."""
    return tag if tag.partition("-")[0] in LANGUAGES else ""


def _category(link: Link) -> str:
    return element("category", attributes={"term": link.url, "label": _plain(link.text)})


def _text(name: str, text: str) -> str:
    """A plain text, said to be HTML and written as such where one could not tell."""
    return _html(name, escape(text)) if reads_as_html(text) or _MISREAD.search(text) else with_text(name, text)


def _html(name: str, html: str) -> str:
    """HTML as the text of an element, as it stands where there are tags in it, which are shorter so.

    A letter that looks misread stands by its number, so that nobody reads it anew.
    """
    sure = _MISREAD.sub(lambda found: f"&#{ord(found[0])};", html)
    inside = f"<![CDATA[{sure.replace(']]>', ']]&gt;')}]]>" if "<" in sure else escape(sure)
    return element(name, inside, {"type": "html"})


def _plain(text: str) -> str:
    """A name as Atom has it, which cannot say that it is no HTML: joiners that nobody sees keep it from being read so."""
    if reads_as_html(text) or _MAIL.search(text) or _MISREAD.search(text):
        return _MISTAKEN.sub("\\g<0>\N{WORD JOINER}", text)
    return text
