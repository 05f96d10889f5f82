"""What the tests of the built site share: its pages by kind, a server, Debian's Chromium, and the checkers from npm.

A missing browser or checker is an error where CI is set, and elsewhere a skip that says what is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, sync_playwright

from browser.extremes import PICTURES, TEXTS
from browser.serve import served
from conftest import SITES, Project
from digitalgov import archive, convert

TOOLS = Path(__file__).parent.parent / "node_modules"

SAMPLE = {
    "home": "",
    "brief": "briefs/2024/ankara-declaration-of-ethiopia-and-somalia/",
    "dossier": "actors/hamas/",
    "actors": "actors/",
    "kind of actors": "actors/kind/armed-group/",
    "archive": "briefs/",
    "year": "briefs/2024/",
    "departments": "sections/",
    "department": "sections/security-and-military-strategic-studies/",
    "topics": "topics/",
    "topic": "topics/gaza-war/",
    "authors": "authors/",
    "author": "authors/middle-east-desk/",
    "feeds": "feeds/",
    "data": "data/",
    "by hand": "contributing/architecture/",
    "not found": "no/such/page/",
    "search": "search/",
    "search with results": "search/?q=ceasefire",
}
"""A page of each kind in the sample collection."""

STATES = {
    "withdrawn": "briefs/2023/wrong-map/",
    "long title, 60 actors, table, code, picture": "briefs/2024/full/",
    "careless": "briefs/2024/careless/",
    "right to left": "briefs/2024/leftward/",
    "French, of three authors, with pictures in portrait": "briefs/2024/portrait/",
    "home led by three authors": "",
    "long name": "actors/long-name/",
    "actor without mentions": "actors/nobody/",
    "topic without briefs": "topics/silence/",
    "department without briefs": "sections/empty/",
}
"""Pages of the site at its extremes that the sample has none of."""

KINDS = [*SAMPLE, *STATES]

Open = Callable[..., Page]


def missing(what: str) -> NoReturn:
    """Stop: with an error in CI, which must have it, elsewhere with a skip."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; .ci/run installs it")
    pytest.skip(f"{what} is missing; `npm ci` in tests/ and apt-get install it")


def tool(path: str) -> Path:
    """A file of a checker that npm has installed."""
    if not (TOOLS / path).exists():
        missing(f"{path.partition('/')[0]} (npm)")
    return TOOLS / path


def program(*names: str) -> str:
    """A program of the machine."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or missing(f"the program {names[0]}")


def chromium() -> str:
    """The machine's Chromium; nothing downloads another."""
    return program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example site with its extremes, built: it has what the sample has none of."""
    made = Project(tmp_path_factory.mktemp("states") / "project", SITES / "good")
    for path, text in TEXTS.items():
        (made.docs / path).write_text(text, encoding="utf-8")
    for path, picture in PICTURES.items():
        (made.docs / path).parent.mkdir(exist_ok=True)
        (made.docs / path).write_bytes(picture)
    done = made.build("--strict")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def digitalgov(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The archive of digital.gov, built."""
    if (folder := archive()) is None:
        pytest.skip("the archive of digital.gov is not here; BRIEFBOOK_DATA names its folder")
    docs = tmp_path_factory.mktemp("digitalgov") / "docs"
    for path, text in convert(folder).items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    project = Project(docs.parent / "project", docs)
    done = project.build()
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="session")
def pages(sample: Project, states: Project) -> Iterator[dict[str, str]]:
    """The addresses of a page of each kind, both sites served with the headers that they ask for."""
    with ExitStack() as stack:
        one, other = (stack.enter_context(served(project.site)) for project in (sample, states))
        yield {kind: one + path for kind, path in SAMPLE.items()} | {kind: other + path for kind, path in STATES.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, one for all tests."""
    path = chromium()
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page in a window of its own: `opened(address, width=360, **options)`."""
    contexts: list[BrowserContext] = []

    def open_(address: str, width: int = 1350, height: int = 800, **options: object) -> Page:
        size = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=size, service_workers="block", **options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        # The results of a search come after the page, and the further ones when the reader pauses.
        page.goto(address, wait_until="networkidle" if "?q=" in address else "load")
        return page

    yield open_
    for context in contexts:
        context.close()


def open_search(page: Page) -> bool:
    """Open the search of a page and look for something, as a reader does; False where no dialog opens."""
    link = page.locator("header .bb-search-link").first
    if link.count() and link.is_visible():
        link.click()
    else:
        page.keyboard.press("/")
    dialog = page.locator("dialog[open]").first
    try:
        dialog.wait_for(state="visible", timeout=5000)
    except TimeoutError:
        return False
    dialog.locator("input").first.fill("ceasefire")
    dialog.get_by_role("listitem").first.wait_for(state="visible")
    return True


def open_menu(page: Page) -> bool:
    """Open the menu of a narrow page; False where its ways are in plain sight."""
    button = page.locator("header details > summary, header button[aria-expanded=false]").first
    if not button.count() or not button.is_visible():
        return False
    button.click()
    return True
