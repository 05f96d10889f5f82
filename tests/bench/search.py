"""What search costs a reader: bytes until the first results, of a further search and of facets; time from key to results.

usage: python tests/bench/search.py SITE DOCS [--words 50]

SITE is a built site, DOCS the content it was built from. Words are drawn, always the same, from those that stand in 5 to
500 briefs. For each, somebody with an empty cache opens the dialog on a page that is loaded, and types; counted is all that
the server sends from then on, headers included, text compressed.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import random
import re
import statistics
import threading
from collections import Counter
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Browser, Page, sync_playwright

_TEXT = {".html", ".js", ".css", ".json"}
_TIMED = """text => new Promise((done) => {
  const input = document.querySelector(".bb-search input");
  const status = document.querySelector(".bb-search-status");
  const start = performance.now();
  new MutationObserver((_, watcher) => {
    if (!status.textContent.includes(`“${text}”`)) return;
    watcher.disconnect();
    requestAnimationFrame(() => done(performance.now() - start));
  }).observe(status, { childList: true, characterData: true, subtree: true });
  input.value = text;
  input.dispatchEvent(new Event("input"));
})"""


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, text compressed, and counts what it sends by path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the content waits 40 ms for the browser to acknowledge the headers, as at no host
    sent: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        """Send a file."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        content = _content(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in _TEXT:
            self.send_header("Content-Encoding", "gzip")
        headers = sum(map(len, self._headers_buffer))  # type: ignore[attr-defined]
        self.end_headers()
        self.wfile.write(content)
        self.sent[self.path.partition("?")[0]] += len(content) + headers + 2

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@functools.cache
def _content(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, 9) if file.suffix in _TEXT else content


def found(page: Page, word: str) -> None:
    """Wait for the first results."""
    page.locator(".bb-search-status").filter(has_text=f"“{word}”").wait_for(timeout=60_000)


def words_of(docs: Path, number: int) -> list[str]:
    """Words that stand in 5 to 500 briefs, drawn by a fixed seed."""
    briefs_with: Counter[str] = Counter()
    for file in sorted((docs / "briefs").rglob("*.md")):
        briefs_with.update(set(re.findall(r"[a-z]{4,}", file.read_text(encoding="utf-8").split("---", 2)[2].lower())))
    fit = sorted(word for word, briefs in briefs_with.items() if 5 <= briefs <= 500)
    return random.Random(5).sample(fit, min(number, len(fit)))


def opened(browser: Browser, address: str) -> Page:
    """The dialog, opened by a reader with an empty cache on a page that has been loaded."""
    page = browser.new_context(viewport={"width": 1350, "height": 900}).new_page()
    page.goto(f"{address}briefs/", wait_until="networkidle")
    Server.sent.clear()
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]", timeout=60_000)
    return page


def parts(sent: Counter[str]) -> str:
    """What was sent, by what it is."""
    kinds: Counter[str] = Counter()
    for path, size in sent.items():
        kinds[path.rpartition(".")[2] if "pf_" in path or "wasm" in path else path.rpartition("/")[2] or path] += size
    return ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in kinds.most_common(12))


def tell(what: str, values: list[float], unit: str, limit: float) -> None:
    """Print a line of the result."""
    median = statistics.median(values)
    verdict = "ok" if median < limit else "OVER"
    print(f"{what:44} median {median:7.1f} {unit}  most {max(values):7.1f}  limit {limit:g}  {verdict}")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("site", type=Path)
    asked.add_argument("docs", type=Path)
    asked.add_argument("--words", type=int, default=50)
    given = asked.parse_args()
    http.server.ThreadingHTTPServer.request_queue_size = 128
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(given.site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    words = words_of(given.docs, given.words)
    cold, letter_by_letter, after, times = [], [], [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for word, next_word in zip(words, [*words[1:], words[0]], strict=True):
            page = opened(browser, address)
            page.fill(".bb-search input", word)
            found(page, word)
            cold.append(Server.sent.total() / 1000)
            if word is words[0]:
                print("a cold search:", parts(Server.sent))
            page.wait_for_timeout(1000)
            Server.sent.clear()
            times.append(page.evaluate(_TIMED, next_word))
            after.append(Server.sent.total() / 1000)
            page.context.close()
        for word in words[:10]:
            page = opened(browser, address)
            page.type(".bb-search input", word, delay=130)
            found(page, word)
            letter_by_letter.append(Server.sent.total() / 1000)
            page.context.close()
        tell("cold search, until the first results", cold, "KB", 300)
        tell("the same, typed letter by letter (10 words)", letter_by_letter, "KB", 300)
        tell("a further search", after, "KB", 100)
        tell("from key to results", times, "ms", 150)
        page = opened(browser, address)
        page.fill(".bb-search input", words[0])
        found(page, words[0])
        page.wait_for_timeout(1500)
        page.evaluate("for (const each of document.querySelectorAll('.bb-search details:not(.bb-facet)')) each.open = true")
        for facet in page.query_selector_all(".bb-facet"):
            Server.sent.clear()
            facet.evaluate("each => each.open = true")
            facet.wait_for_selector("li")
            page.wait_for_timeout(200)
            limit = 100 if (facet.get_attribute("data-facet") or "").startswith("actor-") else 200
            tell(f"facet {facet.get_attribute('data-facet')}", [Server.sent.total() / 1000], "KB", limit)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
