"""Whoever types a name in whole finds its bearer first, in any registry: judged by the script that a browser runs."""

from __future__ import annotations

import gzip
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from briefbook.build import collect
from briefbook.model import Library
from briefbook.outputs.name_index import derive
from browser.serve import served
from conftest import ROOT, SETTINGS, SITES, texts_below

COMMON = ("Mohammed", "Omar", "Ahmed", "Ali", "Sayed")
_FIND = """async (typed) => {
  const { find } = await import(new URL("/javascripts/name_index.js", location.href));
  const first = [];
  for (const each of typed) {
    const found = await find(each);
    first.push(found.filter(({ fit }) => fit === found[0]?.fit).map(({ url }) => url));
  }
  return first;
}"""


def syllables(chance: random.Random, least: int = 2) -> str:
    some = "ka mo ri ta ba lu shen dor vel an os ira ul zem po mi qas fa ge hi".split()
    return "".join(chance.choice(some) for _ in range(chance.randint(least, least + 2))).capitalize()


def hard() -> dict[str, tuple[str, ...]]:
    """Names, each with its aliases, of which many share all their words with hundreds of others."""
    chance = random.Random(7)
    names: dict[str, tuple[str, ...]] = {}
    for common in COMMON[:3]:
        for _ in range(170):
            names[f"{common} {syllables(chance)}"] = (f"{syllables(chance)} {common}",)
    for count in (1, 2, 3, 4):
        for each in permutations(COMMON, count):
            names[" ".join(each)] = (f"Abu {' '.join(reversed(each))}",)
    for _ in range(190):
        country = syllables(chance, 3)
        names[f"Ministry of Foreign Affairs of {country}"] = (f"{country}'s Foreign Ministry", f"{country} MFA")
    for number in range(180):
        names[f"中华人民共和国外交部{chr(0x4E00 + 7 * number)}司"] = ()
        names[f"मंत्रालय {chr(0x915 + number % 30)}ि{chr(0x915 + number // 30)}ु"] = (
            f"وزارة {chr(0x628 + number % 30)}{chr(0x628 + number // 30)}",
        )
        names[f"{'Bureau of the very long name ' * 8}{syllables(chance)} {number}"] = ()
    names["Mohammed Omar Ahmed Mohammed"] = ()
    return names | {
        "Al-Qaeda": ("The Base",),
        "OPEC+": ("Opec plus",),
        "OPEC": (),
        "The Elders": (),
        "Łódź": ("U.N.T.A.E.T.",),
    }


def registry(names: dict[str, tuple[str, ...]]) -> Library:
    """A Library of actors with such names, those with the fewest words in the fewest briefs."""
    library = collect(texts_below(SITES / "good").items(), SETTINGS)[0]
    actor = next(iter(library.actors.values()))
    actors = {
        f"a{number}": replace(actor, id=f"a{number}", name=name, aliases=names[name], weak_aliases=())
        for number, name in enumerate(names)
    }
    briefs = {key: library.briefs[:1] * len(each.name.split()) for key, each in actors.items()}
    return replace(library, actors=actors, by_actor=briefs)


def owners(library: Library) -> dict[str, set[str]]:
    """Whose each name is, by the paths of their dossiers."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for actor in library.actors.values():
        for name in (actor.name, *actor.aliases):
            found[name].add(f"actors/{actor.id}/")
    return found


def opened_on(browser: Browser, library: Library, folder: Path) -> Iterator[Page]:
    """A page that can load the script and the files of a Library's names."""
    (folder / "javascripts").mkdir(parents=True)
    for script in ("name_index.js", "names.js"):
        shutil.copy(ROOT / "hooks/briefbook/theme/javascripts" / script, folder / "javascripts")
    for output in derive(library):
        (folder / output.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / output.path).write_bytes(output.content)
    (folder / "index.html").write_text("<!doctype html><title>Names</title>")
    (folder / "404.html").write_text("")
    with served(folder, with_headers=False) as address:
        page = browser.new_page()
        page.goto(address)
        yield page
        page.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return registry(hard())


