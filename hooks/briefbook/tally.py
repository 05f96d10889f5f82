"""Says in words how many errors and warnings there are."""

from __future__ import annotations

from collections.abc import Collection

from briefbook.model import Problem


def tally(problems: Collection[Problem]) -> str:
    """The numbers of some problems, as a person reads them: `1 error, 2 warnings`."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
