"""The ledger of published addresses: what a release promised, and what a new state of the content would break of it.

A line is an address from the root of the site and, where a record's page lies there, the record's permanent id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbook import paths
from briefbook.identity import KINDS, Lasting, permanent_id
from briefbook.model import Library, Page, Problem, Site

PATH = ".published-urls"
_HEAD = (
    "# The addresses of the published site, written by `briefbook release`; each of them has to lead somewhere for good.\n"
)

Ledger = Mapping[str, str]
"""Permanent ids by address; empty for a page that is no record's."""


def ledger(site: Site) -> dict[str, str]:
    """The addresses of a site: its pages, but for the later pages of lists, and the old addresses of its records."""
    assert site.library is not None
    names = dict(_names(site.library))
    made = {page.url: names.get(page.url, "") for page in site.pages if _lasts(page) and page.listed}
    for record in _records(site.library):
        kind = KINDS[type(record)]
        for old in record.redirect_from:
            made.setdefault(paths.link_to(kind, old), names[paths.link_to(kind, record.id)])
    return dict(sorted(made.items()))


def read_ledger(text: str) -> dict[str, str]:
    """The ledger that a file holds."""
    lines = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {url.removeprefix("/"): name for url, _, name in lines}


def written(ledger: Ledger) -> str:
    """The file that holds a ledger."""
    lines = (f"/{url}\t{name}" if name else f"/{url}" for url, name in sorted(ledger.items()))
    return _HEAD + "".join(f"{line}\n" for line in lines)


def broken(released: Ledger, now: Ledger) -> Iterator[Problem]:
    """Yield a problem for each released address that leads nowhere now, and for each that leads to another record."""
    for number, (url, name) in enumerate(released.items(), 2):
        if url not in now:
            yield Problem(
                f"../{PATH}", number, 1, "lost-url", f"/{url} was published and leads nowhere now; {_advice(url)}"
            )
        elif name != now[url] and name:
            message = (
                f"/{url} was published as '{name}' and would now be '{now[url] or 'no record'}'; an id is never used again,"
                " and the first entry of redirect_from never changes"
            )
            yield Problem(f"../{PATH}", number, 1, "reused-url", message)


def _advice(url: str) -> str:
    folder, _, rest = url.rstrip("/").partition("/")
    kind = paths.FOLDERS.get(folder, "")
    old = f"append '{rest}' to the redirect_from of the {kind} that took its place"
    if kind == "brief" and paths.is_brief_id(rest):
        return f"{old}, or bring the brief back with 'status: withdrawn', its date and the reason"
    return old if kind and paths.is_id(rest) else "bring the page back"


def _lasts(page: Page) -> bool:
    """Whether a page is there for good: not the later pages of a list, and not the one for addresses that lead nowhere."""
    return page.number == 1 and not page.file


def _names(library: Library) -> Iterator[tuple[str, str]]:
    for record in _records(library):
        kind = KINDS[type(record)]
        yield paths.link_to(kind, record.id), f"{kind} {permanent_id(record)}"


def _records(library: Library) -> Iterator[Lasting]:
    yield from library.briefs
    yield from library.actors.values()
    yield from library.topics.values()
    yield from library.sections.values()
    yield from library.authors.values()
