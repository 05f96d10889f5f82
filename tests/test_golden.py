"""Every module of a shelf has cases: a folder of Markdown goes in, and what the module makes of it comes out.

A case's `in/` lies over `sites/good/`; that of a command lies over a whole project, in which `command` is run.
To write the expected files anew: GOLDEN=write pytest
"""

from __future__ import annotations

import dataclasses
import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
import pytest
from click.testing import CliRunner
from markdown import markdown

from briefbook.build import build, collect
from briefbook.command_line import main
from briefbook.edits import applied
from briefbook.frame import frame
from briefbook.lookup import all_pages
from briefbook.model import Content, LateOutput, Library, Output, Page, Problem
from briefbook.shelf import modules
from briefbook.subject import subject
from conftest import ROOT, SETTINGS, SITES, Project, texts_below

THEME = ROOT / "hooks" / "briefbook" / "theme"
TODAY = date(2024, 12, 31)
GOLDEN = Path(__file__).parent / "golden"
Made = dict[str, bytes]


def cases() -> list[Path]:
    return sorted(path for path in GOLDEN.glob("*/*/*") if path.is_dir())


def shelves() -> dict[str, ModuleType]:
    """The folders of modules within the package."""
    names = {file.parent.name for file in (ROOT / "hooks" / "briefbook").glob("*/*.py")}
    return {name: import_module(f"briefbook.{name}") for name in names}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.relative_to(GOLDEN).as_posix())
def test_a_module_makes_of_a_case_what_lies_beside_it(case: Path, tmp_path: Path) -> None:
    shelf, name = case.parts[-3:-1]
    if shelf == "cli":
        actual = run_in(tmp_path / "project", case)
    else:
        module = next(each for each in modules(shelves()[shelf]) if each.__name__.endswith(f".{name}"))
        actual = MADE_BY[shelf](module, case / "in")
    if os.environ.get("GOLDEN") == "write":
        write(case / "out", actual)
    expected = {file.relative_to(case / "out").as_posix(): file.read_bytes() for file in files_below(case / "out")}

    assert expected == actual


@pytest.mark.parametrize("shelf", sorted({*shelves(), *(each.name for each in GOLDEN.iterdir())}))
def test_every_module_of_a_shelf_has_a_case(shelf: str) -> None:
    """Also of one that is new, of which nothing is known here yet."""
    names = {module.__name__.rpartition(".")[2] for module in modules(shelves()[shelf])}
    with_case = {case.parts[-2] for case in cases() if case.parts[-3] == shelf}

    assert names == with_case


def library_of(folder: Path) -> Library:
    library, problems = collect(texts_below(SITES / "good", folder).items(), SETTINGS, today=TODAY)
    assert [] == [problem for problem in problems if problem.severity == "error"]
    return library


def by_check(module: ModuleType, folder: Path) -> Made:
    library, _ = collect(texts_below(SITES / "good", folder).items(), SETTINGS, today=TODAY)
    return {"problems.txt": "".join(f"{problem}\n" for problem in sorted(module.check(library))).encode()}


def by_fix(module: ModuleType, folder: Path) -> Made:
    return {path: applied(text, module.edits(text)).encode() for path, text in texts_below(folder).items()}


def by_output(module: ModuleType, folder: Path) -> Made:
    library = library_of(folder)
    return {output.path: content_of(output, library) for output in module.derive(library)}


def by_page(module: ModuleType, folder: Path) -> Made:
    made = [*module.derive(library_of(folder))]
    shows = {f"{page.path.removesuffix('.md')}.json": as_json(page) for page in made}
    return shows | {f"{page.path.removesuffix('.md')}.html": as_html(page) for page in made}


def by_report(module: ModuleType, folder: Path) -> Made:
    """The problems of the content; GitHub's form has a summary for the job besides."""
    texts = texts_below(SITES / "good", folder)
    problems = build(texts.items(), SETTINGS).problems

    def line_of(problem: Problem) -> str:
        return texts[problem.path].splitlines()[problem.line - 1]

    made = {"problems.txt": module.render(problems, line_of).encode()}
    return made | ({"summary.md": module.summary(problems).encode()} if hasattr(module, "summary") else {})


def by_style(module: ModuleType, folder: Path) -> Made:
    """The references of all briefs that can be cited, with italics between underscores."""
    library = library_of(folder)
    items = (item for page in all_pages(library) if (item := subject(page, library).item))
    cited = ("".join(f"_{run.text}_" if run.italic else run.text for run in module.cite(item)) for item in items)
    return {"references.txt": "".join(f"{module.NAME}: {reference}\n" for reference in cited).encode()}


def by_vocabulary(module: ModuleType, folder: Path) -> Made:
    """The tags of the home page and of the pages of records; other pages come and go with their kinds."""
    library = library_of(folder)
    about = (subject(page, library) for page in all_pages(library))
    told = ("".join(lines(here.page.url, module.tags(here))) for here in about if here.record or here.kind == "site")
    return {"tags.txt": "".join(told).encode()}


def lines(url: str, metas: Iterable[Any]) -> Iterable[str]:
    if listed := [*metas]:
        yield f"/{url}\n"
        yield from (f"    {meta.attribute} {meta.name}: {meta.content}\n" for meta in listed)


MADE_BY: dict[str, Callable[[ModuleType, Path], Made]] = {
    "checks": by_check,
    "fixes": by_fix,
    "outputs": by_output,
    "pages": by_page,
    "reports": by_report,
    "styles": by_style,
    "vocabularies": by_vocabulary,
}


def run_in(folder: Path, case: Path) -> Made:
    """What the command line in `command` prints, how it ends, the files that it writes and the names of those it deletes.

    The example site is committed; what the case brings is not yet.
    """
    shutil.copytree(SITES / "good", folder / "docs")
    (folder / "mkdocs.yml").write_text("site_name: The Coast\nsite_url: https://coast.example/\n", encoding="utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Before"]):
        subprocess.run([*git, *words], cwd=folder, check=True)
    if (case / "in").is_dir():
        shutil.copytree(case / "in", folder, dirs_exist_ok=True)
    before = files_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        program, *words = shlex.split((case / "command").read_text(encoding="utf-8"))
        assert program == "briefbook"
        done = CliRunner().invoke(main, words)
    after = files_of(folder)
    told = {"exit": f"{done.exit_code}\n", "stdout": done.stdout, "stderr": done.stderr}
    told["deleted"] = "".join(f"{path}\n" for path in before if path not in after)
    made = {name: text.encode() for name, text in told.items() if text}
    return made | {f"files/{path}": content for path, content in after.items() if content != before.get(path)}


def files_of(folder: Path) -> Made:
    """The files of a project; those of git and of the cache are none."""
    found = Project.files(folder)
    return {path: content for path, content in found.items() if not path.startswith((".git/", ".cache/"))}


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


def write(folder: Path, made: Made) -> None:
    """A link is written through: what it leads to is the expected file."""
    for file in files_below(folder):
        if file.relative_to(folder).as_posix() not in made:
            file.unlink()
    for path, content in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
