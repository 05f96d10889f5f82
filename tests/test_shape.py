"""The shape of the code: which way imports run, who knows MkDocs, and that every module says what it is for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "hooks" / "briefbook"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHELVES = ("checks", "fixes", "pages", "outputs", "reports", "styles", "vocabularies", "cli")

# What a module may import, lowest first; a shelf module may import all that stands before the shelves.
ORDER = (
    (
        "addresses",
        "anchors",
        "bidi",
        "characters",
        "codes",
        "conflicts",
        "form",
        "edits",
        "hosts",
        "literal",
        "plain",
        "positions",
        "dates",
        "paths",
        "collation",
        "shelf",
        "prose",
        "signs",
        "inventory",
        "garbage",
    ),
    ("pipes",),
    ("workers", "lock", "block_groups", "progress", "stopping", "templates", "theme_files", "verify", "watching"),
    ("aside", "spare", "standby", "pagefind", "search_files"),
    ("digests", "reuse", "shapes", "whole"),
    ("store",),
    ("entries", "fields", "meant", "nearest", "links", "markup", "origins", "sanitise", "security_policy", "sound"),
    ("markdown_blocks", "markdown_inline", "markdown_places", "markdown_links", "markdown_notes", "markdown_toc"),
    ("markdown_figures", "model", "manifest"),
    ("beginning",),
    ("limits", "pictures", "tally", "yaml_faults"),
    ("twins", "citations", "contents", "listing", "names", "frame", "read", "settings", "publish", "files"),
    ("namesakes",),
    ("misplaced", "validate", "link", "index", "moving", "merging", "comparison", "history"),
    ("remains",),
    ("bearers", "passages"),
    ("mentions", "name_lists", "related", "actor_links", "chronology", "companions", "search_spans"),
    ("search_entries", "basis"),
    ("search_bundles",),
    ("absolute", "elements", "identity"),
    ("owners",),
    ("citable", "data", "feed", "former", "subject"),
    ("atom_format", "json_ld", "sitemap", "twin", "headline", "wording"),
    ("fixes", "skeletons"),
    ("checks", "pages", "outputs", "styles", "vocabularies"),
    ("collisions", "known", "rulebook"),
    ("by_hand",),
    (
        "around",
        "bodies",
        "learning",
        "disk",
        "cache",
        "lookup",
        "memory",
        "reports",
        "mend",
        "cli_paths",
        "search_cache",
        "bundle_index",
    ),
    ("build", "conversion", "search_index", "deriving", "early_bodies", "early_reading", "early_search"),
    ("folder", "intake", "relearn", "rendering", "standing"),
    ("making", "presentation"),
    ("groundwork", "publication"),
    ("preview", "preview_index"),
    ("preview_server",),
    ("preview_session",),
    ("ledger",),
    ("mkdocs_adapter", "cli"),
    ("command_line",),
)


def name_of(module: Path) -> str:
    return ".".join(module.relative_to(PACKAGE).with_suffix("").parts)


def level(name: str) -> int:
    first = name.partition(".")[0]
    return next(number for number, names in enumerate(ORDER) if first in names)


def imports(module: Path) -> list[str]:
    """The modules that a module imports, by whole name."""
    found: list[str] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: write imports whole"
            found += [
                f"{node.module}.{alias.name}" if node.module == "briefbook" else str(node.module) for alias in node.names
            ]
    return found


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_begins_with_a_sentence(module: Path) -> None:
    sentence = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""

    assert sentence.partition("\n\n")[0].rstrip().endswith("."), "say in one sentence what the module is for"


@pytest.mark.parametrize("module", [each for each in MODULES if each.name != "__init__.py"], ids=name_of)
def test_imports_point_upstream(module: Path) -> None:
    here = name_of(module)
    ours = [each.removeprefix("briefbook.") for each in imports(module) if each.startswith("briefbook.")]

    for each in ours:
        assert level(each) < level(here) or (level(each) == level(here) and here.partition(".")[0] not in SHELVES), (
            f"{here} imports {each}, which stands downstream or beside it"
        )


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_only_the_adapter_knows_mkdocs(module: Path) -> None:
    knows = [each for each in imports(module) if each.partition(".")[0] in {"mkdocs", "material"}]

    assert not knows or name_of(module) == "mkdocs_adapter"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_public_functions_and_classes_say_what_they_are_for(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    silent = [
        node.name for node in tree.body if isinstance(node, kinds) and node.name[0] != "_" and not ast.get_docstring(node)
    ]

    assert [] == silent


def test_the_hook_holds_no_logic_and_no_state() -> None:
    tree = ast.parse((ROOT / "hooks" / "mkdocs_entry.py").read_text(encoding="utf-8"))
    statements = [type(node).__name__ for node in tree.body]
    imports = [type(node).__name__ for each in tree.body if isinstance(each, ast.With) for node in each.body]

    assert ["Expr", "ImportFrom", "With", "Assign"] == statements
    assert ["ImportFrom"] == imports


def test_no_html_is_written_in_python() -> None:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"</\w", node.value), (
                    f"{name_of(module)}:{node.lineno} writes HTML; that is a template's work"
                )


def test_the_architecture_names_every_module_and_none_that_is_not_there() -> None:
    text = (ROOT / "docs" / "contributing" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.py)`", text))
    folders = (PACKAGE, PACKAGE.parent, ROOT)

    assert set() == {each.name for each in PACKAGE.glob("*.py") if each.name != "__init__.py"} - named
    assert set() == {f"{each}/" for each in SHELVES} - set(re.findall(r"`(\w+/)`", text))
    assert [] == [each for each in named if not any((folder / each).is_file() for folder in folders)]


_COMPUTED = re.compile(
    r"""\|\s*(?:length|reverse|capitalize|sort|first|last)\b|" in page\.|\broot }}/(?:search|actors|briefs|topics)/"""
)


@pytest.mark.parametrize("template", sorted(path.name for path in (PACKAGE / "theme").glob("*.html")))
def test_a_template_shows_what_a_view_has_worked_out_and_knows_no_address(template: str) -> None:
    text = (PACKAGE / "theme" / template).read_text("utf-8")

    assert not _COMPUTED.findall(text)
