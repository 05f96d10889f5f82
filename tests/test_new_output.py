"""A format that is added as one file appears on the pages that it is for, and so does a style and a vocabulary."""

from __future__ import annotations

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


def test_a_new_output_style_and_vocabulary_appear_by_themselves(project: Project) -> None:
    package = project.folder / "hooks" / "briefbook"
    (package / "outputs" / "words.py").write_text(OUTPUT, encoding="utf-8")
    (package / "styles" / "house.py").write_text(STYLE, encoding="utf-8")
    (package / "vocabularies" / "length.py").write_text(VOCABULARY, encoding="utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = project.published()
    page = files["briefs/2024/strike-ends/index.html"].decode()
    assert files["briefs/2024/strike-ends/words.txt"].isdigit()
    assert '<a href="../../../briefs/2024/strike-ends/words.txt" type="text/plain">Word count</a>' in page
    assert '<link rel="alternate" type="text/plain" title="Word count: The strike ends: what was agreed"' in page
    assert "<dt>House</dt>" in page
    assert "See <i>The strike ends: what was agreed</i>" in page
    assert 4 == page.count("data-copies=")
    assert '<meta name="x.length"' in page
    assert "words.txt" not in files["actors/arland/index.html"].decode()
    withdrawn = [path for path in files if b"This brief was withdrawn" in files[path] and path.endswith("index.html")]
    assert withdrawn
    assert [] == [path for path in withdrawn if b"words.txt" in files[path]]
