"""A reader who knows what they look for finds it: by its title, by rare words of its text, by any name of an actor.

Judged on the sample and on the archive of digital.gov, of which 200 briefs are drawn, always the same.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown import markdown

from briefbook.model import Brief, Library
from browser.harness import Open
from browser.serve import served
from collections_of import library_of
from conftest import Project

_BRIEFS = 200
_RARE = 5
_TITLE, _WORDS = 0.98, 0.95
"""The least share of briefs that are found: by their title as the first result, by rare words among the first three."""
_ASK = """async (queries) => {
  const input = document.querySelector("main .bb-search input");
  const status = document.querySelector(".bb-search-status");
  const found = [];
  for (const query of queries) {
    await new Promise((done) => {
      const watch = new MutationObserver(() => {
        if (!status.textContent.includes(`“${query}”`) && !status.textContent.startsWith("No result")) return;
        watch.disconnect();
        done();
      });
      status.textContent = "";
      watch.observe(status, { childList: true, characterData: true, subtree: true });
      input.value = query;
      input.form.requestSubmit();
    });
    await new Promise((done) => requestAnimationFrame(done));
    const paths = (selector) => [...document.querySelectorAll(selector)].map((each) => each.pathname);
    found.push([paths(".bb-search-names li > a"), paths(".bb-search-results h3 a"), status.textContent]);
  }
  return found;
}"""


class Found(NamedTuple):
    """What a query finds: the paths of actors and topics by name, and of the results below them."""

    names: list[str]
    results: list[str]
    said: str


def ask(opened: Open, site: Path, queries: Sequence[str]) -> list[Found]:
    """What the search page of a site finds for each query."""
    with served(site) as address:
        page = opened(f"{address}search/")
        return [Found(*each) for each in page.evaluate(_ASK, list(queries))]


def drawn(library: Library) -> list[Brief]:
    briefs = [brief for brief in library.briefs if brief.status == "published"]
    return random.Random(5).sample(briefs, min(_BRIEFS, len(briefs)))


def words_of(brief: Brief) -> set[str]:
    """The words of a text as a reader might type them."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", markdown(re.sub(r"\[\^[^]]+\]|https?://\S+", " ", brief.source.body))))
    return set(re.findall(r"(?<![\w.@/'’-])[a-z]{4,}(?![\w.@/'’-])", text))


def rare_words(library: Library) -> dict[str, str]:
    """Five of the ten words of each text that the fewest briefs have, by the brief's id."""
    words = {brief.id: words_of(brief) for brief in library.briefs}
    briefs_with = Counter(word for some in words.values() for word in some)
    chance = random.Random(5)
    rarest = {each: sorted(some, key=lambda word: (briefs_with[word], word))[: 2 * _RARE] for each, some in words.items()}
    return {each: " ".join(chance.sample(some, _RARE)) for each, some in rarest.items() if len(some) >= _RARE}


def share(hits: list[bool], missed: list[object]) -> float:
    print(f"{sum(hits)} of {len(hits)}", *missed, sep="\n  ")
    return sum(hits) / len(hits)


