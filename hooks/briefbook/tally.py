"""Says in words how many errors and warnings there are, and lists the errors."""

from __future__ import annotations

from collections.abc import Collection

from briefbook.model import Problem


def tally(problems: Collection[Problem]) -> str:
    """The numbers of some problems, as a person reads them: `1 error, 2 warnings`."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"


def listed(errors: Collection[Problem], consequence: str = "") -> str:
    """Errors as a build or a preview tells them: how many, what follows from it, and each on lines of its own."""
    count = "one problem" if len(errors) == 1 else f"{len(errors)} problems"
    return "\n".join((f"{count} in the content{consequence}", *map(str, errors)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
