"""Takes in the texts of a build: makes the Site of them, and begins with what need not wait for its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from briefbook.build import ahead, collect, site_of
from briefbook.disk import Survey
from briefbook.early_search import EarlySearch
from briefbook.known import Known
from briefbook.learning import Reader, learn, with_related
from briefbook.memory import Recalled
from briefbook.model import Problem, Settings, Site
from briefbook.reuse import Stamp
from briefbook.tally import errors_of, unreadable
from briefbook.workers import on_all_cores


class Intake(NamedTuple):
    """A Site with what is wrong in its texts, and what was begun for it."""

    site: Site
    problems: tuple[Problem, ...]
    search: EarlySearch
    texts: Mapping[str, Stamp]
    """The texts as they were read."""


def take_in(
    recalled: Recalled,
    settings: Settings,
    others: frozenset[str],
    search: EarlySearch,
    keep: Callable[[Known], object],
    today: date | None,
    early: Reader | None = None,
    unread: frozenset[str] = frozenset(),
) -> Intake:
    """Learn what the texts amount to, beside what is known of them from the last time; `others` are published as they are.

    Beside the texts that cannot be recalled, `unread` are files and folders of which that is known.

    What is known then is to `keep` for the next time. What is published on a day, `today`, may not be of a day to come;
    without one the site is only looked at, drafts and all, and search and related briefs wait until somebody asks for them.
    Somebody may have begun `early` to read the texts.
    """
    published = today is not None
    unread |= unreadable(recalled.problems)
    learned = learn(
        recalled.texts,
        settings,
        known=recalled.known,
        others=others,
        unread=unread,
        with_drafts=not published,
        spread=on_all_cores,
        linked=search.linked if published else lambda library: None,
        early=early,
    )
    if published:
        if not errors_of(learned.problems):
            search.judged(learned.library)
        learned = with_related(learned, on_all_cores)
    keep(learned.known)
    site = site_of(learned, others, unread)
    to_come = ahead(learned.library, today, learned.known.remains) if today else ()
    return Intake(site, (*recalled.problems, *site.problems, *to_come), search, recalled.stamps)


def refused(found: Survey, texts: Iterable[tuple[str, str]], settings: Settings, today: date) -> tuple[Problem, ...]:
    """All that is wrong in some texts beside what is wrong on the disk, where nothing can be made for that.

    A link that lies in the place of a file is told already; who refers to that file is not to blame.
    """
    texts = tuple(texts)
    unread = {*found.texts, *(problem.path for problem in found.problems)} - {path for path, _ in texts}
    _, problems = collect(texts, settings, others=found.others, unread=unread, today=today, spread=on_all_cores)
    return problems
