"""What is added as one file is on the site: a format on the pages that it is for, a style, a vocabulary, a kind of page."""

from __future__ import annotations

import subprocess
import sys

from conftest import Project

OUTPUT = '''"""words.txt: how many words a brief has."""

from briefbook import paths
from briefbook.model import Offer, Output

OFFERS = (Offer(frozenset({"brief"}), "words.txt", "text/plain", "Word count", "data"),)


def derive(library):
    """Yield a file for each brief that is not withdrawn."""
    for brief in library.briefs:
        if brief.status != "withdrawn":
            words = str(len(brief.source.body.split())).encode()
            yield Output(f"{paths.link_to('brief', brief.id)}words.txt", words)
'''
STYLE = '''"""A reference in the house style."""

from briefbook.citable import Run

NAME = "House"


def cite(item):
    """The title alone."""
    return (Run("See ", False), Run(item.title, True))
'''
VOCABULARY = '''"""How long a brief is."""

from briefbook.model import Meta


def tags(subject):
    """Yield one tag for a brief."""
    if subject.brief:
        yield Meta("name", "x.length", str(len(subject.brief.source.body)))
'''
CREW = '''"""humans.txt: who writes the site, and a file for the server alone."""

from briefbook.model import Output


def derive(library):
    """Yield both."""
    yield Output("humans.txt", "".join(f"{author.name}\\n" for author in library.authors.values()).encode())
    yield Output("server.conf", b"", promised=False)
'''
PAGE = '''"""All numbers of reports, and those of each year."""

from dataclasses import dataclass
from functools import partial

from briefbook.model import Content, Link, Page, Way

WAY = Way(Link("Numbers", "numbers/"))


@dataclass(frozen=True, slots=True)
class NumbersView:
    """What the template shows."""

    numbers: tuple[str, ...]


def derive(library):
    """Yield the list of all, and one of each year."""
    yield _page("numbers/index.md", library.briefs, promised=True)
    for year, briefs in library.by_year.items():
        yield _page(f"numbers/{year}/index.md", briefs, promised=False)


def _page(path, briefs, promised):
    view = NumbersView(tuple(brief.number for brief in briefs if brief.number))
    made = partial(Content, view=view)
    return Page(path=path, template="numbers.html", title="Numbers", content=made, promised=promised)
'''
TEMPLATE = """{% extends "base.html" %}
{% block main %}
<ul>
{% for number in view.numbers %}
<li>{{ number }}</li>
{% endfor %}
</ul>
{% endblock %}
"""


def test_a_new_output_style_vocabulary_and_page_appear_by_themselves(project: Project) -> None:
    package = project.folder / "hooks" / "briefbook"
    (package / "outputs" / "words.py").write_text(OUTPUT, encoding="utf-8")
    (package / "styles" / "house.py").write_text(STYLE, encoding="utf-8")
    (package / "vocabularies" / "length.py").write_text(VOCABULARY, encoding="utf-8")
    (package / "outputs" / "crew.py").write_text(CREW, encoding="utf-8")
    (package / "pages" / "numbers.py").write_text(PAGE, encoding="utf-8")
    (package / "theme" / "numbers.html").write_text(TEMPLATE, encoding="utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = project.published()
    page = files["briefs/2024/strike-ends/index.html"].decode()
    assert files["briefs/2024/strike-ends/words.txt"].isdigit()
    assert '<a href="../../../briefs/2024/strike-ends/words.txt" type="text/plain">Word count</a>' in page
    assert '<link rel="alternate" type="text/plain" title="Word count"' in page
    assert "<dt>House</dt>" in page
    assert "See <i>The strike ends: what was agreed</i>" in page
    assert 4 == page.count("data-copies=")
    assert '<meta name="x.length"' in page
    assert '<a href="../../../numbers/">Numbers</a>' in page
    assert "words.txt" not in files["actors/arland/index.html"].decode()
    withdrawn = [path for path in files if b"This brief was withdrawn" in files[path] and path.endswith("index.html")]
    assert withdrawn
    assert [] == [path for path in withdrawn if b"words.txt" in files[path]]

    assert b"Night Desk\n" == files["humans.txt"]
    for path in "numbers/index.html", "numbers/2024/index.html":
        assert b"<li>HS 2024/02</li>" in files[path]
        assert (
            f"<loc>https://briefbook.example.org/{path.removesuffix('index.html')}</loc>".encode() in files["sitemap.xml"]
        )
    assert {"/humans.txt", "/numbers/"} == promised(project) & {
        "/humans.txt",
        "/server.conf",
        "/numbers/",
        "/numbers/2024/",
    }


def promised(project: Project) -> set[str]:
    """The addresses that a release of this copy promises."""
    code = "import sys; sys.path.insert(0, 'hooks'); from briefbook.command_line import main; main(['release'])"
    subprocess.run([sys.executable, "-c", code], cwd=project.folder, check=True, capture_output=True)
    lines = (project.folder / ".published-urls").read_text(encoding="utf-8").splitlines()
    return {line.partition("\t")[0] for line in lines}
