"""Every module of a shelf has cases: a folder of Markdown goes in, and what the module makes of it comes out.

A case's `in/` lies over `sites/good/`. To write the expected files anew: GOLDEN=write pytest
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
import pytest
from markdown import markdown

from briefbook import checks, fixes, outputs, pages
from briefbook.build import collect
from briefbook.edits import applied
from briefbook.frame import frame
from briefbook.model import Content, LateOutput, Library, Output, Page
from briefbook.shelf import modules
from conftest import ROOT, SETTINGS, SITES, texts_below

THEME = ROOT / "hooks" / "briefbook" / "theme"
TODAY = date(2024, 12, 31)
GOLDEN = Path(__file__).parent / "golden"
SHELVES = {"checks": checks, "fixes": fixes, "outputs": outputs, "pages": pages}


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
    if shelf == "fixes":
        texts = texts_below(folder)
        return {path: applied(text, module.edits(text)).encode() for path, text in texts.items()}
    library, problems = collect(texts_below(SITES / "good", folder).items(), SETTINGS, today=TODAY)
    if shelf == "checks":
        return {"problems.txt": "".join(f"{problem}\n" for problem in sorted(module.check(library))).encode()}
    assert [] == [problem for problem in problems if problem.severity == "error"]
    if shelf == "outputs":
        return {output.path: content_of(output, library) for output in module.derive(library)}
    made = {f"{page.path.removesuffix('.md')}.json": as_json(page) for page in module.derive(library)}
    return made | {f"{page.path.removesuffix('.md')}.html": as_html(page) for page in module.derive(library)}


def as_html(page: Page) -> bytes:
    """What the page's template makes of its view, without the frame around it; the body is left as Markdown."""
    bare = '{% import "parts.html" as parts %}{% block main %}{% endblock %}'
    loader = jinja2.ChoiceLoader([jinja2.DictLoader({"base.html": bare}), jinja2.FileSystemLoader(THEME)])
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made = shown(page)
    content = {"content": f"<pre>{made.body.strip()}</pre>"} if made.body.strip() else {}
    values = {"made": page, "view": made.view, "root": "ROOT", "page": content, "around": {}}
    values["frame"] = frame(SETTINGS, page.url)
    lines = environment.get_template(page.template).render(values).splitlines()
    return "".join(f"{line}\n" for line in lines if line.strip()).encode()


def content_of(output: Output | LateOutput, library: Library) -> bytes:
    """An output's bytes; what needs rendered bodies is given them as Markdown makes them without any extension."""
    if isinstance(output, Output):
        return output.content
    return output.write({brief.source.path: markdown(brief.source.body) for brief in library.briefs})


def as_json(page: Page) -> bytes:
    """The page, and what it shows."""
    values = plain(dataclasses.replace(page, content=Content, text=None, key=None)) | plain(shown(page))
    first = ("path", "template", "title", "view", "description", "trail", "body", "places")
    values = {key: values[key] for key in dict.fromkeys((*first, *values)) if key not in {"content", "text", "key"}}
    return (json.dumps(values, indent=1, ensure_ascii=False, default=readable) + "\n").encode()


def shown(page: Page) -> Content:
    """What a page shows, with its text where that is given apart."""
    return dataclasses.replace(page.text(), view=page.content().view) if page.text else page.content()


def plain(value: Any) -> Any:
    """A value as JSON has it, and records, named tuples among them, by their fields."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value


def readable(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def write(folder: Path, made: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
