"""The theme: sheets that know no left or right, tokens in one file, nothing from elsewhere, nothing inline."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from conftest import ROOT, Project

THEME = ROOT / "hooks" / "briefbook" / "theme"
SHEETS = sorted(THEME.rglob("*.css"))
TEMPLATES = sorted(THEME.rglob("*.html"))
SCRIPTS = sorted(THEME.rglob("*.js"))

# Properties that name a side of the screen, and values that do. A right-to-left edition has only `dir` to change.
_PHYSICAL = re.compile(
    r"""(?:^|[;{\s])(?:
      (?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right|top|bottom)\b
    | (?:left|right|top|bottom)\s*:
    | (?:min-|max-)?(?:width|height)\s*:(?!\s*[\d.]+rem\s*\))
    | border-(?:top|bottom)-(?:left|right)-radius
    | (?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b
    | inset\s*:
    | (?:overflow|overscroll-behavior)-[xy]\b(?!\s*:\s*auto)
    )""",
    re.VERBOSE | re.MULTILINE,
)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)


def rules(sheet: Path) -> str:
    """A sheet without its comments and the conditions of its media queries."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"@(?:media|container)[^{]*", "@", text)


def name(path: Path) -> str:
    return path.relative_to(THEME).as_posix()


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_no_property_names_a_side_of_the_screen(sheet: Path) -> None:
    assert [] == [found[0].strip() for found in _PHYSICAL.finditer(rules(sheet))]


@pytest.mark.parametrize(
    "rule",
    ["a { margin-left: 1rem; }", "a{left:0}", "a { width: 3rem; }", "a { text-align: right; }", "a { inset: 0 auto; }"],
)
def test_a_property_of_a_side_would_be_found(rule: str) -> None:
    assert _PHYSICAL.search(rule)


@pytest.mark.parametrize("sheet", [each for each in SHEETS if each.name not in {"tokens.css", "print.css"}], ids=name)
def test_colours_and_fonts_are_tokens(sheet: Path) -> None:
    text = rules(sheet)

    assert [] == _COLOUR.findall(text)
    assert [] == [each for each in re.findall(r"font-family:\s*([^;}]+)", text) if not each.startswith("var(--")]


@pytest.mark.parametrize("sheet", [each for each in SHEETS if each.name != "tokens.css"], ids=name)
def test_letters_have_the_sizes_of_the_scale(sheet: Path) -> None:
    """Or one that follows the text around; on paper points, for the page and for addresses."""
    assert [] == re.findall(r"font-size:\s*[\d.]+(?:rem|px)", rules(sheet))


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_sheet_uses_no_token_that_is_not_there(sheet: Path) -> None:
    tokens = set(re.findall(r"(--[a-z-]+)\s*:", (THEME / "styles" / "tokens.css").read_text(encoding="utf-8")))

    assert set() == set(re.findall(r"var\((--[a-z-]+)", rules(sheet))) - tokens


def test_every_sheet_and_script_is_part_of_what_is_published() -> None:
    """`lost.js` is put before Pagefind's worker."""
    for folder, whole, apart in (
        ("styles", "stylesheets/briefbook.css", set()),
        ("scripts", "javascripts/briefbook.js", set()),
        ("finder", "javascripts/search.js", {"finder/lost.js"}),
    ):
        made_of = set(re.findall(r'include "([^"]+)"', (THEME / whole).read_text(encoding="utf-8")))

        assert {name(part) for part in (THEME / folder).iterdir()} == made_of | apart


@pytest.mark.parametrize("path", [*TEMPLATES, *SHEETS, *SCRIPTS], ids=name)
def test_nothing_comes_from_another_host(path: Path) -> None:
    loads = re.findall(
        r"(?:<(?:script|img|iframe|link rel=\"(?:stylesheet|preload|icon)\")[^>]*(?:src|href)=|url\(|@import|fetch\()"
        r"\s*[\"']?(https?:|//)",
        path.read_text(encoding="utf-8"),
    )

    assert [] == loads


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_style_or_script_is_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert [] == re.findall(r"\sstyle=|\son[a-z]+=|<style", text)
    assert [] == [each for each in re.findall(r"<script[^>]*>", text) if "src=" not in each and "ld+json" not in each]


def test_the_classes_of_templates_are_those_of_the_sheets() -> None:
    """A class without a rule is a leftover, and so is a rule without a class."""
    sheets = "".join(rules(sheet) for sheet in SHEETS)
    styled = set(re.findall(r"\.(bb-[a-z-]+)", sheets))
    markup = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *SCRIPTS])
    used = {each for found in re.findall(r'class="([^"]*)"', markup) for each in re.findall(r"\bbb-[a-z-]+", found)}
    in_scripts = set(re.findall(r"\bbb-[a-z-]+", "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)))

    assert {"bb-search-link"} >= styled - used - in_scripts


def test_a_first_view_is_light(sample: Project) -> None:
    """Own HTML, CSS and scripts of a brief, compressed, and the requests it takes with fonts and icon."""
    page = sample.site / "briefs/2024/israel-lebanon-cessation-of-hostilities/index.html"
    html = page.read_text(encoding="utf-8")
    loaded = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', html)
    files = [page, *((page.parent / each).resolve() for each in loaded)]
    fonts_and_icon = len(set(re.findall(r'<link rel="(?:preload|icon)" href="([^"]+)"', html)))
    italic = 1

    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= 30_000
    assert len(files) + fonts_and_icon + italic <= 9


def test_a_correction_is_suggested_where_the_repository_says(project: Project) -> None:
    made = project.build("--strict")
    assert made.returncode == 0, made.stderr
    brief = next(path for path, page in project.published().items() if b'class="bb-correct"' in page and "briefs/" in path)
    source = brief.removesuffix("/index.html") + ".md"
    assert f'href="https://git.example.org/briefbook/edit/main/docs/{source}"'.encode() in project.published()[brief]

    project.set("repo_url: https://git.example.org/briefbook/\nedit_uri: edit/main/docs/\n", "")
    assert project.build("--strict").returncode == 0
    assert b"Suggest a correction" not in project.published()[brief]
