"""Problems as GitHub's workflow commands, which show them on the lines of a pull request without any permission.

A step shows at most ten errors and ten warnings, so that the worst go first and all are in the job summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from briefbook.model import Problem
from briefbook.plain import plain
from briefbook.tally import curtailed, left_out, tally

_MOST = 10
_FEW = 3
_ROOM = 900_000
"""Bytes of a job summary; of a step's that is longer than 1 MiB the platform shows nothing at all."""


def render(problems: Iterable[Problem], line_of: Callable[[Problem], str | None]) -> str:
    """A workflow command for each of the first ten errors and the first ten warnings."""
    listed = list(problems)
    errors = _varied(each for each in listed if each.severity == "error")
    warnings = _varied(each for each in listed if each.severity == "warning")
    return "".join(_command(problem) for problem in (*errors, *warnings))


def _varied(problems: Iterable[Problem]) -> list[Problem]:
    """As many as a step shows: of each rule in each file the first few, and others only where there is room for them."""
    met: Counter[tuple[str, str]] = Counter()
    few: list[Problem] = []
    others: list[Problem] = []
    for problem in problems:
        met[problem.path, problem.rule] += 1
        (few if met[problem.path, problem.rule] <= _FEW else others).append(problem)
    return [*few, *others][:_MOST]


def summary(problems: Iterable[Problem]) -> str:
    """All problems as Markdown for the job summary, errors first, in code, where nothing in it is read as anything else."""
    listed = sorted(problems, key=lambda each: each.severity != "error")
    if not listed:
        return "No problems.\n"
    rows: list[str] = []
    room = _ROOM
    counted = 0
    for problem, left in curtailed(listed):
        row = "".join(f"{line}\n" for line in (told(problem), *left_out(problem, left))).replace("````", "` ` ` `")
        room -= len(row.encode())
        if room < 0:
            rows.append(f"{len(listed) - counted} more; run briefbook check to see them all\n")
            break
        rows.append(row)
        counted += 1 + left
    return f"**{tally(listed)}**\n\n````text\n{''.join(rows)}````\n"


def told(problem: Problem) -> str:
    """All of a problem on one line."""
    fix = f" ({plain(problem.fix)})" if problem.fix else ""
    at = f"{plain(problem.file)}:{problem.line}:{problem.column}"
    return f"{at}: {problem.severity}: {plain(problem.message)} [{problem.rule}]{fix}"


def _command(problem: Problem) -> str:
    message = _data(plain(problem.message)) + (f"%0A{_data(plain(problem.fix))}" if problem.fix else "")
    place = f"file={_property(plain(problem.file))},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place},title={_property(problem.rule)}::{message}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
