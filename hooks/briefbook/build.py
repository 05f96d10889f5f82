"""The line itself: texts are read, validated, linked and checked; from the Library come the pages and the outputs.

It reads no disk and knows no MkDocs: (path, text) pairs come in, a Site goes out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefbook import checks, outputs, pages, paths
from briefbook.link import link
from briefbook.model import LateOutput, Library, Output, Page, Problem, Prose, Record, Settings, Site
from briefbook.read import read
from briefbook.shelf import modules
from briefbook.validate import validate

_CHECKS = modules(checks)
_PAGES = modules(pages)
_OUTPUTS = modules(outputs)


def build(
    texts: Iterable[tuple[str, str]], settings: Settings, *, others: Iterable[str] = (), with_drafts: bool = False
) -> Site:
    """Make the Site of some Markdown files; `others` are the paths that are published as they are.

    Texts are the files' contents decoded as UTF-8 with `surrogateescape`. Pages and outputs are made only where no
    problem is an error; all problems are there in any case, sorted by file and line.
    """
    library, problems = collect(texts, settings, with_drafts=with_drafts)
    made = tuple(_pages(library)) if not _any_error(problems) else ()
    extras = tuple(output for shelf in _OUTPUTS for output in shelf.derive(library)) if made else ()
    problems += tuple(_collisions(made, extras, others))
    return Site(settings, made, extras, _in_order(problems), library)


def collect(
    texts: Iterable[tuple[str, str]], settings: Settings, *, with_drafts: bool = False
) -> tuple[Library, tuple[Problem, ...]]:
    """Make the Library of the records that hold, and list what does not."""
    problems: list[Problem] = []
    records: list[Record] = []
    unread: set[str] = set()
    for path, text in texts:
        source, refused = read(path, text)
        problems += refused
        record = None
        if source is not None:
            record, refused = validate(source)
            problems += refused
        if record is not None:
            records.append(record)
        else:
            unread.add(path)
    library = link(records, settings, unread=frozenset(unread), with_drafts=with_drafts)
    problems += (problem for shelf in _CHECKS for problem in shelf.check(library))
    return library, _in_order(problems)


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
        body=prose.source.body,
    )


def _by_hand(prose: Prose) -> Page:
    """A page that is nothing but what was written."""
    name = prose.id.removesuffix("/index").rpartition("/")[2].replace("-", " ").capitalize()
    return Page(
        path=prose.source.path,
        template="by_hand.html",
        title=prose.title or _heading(prose.source.body) or name,
        description=prose.summary or "",
        view=ByHandView(has_heading=_heading(prose.source.body) is not None),
        body=prose.source.body,
    )


@dataclass(frozen=True, slots=True)
class ByHandView:
    """What the template of a page written by hand has to know: whether the text begins with a heading of its own."""

    has_heading: bool


def _heading(body: str) -> str | None:
    """The text of the heading that a body begins with."""
    first = body.lstrip().partition("\n")[0]
    return first[2:].strip(" #") if first.startswith("# ") else None


def _collisions(made: Iterable[Page], extras: Iterable[Output | LateOutput], others: Iterable[str]) -> Iterator[Problem]:
    """Two sources of one address; addresses that differ in case or in Unicode form alone are one on many disks."""
    taken: dict[str, str] = {}
    addresses = [
        *((page.file or f"{page.url}index.html", page.path) for page in made),
        *((output.path, output.path) for output in extras),
        *((other, other) for other in others),
    ]
    for address, path in addresses:
        same = unicodedata.normalize("NFC", address).casefold()
        if same in taken:
            first, second = sorted((taken[same], path))
            where = f"/{address.removesuffix('index.html')}"
            message = f"{paths.shown(first)} would be published at the same address, {where}; move one of them"
            yield Problem(second, 1, 1, "duplicate-url", message)
        taken.setdefault(same, path)
