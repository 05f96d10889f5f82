"""The line itself: texts are read, validated, linked and checked; from the Library come the pages and the outputs.

It reads no disk and knows no MkDocs: (path, text) pairs come in, a Site goes out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from briefbook.checks import future_dates
from briefbook.collisions import collisions
from briefbook.frame import is_elsewhere
from briefbook.learning import Learned, learn
from briefbook.lookup import all_pages
from briefbook.model import CARD, Library, Page, Problem, Settings, Site
from briefbook.remains import Remains, beside, without_echoes
from briefbook.tally import errors_of, in_order
from briefbook.workers import Spread, one_by_one


def build(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    others: Iterable[str] = (),
    unread: Collection[str] = (),
    with_drafts: bool = False,
    spread: Spread = one_by_one,
) -> Site:
    """Make the Site of some Markdown files; `others` are the paths that are published as they are.

    Texts are the files' contents decoded as UTF-8 with `surrogateescape`; `unread` are the paths of what nobody may read.
    There are pages only where no problem is an error and nothing is unread; all problems are there in any case, sorted by
    file and line.
    """
    others = frozenset(others)
    learned = learn(texts, settings, others=others, unread=unread, with_drafts=with_drafts, spread=spread)
    return site_of(learned, others, unread)


def site_of(learned: Learned, others: Collection[str], unread: Collection[str] = ()) -> Site:
    """Make the Site of what was learned; `others` are the paths that are published as they are.

    Where something is `unread` there are no pages: what leads to a page of that would seem to lead nowhere.
    """
    library, problems = learned.library, learned.problems
    made = tuple(all_pages(library)) if not errors_of(problems) and not unread else ()
    problems += tuple(clashes(library, made, others))
    return Site(library.settings, made, in_order(problems), library)


def ahead(library: Library, today: date, remains: Mapping[str, Remains] = MappingProxyType({})) -> tuple[Problem, ...]:
    """What claims a day that is yet to come, and may not be published for that; no page or file hangs on the answer.

    It is asked of what is left of the records that do not hold as well, by their paths.
    """
    judged = beside(replace(library, today=today), remains.values(), with_drafts=False)
    return errors_of(without_echoes(future_dates, future_dates.check(judged), remains))


def clashes(library: Library, made: Sequence[Page], others: Collection[str]) -> Iterator[Problem]:
    """Two sources of one address, and what all pages lead to in vain; nothing where none could be `made`."""
    if made:
        yield from collisions(_addresses(made), library.files)
    yield from _lost_ways(library.settings, made, others)


def collect(
    texts: Iterable[tuple[str, str]],
    settings: Settings,
    *,
    others: Iterable[str] = (),
    unread: Collection[str] = (),
    today: date | None = None,
    with_drafts: bool = False,
    spread: Spread = one_by_one,
) -> tuple[Library, tuple[Problem, ...]]:
    """Make the Library of the records that hold, and list what does not; `unread` is what nobody may read."""
    learned = learn(texts, settings, others=others, unread=unread, today=today, with_drafts=with_drafts, spread=spread)
    return learned.library, learned.problems


def _addresses(made: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """The file that each page is published as, with the path of its source."""
    return ((page.destination, page.path) for page in made)


def _lost_ways(settings: Settings, made: Sequence[Page], others: Collection[str]) -> Iterator[Problem]:
    """What every page of the site leads to, and is not there: entries of the navigation, the picture of its links."""
    urls = {page.url for page in made}
    for way in settings.navigation if made else ():
        if not is_elsewhere(way.url) and way.url not in urls:
            message = f"the navigation's '{way.text}' leads to '{way.url}', where there is no page; correct it there"
            yield Problem("../mkdocs.yml", 1, 1, "settings", message)
    if made and settings.card not in {CARD, *others}:
        message = f"'card' is '{settings.card}', and there is no such picture in docs; put it there, or take the line out"
        yield Problem("../mkdocs.yml", 1, 1, "settings", message)
