"""Pages hold what archives bring: long names, many actors, tables, code, pictures, other scripts, and nothing at all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from browser.harness import Open
from browser.serve import served
from conftest import SITES, Project

_LONG = (
    "Committee of the Associations of Harbour Pilots, Tugmasters and Mooring Hands "
    "of the Northern and of the Eastern Coasts."
)
_TITLE = (
    "What the harbour authority, the dockers' union, the shipowners and three ministries said on the first, the second "
    "and the third day of the strike, and what none of them has said since then"
)
_UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_ARABIC = "المجلس الأعلى للموانئ (HPC) والملاحة"

_FULL = f"""---
title: {_TITLE}
date: 2024-06-01
section: harbours
authors: [night-desk]
summary: {_UNBROKEN} and others sign.
topics: [shipping]
actors: [{", ".join(f"actor-{number}" for number in range(60))}, long-name, arabic]
key_points: [{_UNBROKEN} pays.]
changes:
  - {{date: 2024-06-02, note: The number of ships was wrong., kind: correction}}
sources:
  - id: one
    title: {_UNBROKEN} https://example.org/{"a" * 120}
    url: https://example.org/{"b" * 160}
    archived: https://web.archive.org/web/2024/https://example.org/{"b" * 160}
---

The {_LONG} met the {_ARABIC} in June.[^one] A note stands below.[^own]

## A table

| Harbour | Ships | Tons | Berths | Cranes | Pilots | Tugs | Since |
|---|--:|--:|--:|--:|--:|--:|---|
| {_UNBROKEN} | 1 | 2 | 3 | 4 | 5 | 6 | 1901 |

## Code

```
{"x = " + "y" * 200}
```

## A picture

![A harbour](full/harbour.png "The harbour, as drawn in 1901.")

> {_UNBROKEN}

[^own]: Our own note.
"""


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\x99" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example site with the extremes, served."""
    project = Project(tmp_path_factory.mktemp("odd") / "project", SITES / "good")
    texts = {
        "briefs/2024/full.md": _FULL,
        "actors/long-name.md": f"---\nname: {_LONG}\nkind: organisation\n---\n",
        "actors/arabic.md": f"---\nname: {_ARABIC}\nkind: government-body\nsummary: {_ARABIC}\n---\n",
        "actors/nobody.md": "---\nname: Nobody in Particular\nkind: person\n---\n",
        "topics/silence.md": "---\ntitle: Silence\n---\n",
        "sections/empty.md": "---\ntitle: Department of What Is to Come\n---\n",
        **{
            f"actors/actor-{number}.md": f"---\nname: Actor Number {number}\nkind: {kind}\n---\n"
            for number, kind in enumerate(["person", "company"] * 30)
        },
    }
    for path, text in texts.items():
        (project.docs / path).write_text(text, encoding="utf-8")
    (project.docs / "briefs/2024/full").mkdir()
    (project.docs / "briefs/2024/full/harbour.png").write_bytes(picture(2000, 500))
    done = project.build("--strict")
    assert done.returncode == 0, done.stderr
    with served(project.site) as address:
        yield address


PAGES = {
    "full": "briefs/2024/full/",
    "home": "",
    "archive": "briefs/",
    "long name": "actors/long-name/",
    "arabic": "actors/arabic/",
    "without mentions": "actors/nobody/",
    "index": "actors/page/2/",
    "topic without briefs": "topics/silence/",
    "empty department": "sections/empty/",
    "departments": "sections/",
    "not found": "no/such/page/",
}


@pytest.mark.parametrize("width", [320, 360, 768, 1350])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_runs_out_of_the_window(opened: Open, site: str, kind: str, width: int) -> None:
    page = opened(site + PAGES[kind], width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = """(width) => [...document.querySelectorAll("main *")].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && box.right > width + 1 && !each.closest("pre, table");
    }).map((each) => each.outerHTML.slice(0, 100))"""
    assert [] == page.evaluate(outside, width)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("without mentions", "No brief lists or mentions this actor yet."),
        ("topic without briefs", "No brief treats this topic yet."),
        ("empty department", "This department has published no brief yet."),
        ("departments", "This department has published no brief yet."),
    ],
)
def test_a_page_without_anything_says_so(opened: Open, site: str, kind: str, says: str) -> None:
    assert opened(site + PAGES[kind]).get_by_text(says).first.is_visible()


