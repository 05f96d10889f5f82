"""Problems as a person reads them in a terminal: the place, what is wrong, what to do, and the line itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefbook.model import Problem
from briefbook.plain import plain
from briefbook.tally import curtailed, left_out

_WIDEST = 120


def render(problems: Iterable[Problem], line_of: Callable[[Problem], str | None]) -> str:
    """All problems, each with the line that it is about; of very many of one kind in a file the first, and their number."""
    return "".join(_lines(problems, line_of))


def _lines(problems: Iterable[Problem], line_of: Callable[[Problem], str | None]) -> Iterator[str]:
    for problem, left in curtailed(problems):
        yield _one(problem, line_of(problem))
        yield from (f"{line}\n" for line in left_out(problem, left))


def _one(problem: Problem, line: str | None) -> str:
    warning = "warning: " if problem.severity == "warning" else ""
    at = f"{plain(problem.file)}:{problem.line}:{problem.column}"
    told = f"{at}: {warning}{plain(problem.message)} [{problem.rule}]\n"
    if problem.fix:
        told += f"    {plain(problem.fix)}\n"
    return told + (_quoted(problem, line) if line and line.strip() else "")


def _quoted(problem: Problem, line: str) -> str:
    """The line with a sign below the place; of a long line the part around it."""
    start = max(0, problem.column - _WIDEST // 2) if problem.column > _WIDEST else 0
    before = plain(line[start : problem.column - 1].replace("\t", " "))
    rest = plain(line[problem.column - 1 : start + _WIDEST].replace("\t", " "))
    margin = f"{problem.line:>5} | "
    return f"{margin}{before}{rest}\n{' ' * (len(margin) - 2)}| {' ' * len(before)}^\n"