@pytest.fixture
def page(browser: Browser, library: Library, tmp_path: Path) -> Iterator[Page]:
    yield from opened_on(browser, library, tmp_path / "site")


def test_every_name_and_alias_leads_to_its_bearer_first(page: Page, library: Library) -> None:
    """Also where every one of its words is shared by hundreds, and whoever bears the same name stands with it."""
    whose = owners(library)
    assert len(whose) > 2000
    found = page.evaluate(_FIND, list(whose))
    missed = [(name, first[:2]) for (name, urls), first in zip(whose.items(), found, strict=True) if {*first} != urls]

    assert [] == missed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mohammed, Mohammed Omar Ahmed", "Mohammed Omar Ahmed Mohammed"),
        ("omar  MOHAMMED", "Omar Mohammed"),
        ("mohammedomar", "Mohammed Omar"),
        ("alqaeda", "Al-Qaeda"),
        ("abu al qaeda", None),
        ("the elders", "The Elders"),
        ("untaet", "Łódź"),
        ("lodz", "Łódź"),
        ("Omar's", "Omar"),
    ],
)
def test_a_name_may_be_typed_otherwise(page: Page, library: Library, typed: str, name: str | None) -> None:
    (first,) = page.evaluate(_FIND, [typed])
    names = [library.actors[url.split("/")[1]].name for url in first]

    assert name in names if name else not names


@pytest.mark.parametrize(
    ("typed", "says", "name"),
    [
        ("mohammed", "actors; type more to narrow", "Mohammed"),
        ("Sayed Omar", "actors; type more to narrow", "Sayed Omar"),
        ("elders", "1 actor", "The Elders"),
        ("zyxwv", "0 actors", None),
    ],
)
def test_the_index_of_actors_says_whether_there_are_more(page: Page, typed: str, says: str, name: str | None) -> None:
    page.set_content(
        '<div class="bb-find"><input><p class="bb-found"></p></div><div class="bb-letters-list"></div>'
        '<script type="module" src="javascripts/names.js"></script>'
    )
    page.wait_for_load_state("networkidle")
    page.fill("input", typed)
    expect(page.locator(".bb-found")).to_contain_text(says)

    assert page.locator(".bb-index a").all_inner_texts()[:1] == ([name] if name else [])


def test_bearers_of_one_name_stand_together(browser: Browser, tmp_path: Path) -> None:
    """More of them than a file takes, those named in most briefs first."""
    library = registry({f"x {number}": ("Mohammed",) for number in range(60)} | {f"Mohammed {n}": () for n in range(500)})
    whose = owners(library)
    for page in opened_on(browser, library, tmp_path):
        (first,) = page.evaluate(_FIND, ["Mohammed"])
        assert whose["Mohammed"] == {*first}


def test_no_file_is_large_and_a_name_needs_few(browser: Browser, tmp_path: Path) -> None:
    """At 50,000 names, of which four in ten words are among the most common."""
    chance = random.Random(8)
    rare = [syllables(chance) for _ in range(4000)]

    def made() -> str:
        words = [chance.choice(COMMON if chance.random() < 0.4 else rare) for _ in range(chance.randint(2, 4))]
        return " ".join(words)

    library = registry({made(): tuple(made() for _ in range(chance.randint(0, 4))) for _ in range(17_000)})
    whose = owners(library)
    assert len(whose) > 40_000
    sizes = {output.path: len(gzip.compress(output.content)) for output in derive(library)}
    assert max(sizes.values()) < 20_000
    asked = chance.sample(sorted(whose), 150)
    for page in opened_on(browser, library, tmp_path):
        for name in asked:
            page.goto(page.url)
            loaded: list[str] = []
            listen = lambda request, loaded=loaded: loaded.append(request.url)  # noqa: E731
            page.on("request", listen)
            (first,) = page.evaluate(_FIND, [name])
            page.remove_listener("request", listen)
            paths = [url.split("/", 3)[3] for url in loaded if "/search/" in url]
            assert whose[name] <= {*first}
            assert len(paths) <= 6
            assert sum(sizes[path] for path in paths) < 50_000