def test_where_there_is_no_page_there_is_search(opened: Open, site: str) -> None:
    page = opened(site + PAGES["not found"])
    page.get_by_role("search").get_by_role("searchbox").fill("harbour")
    with page.expect_request("**/search/?q=harbour"):
        page.get_by_role("button", name="Search", exact=True).click()


def test_names_of_other_scripts_keep_to_themselves(opened: Open, site: str) -> None:
    """What stands after a right-to-left name in a list, a count or a date, is not drawn into it."""
    page = opened(site + PAGES["full"])
    name = page.locator("aside bdi", has_text="المجلس")

    assert "isolate" == name.evaluate("each => getComputedStyle(each).unicodeBidi")
    assert "rtl" == opened(site + PAGES["arabic"]).locator("h1").evaluate("each => getComputedStyle(each).direction")


def test_changes_stand_before_the_text_and_a_wide_table_scrolls_by_itself(opened: Open, site: str) -> None:
    page = opened(site + PAGES["full"], 360)

    assert page.get_by_role("heading", name="Corrections and changes").is_visible()
    assert "auto" == page.locator(".bb-prose table").evaluate("each => getComputedStyle(each).overflowX")
    order = [each.inner_text() for each in page.locator("main h2").all()]
    assert order.index("Corrections and changes") < order.index("Key points") < order.index("A table")
    assert order.index("Sources") < order.index("Actors")


def test_a_picture_keeps_its_proportions_inside_the_measure(opened: Open, site: str) -> None:
    def size(page: Page) -> tuple[float, float]:
        box = (
            page.get_by_role("figure", name="The harbour, as drawn in 1901.")
            .get_by_role("img", name="A harbour")
            .bounding_box()
        )
        assert box is not None
        return box["width"], box["height"]

    for width in (360, 1350):
        page = opened(site + PAGES["full"], width)
        text = page.locator(".bb-prose").bounding_box()
        assert text is not None
        wide, high = size(page)
        assert wide <= text["width"] + 1
        assert wide / high == pytest.approx(4, rel=0.02)


def test_the_measure_is_60_to_70_characters(opened: Open, pages: dict[str, str]) -> None:
    """The characters of the full lines of a brief, as they fall."""
    page = opened(pages["brief"])
    page.evaluate("document.fonts.ready")
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".bb-prose > p")].flatMap((each) => {
          const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
          const lines = new Map();
          while (walk.nextNode()) {
            if (walk.currentNode.parentElement.matches(".citation")) continue;
            for (let at = 0; at < walk.currentNode.length; at++) {
              const range = document.createRange();
              range.setStart(walk.currentNode, at);
              range.setEnd(walk.currentNode, at + 1);
              const top = Math.round(range.getBoundingClientRect().top / 12);
              lines.set(top, (lines.get(top) ?? 0) + 1);
            }
          }
          return [...lines.values()].slice(0, -1);
        })"""
    )
    mean = sum(lines) / len(lines)

    assert 60 <= mean <= 70
    assert "19px" == page.locator(".bb-prose p").first.evaluate("each => getComputedStyle(each).fontSize")
    assert page.evaluate("[...document.fonts].some((each) => each.family.includes('Serif') && each.status === 'loaded')")


@pytest.mark.parametrize("width", [360, 1350])
def test_nothing_shifts_when_the_fonts_come(opened: Open, pages: dict[str, str], width: int) -> None:
    page = opened("about:blank", width)
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shift += each.value; })
          .observe({ type: "layout-shift", buffered: true });"""
    )
    for kind in ("home", "brief", "dossier", "actors"):
        page.goto(pages[kind], wait_until="networkidle")
        assert page.evaluate("window.shift") <= 0.02
