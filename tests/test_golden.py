"""Every module of a shelf has cases: a folder of Markdown goes in, and what the module makes of it comes out.

A case's `in/` lies over `sites/good/`. To write the expected files anew: GOLDEN=write pytest
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from markdown import markdown

from briefbook import checks, outputs, pages
from briefbook.build import collect
from briefbook.model import LateOutput, Library, Output
from briefbook.shelf import modules
from conftest import SETTINGS, SITES, texts_below

GOLDEN = Path(__file__).parent / "golden"
SHELVES = {"checks": checks, "outputs": outputs, "pages": pages}


def cases() -> list[Path]:
    return sorted(path for path in GOLDEN.glob("*/*/*") if path.is_dir())


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.relative_to(GOLDEN).as_posix())
def test_a_module_makes_of_a_case_what_lies_beside_it(case: Path) -> None:
    shelf, name = case.parts[-3:-1]
    module = next(each for each in modules(SHELVES[shelf]) if each.__name__.endswith(f".{name}"))
    actual = made_by(shelf, module, case / "in")
    if os.environ.get("GOLDEN") == "write":
        write(case / "out", actual)
    expected = {file.relative_to(case / "out").as_posix(): file.read_bytes() for file in files_below(case / "out")}

    assert expected == actual


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_module_of_a_shelf_has_a_case(shelf: str) -> None:
    names = {module.__name__.rpartition(".")[2] for module in modules(SHELVES[shelf])}
    with_case = {case.parts[-2] for case in cases() if case.parts[-3] == shelf}

    assert names == with_case


def made_by(shelf: str, module: ModuleType, folder: Path) -> dict[str, bytes]:
    library, problems = collect(texts_below(SITES / "good", folder).items(), SETTINGS)
    if shelf == "checks":
        return {"problems.txt": "".join(f"{problem}\n" for problem in sorted(module.check(library))).encode()}
    assert problems == ()
    if shelf == "outputs":
        return {output.path: content_of(output, library) for output in module.derive(library)}
    return {f"{page.path.removesuffix('.md')}.json": as_json(page) for page in module.derive(library)}


def content_of(output: Output | LateOutput, library: Library) -> bytes:
    """An output's bytes; what needs rendered bodies is given them as Markdown makes them without any extension."""
    if isinstance(output, Output):
        return output.content
    return output.write({brief.source.path: markdown(brief.source.body) for brief in library.briefs})


def as_json(page: object) -> bytes:
    values = dataclasses.asdict(page)  # type: ignore[call-overload]
    return (json.dumps(values, indent=1, ensure_ascii=False, default=readable) + "\n").encode()


def readable(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def write(folder: Path, made: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
