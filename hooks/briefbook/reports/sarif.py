"""Problems as SARIF 2.1.0 (OASIS), which code hosts and editors read, each rule with what it asks and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from urllib.parse import quote

from briefbook.model import Problem
from briefbook.rulebook import rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(problems: Iterable[Problem], line_of: Callable[[Problem], str | None]) -> str:
    """One run with one result for each problem."""
    listed = list(problems)
    named = sorted({problem.rule for problem in listed})
    run = {
        "tool": {"driver": {"name": "briefbook", "rules": [_rule(rule) for rule in named]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, named.index(problem.rule)) for problem in listed],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(name: str) -> dict[str, object]:
    """A rule as a reader of the log sees it; there is no `helpUri`, since the page on rules has no address of its own."""
    rule = rules().get(name)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.asks},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.told, "markdown": rule.told},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, rule: int) -> dict[str, object]:
    message = f"{problem.message}; {problem.fix}" if problem.fix else problem.message
    place = {
        "artifactLocation": {"uri": quote(problem.file)},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }
