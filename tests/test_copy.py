"""The button beside a citation copies it, in the browser that readers have."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from conftest import Project

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BRIEF = "briefs/2024/ankara-declaration-of-ethiopia-and-somalia/"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(sample: Project) -> Iterator[str]:
    """The address at which the built sample is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(sample.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_the_buttons_copy_what_they_stand_beside(address: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            permissions=["clipboard-read", "clipboard-write"], viewport={"width": 360, "height": 800}
        )
        page = context.new_page()
        page.goto(address + BRIEF)
        buttons = page.locator(".bb-copy")

        assert 3 == buttons.count()
        for number in range(3):
            buttons.nth(number).click()
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied == page.locator(".bb-cite dd > span").nth(number).text_content()
            assert "Africa Desk" in copied
            assert f"https://briefbook.example.org/{BRIEF}" in copied
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_without_javascript_the_citations_are_there_and_the_buttons_are_not(address: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address + BRIEF)

        assert page.locator(".bb-cite dd > span").nth(0).is_visible()
        assert not page.locator(".bb-copy").nth(0).is_visible()
        browser.close()
