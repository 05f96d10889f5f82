"""Lists the cases of untrusted input, of links and of standards that the tests show; makes the table in `tests/README.md`.

A test says by `@pytest.mark.battery("A2")` which cases it shows. Run `python tests/cases.py > tests/README.md`.
"""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent

_HEAD = """\
# The tests

`pytest` runs them all; those that need a browser or others' collections are skipped, with the reason, where there is none.
`sites/` holds a good site, a hostile one and many with one mistake each, `golden/` what each module of a shelf makes of a
case, `schemas/` what outputs are held against.

## What strangers may bring, what standards ask for, and what comes of it

Made by `python tests/cases.py > tests/README.md` from `cases.toml` and the marks of the tests; a test fails when it is
stale. A test is named by its file and by its name without `test_`.

| case | what comes | what happens | shown by |
|---|---|---|---|
"""
CASES: dict[str, dict[str, str]] = tomllib.loads((TESTS / "cases.toml").read_text(encoding="utf-8"))


def tests_by_case() -> dict[str, list[str]]:
    """The tests that show each case, as `file::name`, in the order of the files."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.glob("test_*.py")) + sorted(TESTS.glob("browser/test_*.py")):
        place = file.relative_to(TESTS).with_suffix("").as_posix()
        for case, name in _marked(ast.parse(file.read_text(encoding="utf-8"))):
            found[case].append(f"{place}::{name.removeprefix('test_')}")
    return found


def _marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.battery":
                yield from ((ast.literal_eval(case), node.name) for case in mark.args)


def page() -> str:
    """The page with the table."""
    shown = tests_by_case()
    rows = [
        f"| {case} | {told['what']} | {told['outcome']} | {', '.join(f'`{each}`' for each in shown[case])} |\n"
        for case, told in CASES.items()
    ]
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    print(page(), end="")
