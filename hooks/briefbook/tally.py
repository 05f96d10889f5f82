"""Puts problems in order, says in words how many errors and warnings there are, and lists the errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from briefbook.model import Problem
from briefbook.plain import plain

_OF_ONE_KIND = 20
"""How many problems of one rule in one file a reader is told; thousands say no more."""


def tally(problems: Collection[Problem]) -> str:
    """The numbers of some problems, as a person reads them: `1 error, 2 warnings`."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and line."""
    return tuple(sorted(problems, key=lambda each: (each.path, each.line, each.column, each.rule, each.message)))


def unreadable(problems: Iterable[Problem]) -> frozenset[str]:
    """The paths of the files and folders of which some problems say that nobody can read them, pipes included."""
    return frozenset(problem.path for problem in problems if problem.rule == "unreadable" or _is_no_file(problem))


def _is_no_file(problem: Problem) -> bool:
    """Whether what is called like a text is none; of all else a `file-type` says that nobody wants to read it."""
    return problem.rule == "file-type" and problem.path.endswith(".md")


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stand in the way of publishing, in order."""
    return in_order(problem for problem in problems if problem.severity == "error")


def listed(errors: Collection[Problem], consequence: str = "") -> str:
    """Errors as a build or a preview tells them: how many, what follows from it, and each on lines of its own."""
    count = "one problem" if len(errors) == 1 else f"{len(errors)} problems"
    lines = (line for problem, left in curtailed(errors) for line in (str(problem), *left_out(problem, left)))
    return "\n".join((f"{count} in the content{consequence}", *lines))


def curtailed(problems: Iterable[Problem]) -> Iterator[tuple[Problem, int]]:
    """Some problems without the many of one rule in one file; the last of these that stays comes with their number."""
    every = tuple(problems)
    number = Counter((problem.path, problem.rule) for problem in every)
    told: Counter[tuple[str, str]] = Counter()
    for problem in every:
        kind = problem.path, problem.rule
        told[kind] += 1
        if told[kind] <= _OF_ONE_KIND:
            yield problem, max(0, number[kind] - _OF_ONE_KIND) if told[kind] == _OF_ONE_KIND else 0


def left_out(problem: Problem, number: int) -> Iterator[str]:
    """The line on those of a problem's kind that are not told, if there are any."""
    if number:
        yield f"{plain(problem.file)}: {number} more of this kind [{problem.rule}]; check --format json lists them all"


def counted(number: int, what: str) -> str:
    """A number of things, as a person reads it: `1 warning`, `2 warnings`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
