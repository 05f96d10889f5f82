"""Problems as one JSON array, for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from briefbook.model import Problem


def render(problems: Iterable[Problem], line_of: Callable[[Problem], str | None]) -> str:
    """The array; characters outside ASCII are escaped, so that nothing in it steers a terminal."""
    return json.dumps([_one(problem) for problem in problems], indent=1) + "\n"


def _one(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.file,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "fix": problem.fix,
    }
