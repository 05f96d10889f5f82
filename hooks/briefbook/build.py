"""The line itself: texts are read, validated, linked and checked; from the Library come the pages and the outputs.

It reads no disk and knows no MkDocs: (path, text) pairs come in, a Site goes out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from briefbook import checks, pages, paths
from briefbook.frame import is_elsewhere
from briefbook.link import link
from briefbook.mentions import find
from briefbook.model import CARD, Actor, Brief, Content, Library, Page, Problem, Prose, Record, Settings, Site
from briefbook.read import read
from briefbook.shelf import modules
from briefbook.validate import validate
from briefbook.workers import Spread, one_by_one

_CHECKS = modules(checks)
_PAGES = modules(pages)
_AT_ONCE = 100


def build(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    others: Iterable[str] = (),
    with_drafts: bool = False,
    spread: Spread = one_by_one,
) -> Site:
    """Make the Site of some Markdown files; `others` are the paths that are published as they are.

    Texts are the files' contents decoded as UTF-8 with `surrogateescape`. There are pages only where no problem is an
    error; all problems are there in any case, sorted by file and line.
    """
    texts, others = tuple(texts), frozenset(others)
    paths_of_texts = [path for path, _ in texts]
    library, problems = collect(texts, settings, others=others, with_drafts=with_drafts, spread=spread)
    made = tuple(_pages(library)) if not _any_error(problems) else ()
    problems += tuple(_collisions(_addresses(made) if made else _by_path(paths_of_texts), others))
    problems += tuple(_lost_ways(settings, made, others))
    return Site(settings, made, _in_order(problems), library)


def collect(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    others: Iterable[str] = (),
    today: date | None = None,
    with_drafts: bool = False,
    spread: Spread = one_by_one,
) -> tuple[Library, tuple[Problem, ...]]:
    """Make the Library of the records that hold, and list what does not."""
    texts = tuple(texts)
    problems: list[Problem] = []
    records: list[Record] = []
    unread: set[str] = set()
    for (path, _), (record, refused) in zip(texts, _records(texts, spread), strict=True):
        problems += refused
        if record is not None:
            records.append(record)
        else:
            unread.add(path)
    briefs = [record for record in records if isinstance(record, Brief) and (with_drafts or record.status != "draft")]
    found = find(briefs, (record for record in records if isinstance(record, Actor)), spread)
    library = link(
        records,
        settings,
        found,
        unread=frozenset(unread),
        files=frozenset(others).union(path for path, _ in texts),
        today=today,
        with_drafts=with_drafts,
    )
    for found_by_one in spread(lambda number: list(_CHECKS[number].check(library)), len(_CHECKS)):
        problems += found_by_one
    return library, _in_order(problems)


def _records(texts: Sequence[tuple[str, str]], spread: Spread) -> Iterator[tuple[Record | None, tuple[Problem, ...]]]:
    """The record that each text holds, if it does, and what is wrong with it."""

    def part(number: int) -> list[tuple[Record | None, tuple[Problem, ...]]]:
        return [_record(*each) for each in texts[number * _AT_ONCE : (number + 1) * _AT_ONCE]]

    return chain.from_iterable(spread(part, -(-len(texts) // _AT_ONCE)))


def _record(path: str, text: str) -> tuple[Record | None, tuple[Problem, ...]]:
    source, refused = read(path, text)
    if source is None:
        return None, refused
    record, invalid = validate(source)
    return record, (*refused, *invalid)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda each: (each.path, each.line, each.column, each.rule, each.message)))


def _any_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _pages(library: Library) -> Iterator[Page]:
    """The pages of all kinds; a page written by hand introduces the one made at its path, or stands for itself."""
    waiting = {prose.source.path: prose for prose in library.prose.values()}
    for shelf in _PAGES:
        for page in shelf.derive(library):
            prose = waiting.pop(page.path, None)
            yield _introduced(page, prose) if prose else page
    yield from (_by_hand(prose) for prose in waiting.values())


def _introduced(page: Page, prose: Prose) -> Page:
    return replace(
        page,
        title=prose.title or page.title,
        description=prose.summary or page.description,
        content=lambda: replace(page.content(), body=prose.source.body),
    )


def _by_hand(prose: Prose) -> Page:
    """A page that is nothing but what was written."""
    name = prose.id.removesuffix("/index").rpartition("/")[2].replace("-", " ").capitalize()
    return Page(
        path=prose.source.path,
        template="by_hand.html",
        title=prose.title or _heading(prose.source.body) or name,
        description=prose.summary or "",
        content=partial(
            Content, view=ByHandView(has_heading=_heading(prose.source.body) is not None), body=prose.source.body
        ),
    )


@dataclass(frozen=True, slots=True)
class ByHandView:
    """What the template of a page written by hand has to know: whether the text begins with a heading of its own."""

    has_heading: bool


def _heading(body: str) -> str | None:
    """The text of the heading that a body begins with."""
    first = body.lstrip().partition("\n")[0]
    return first[2:].strip(" #") if first.startswith("# ") else None


def _addresses(made: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """The file that each page is published as, with the path of its source."""
    return ((page.destination, page.path) for page in made)


def _by_path(sources: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files as which some sources would be published, where they cannot be made into pages."""
    return ((f"{paths.url_of(path)}index.html", path) for path in sources)


def _lost_ways(settings: Settings, made: Sequence[Page], others: Collection[str]) -> Iterator[Problem]:
    """What every page of the site leads to, and is not there: entries of the navigation, the picture of its links."""
    urls = {page.url for page in made}
    for way in settings.navigation if made else ():
        if not is_elsewhere(way.url) and way.url not in urls:
            message = f"the navigation's '{way.text}' leads to '{way.url}', where there is no page"
            yield Problem("../mkdocs.yml", 1, 1, "settings", message)
    if made and settings.card not in {CARD, *others}:
        message = f"'card' is '{settings.card}', and there is no such picture in docs"
        yield Problem("../mkdocs.yml", 1, 1, "settings", message)


def _collisions(addresses: Iterable[tuple[str, str]], others: Iterable[str]) -> Iterator[Problem]:
    """Two sources of one address; addresses that differ in case or in Unicode form alone are one on many disks."""
    taken: dict[str, str] = {}
    for address, path in [*addresses, *((other, other) for other in sorted(others))]:
        same = unicodedata.normalize("NFC", address).casefold()
        if same in taken:
            first, second = sorted((taken[same], path))
            where = f"/{address.removesuffix('index.html')}"
            message = f"{paths.shown(first)} would be published at the same address, {where}; move one of them"
            yield Problem(second, 1, 1, "duplicate-url", message)
        taken.setdefault(same, path)
