"""Makes the pictures of the README: `python tests/browser/pictures.py [SITE]` writes them into `.github/`.

`SITE` is the folder that `mkdocs build` has written, `site` unless another is named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from browser.harness import SAMPLE, chromium  # noqa: E402
from browser.serve import served  # noqa: E402


class Picture(NamedTuple):
    """A page in a window of some size, in light or dark colours."""

    kind: str
    width: int
    height: int
    scheme: str


PICTURES = {
    "home": Picture("home", 1200, 800, "light"),
    "dossier": Picture("dossier", 1200, 800, "light"),
    "search": Picture("search with results", 1200, 800, "light"),
    "phone": Picture("brief", 390, 800, "dark"),
}


def take(site: Path, folder: Path, browser: Browser) -> list[Path]:
    """Write all pictures into a folder, one file each, and say which."""
    made = []
    with served(site) as address:
        for name, (kind, width, height, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address + SAMPLE[kind], wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            made.append(folder / f"{name}.png")
            page.screenshot(path=made[-1], animations="disabled")
            page.close()
    return made


@contextmanager
def _own_browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    with _own_browser() as launched:
        for file in take(Path(*sys.argv[1:2] or ["site"]), ROOT / ".github", launched):
            print(file.relative_to(ROOT))