@pytest.fixture(scope="session")
def in_parts(digitalgov: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The archive of digital.gov in 17 spans, as a larger one would be."""
    project = Project(tmp_path_factory.mktemp("parts") / "project", digitalgov.docs)
    spans = project.folder / "hooks" / "briefbook" / "search_spans.py"
    text = spans.read_text(encoding="utf-8")
    assert "_FEW, _MOST = 300, 1500" in text
    spans.write_text(text.replace("_FEW, _MOST = 300, 1500", "_FEW, _MOST = 40, 40"), encoding="utf-8")
    done = project.build()
    assert done.returncode == 0, done.stderr
    assert len([*(project.site / "pagefind").glob("20*")]) > 10
    return project


@pytest.mark.parametrize("name", ["sample", "digitalgov"])
def test_a_brief_is_found_by_its_title(request: pytest.FixtureRequest, opened: Open, name: str) -> None:
    site = request.getfixturevalue(name).site
    briefs = drawn(library_of(name))
    found = ask(opened, site, [brief.title for brief in briefs])
    hits = [each.results[:1] == [f"/briefs/{brief.id}/"] for brief, each in zip(briefs, found, strict=True)]

    missed = [(brief.title, each.results[:2]) for brief, each, hit in zip(briefs, found, hits, strict=True) if not hit]
    assert share(hits, missed) >= _TITLE


@pytest.mark.parametrize("name", ["sample", "digitalgov"])
def test_a_brief_is_found_by_rare_words_of_its_text(request: pytest.FixtureRequest, opened: Open, name: str) -> None:
    site = request.getfixturevalue(name).site
    library = library_of(name)
    rare = rare_words(library)
    briefs = [brief for brief in drawn(library) if brief.id in rare]
    found = ask(opened, site, [rare[brief.id] for brief in briefs])
    hits = [f"/briefs/{brief.id}/" in each.results[:3] for brief, each in zip(briefs, found, strict=True)]

    missed = [
        (rare[brief.id], brief.id, each.results[:3])
        for brief, each, hit in zip(briefs, found, hits, strict=True)
        if not hit
    ]
    assert share(hits, missed) >= _WORDS


def test_an_actor_is_found_first_by_any_name(opened: Open, sample: Project) -> None:
    """Where two actors share a name, either may come first."""
    library = library_of("sample")
    owners: dict[str, set[str]] = {}
    for actor in library.actors.values():
        for name in (actor.name, *actor.aliases, *actor.weak_aliases):
            owners.setdefault(name, set()).add(f"/actors/{actor.id}/")
    found = ask(opened, sample.site, list(owners))
    missed = [
        (name, each.names[:2])
        for (name, whose), each in zip(owners.items(), found, strict=True)
        if not whose & set(each.names[:1])
    ]

    assert [] == missed
    assert len(owners) > 300


@pytest.mark.parametrize("name", ["sample", "digitalgov"])
def test_a_word_that_a_brief_has_in_its_title_or_text_finds_something(
    request: pytest.FixtureRequest, opened: Open, name: str
) -> None:
    """Also where the excerpt shows another place, and where only a title has it."""
    chance = random.Random(6)
    words = {
        word
        for brief in drawn(library_of(name))
        for some in (sorted(words_of(brief)), re.findall(r"[a-z]{4,}", brief.title.lower()))
        for word in chance.sample(some, min(2, len(some)))
    }
    words |= {"without", "after"} if name == "digitalgov" else {"ceasefire"}
    asked = sorted(words)
    found = ask(opened, request.getfixturevalue(name).site, asked)

    assert [] == [word for word, each in zip(asked, found, strict=True) if not each.results and not each.names]


def test_a_word_that_no_brief_has_finds_nothing_that_only_begins_like_it(opened: Open, digitalgov: Project) -> None:
    found = ask(opened, digitalgov.site, ["blockchain", "zyxwvut", "pentathlon"])

    assert [[], [], []] == [each.results for each in found]


def test_parts_of_an_archive_are_searched_as_one(opened: Open, digitalgov: Project, in_parts: Project) -> None:
    """A part that has a word nowhere gives what has its first letters, which nobody asked for."""
    asked = [
        *("overcome", "metadata", "hurricane", "chatbots", "chatb", "Challenges & Prizes", '"open data" metadata', "UK"),
        *("metadata governance", "overcome barriers", "blockchain", "israeli", "ceasfire", "US"),
    ]
    one, many = (ask(opened, project.site, asked) for project in (digitalgov, in_parts))
    briefs = [f"{brief.title} {brief.summary} {brief.source.body}".lower() for brief in library_of("digitalgov").briefs]
    having = [sum(bool(re.search(rf"\b{word}", text)) for text in briefs) for word in ("metadata", "chatbot")]

    assert [each.said for each in one] == [each.said for each in many]
    assert having == [int(many[asked.index(word)].said.split()[0]) for word in ("metadata", "chatbots")]


@pytest.mark.parametrize("name", ["sample", "digitalgov", "in_parts"])
def test_a_title_in_quotation_marks_is_found(request: pytest.FixtureRequest, opened: Open, name: str) -> None:
    """Every one, whatever signs stand in it or alone."""
    briefs = library_of("digitalgov" if name == "in_parts" else name).briefs
    titles = [brief.title.replace('"', "") for brief in briefs if brief.status == "published"]
    found = ask(opened, request.getfixturevalue(name).site, [f'"{title}"' for title in titles])
    missed = [title for title, each in zip(titles, found, strict=True) if not each.results]

    assert [] == missed
