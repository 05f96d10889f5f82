"""Nothing that a page does is against its policy, its own or the one in the headers, and it talks to its own host alone."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from briefbook.security_policy import in_headers, in_page
from browser.harness import KINDS, Open, open_search
from browser.serve import served
from conftest import ROOT, Project

_WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def violations(page: Page) -> list[str]:
    """What the browser has refused since the page was opened."""
    found: list[str] = page.evaluate("window.violations")
    return found


@pytest.mark.battery("A40")
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_breaks_its_policy_or_asks_another_host(opened: Open, pages: dict[str, str], kind: str) -> None:
    page = opened("about:blank")
    page.add_init_script(_WATCH)
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.goto(pages[kind])
    page.locator(".bb-scheme").click()
    for button in page.locator("main button:visible").all():
        button.click(timeout=2000)
    open_search(page)
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    page.pdf()

    assert [] == violations(page) + complaints
    assert {urlsplit(pages[kind]).netloc} == hosts
    assert [] == page.context.cookies()


def test_the_watch_sees_what_a_policy_forbids(opened: Open, pages: dict[str, str]) -> None:
    """The test above could not fail else."""
    page = opened("about:blank")
    page.add_init_script(_WATCH)
    page.goto(pages["home"])
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          const picture = new Image();
          picture.src = "https://elsewhere.example/x.png";
          document.body.append(picture);
          document.body.setAttribute("style", "color: red");
        }"""
    )
    page.wait_for_timeout(300)

    assert {"script-src-elem", "img-src", "style-src-attr"} <= {each.split()[0] for each in violations(page)}
    assert page.evaluate("window.ran") is None


def test_an_old_address_leads_on_under_its_policy(states: Project, opened: Open) -> None:
    with served(states.site) as address:
        page = opened("about:blank")
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}actors/no-one/#bb-content", wait_until="commit")
        page.wait_for_url(f"{address}actors/nobody/#bb-content")

        assert [] == [each for each in complaints if "Content Security" in each]


@pytest.mark.battery("A40")
def test_every_page_carries_a_policy_without_unsafe_inline(sample: Project, states: Project) -> None:
    for path, content in [*sample.published().items(), *states.published().items()]:
        if path.endswith(".html"):
            html = content.decode()
            head, _, _ = html.partition("<script")
            block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
            policy = in_page(block[1] if block else "").replace("'", "&#39;")

            assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in head, path
            assert 1 == html.count('http-equiv="Content-Security-Policy"'), path
            assert "unsafe-inline" not in html.replace("`unsafe-inline`", ""), path
            assert not re.search(r"<style|<[^>]* (style|on[a-z]+)=", html), path
            scripts = re.findall(r"<script([^>]*)>", html)
            assert [] == [each for each in scripts if "src=" not in each and "ld+json" not in each], path


def test_a_server_is_told_the_same_policy_and_that_nobody_may_frame_the_pages(sample: Project) -> None:
    asked = (sample.site / "_headers").read_text(encoding="utf-8")
    example = (ROOT / "docs" / "contributing" / "host-the-site.md").read_text(encoding="utf-8")

    assert f"  Content-Security-Policy: {in_headers()}\n" in asked
    assert f"{in_page()}; frame-ancestors 'none'" == in_headers()
    assert f'add_header Content-Security-Policy "{in_headers()}" always;' in example


def test_nothing_is_hashed_that_is_not_the_page_s_own_block(sample: Project) -> None:
    html = (sample.site / "index.html").read_text(encoding="utf-8")
    other = json.dumps({"@context": "https://schema.org"})

    assert in_page(other).replace("'", "&#39;") not in html
