"""A reader on a slow line sees a brief soon: few bytes, few requests, none of them to another host, and no cookie."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from browser.harness import Open

_BYTES, _REQUESTS = 60 * 1024, 9
_OWN = ("text/html", "text/css", "text/javascript")


@pytest.mark.battery("D15")
def test_the_first_view_of_a_brief_is_light(opened: Open, pages: dict[str, str]) -> None:
    """What counts is HTML, CSS and JavaScript as they are sent, compressed; fonts and pictures count as requests."""
    answers: list[Response] = []
    page = opened("about:blank", 360)
    page.on("response", lambda answer: answers.append(answer))
    page.goto(pages["brief"], wait_until="networkidle")
    sizes = {
        urlsplit(answer.url).path: len(gzip.compress(answer.body(), 9))
        for answer in answers
        if answer.headers["content-type"].startswith(_OWN)
    }

    assert sum(sizes.values()) <= _BYTES, sizes
    assert len(answers) <= _REQUESTS, [answer.url for answer in answers]
    assert {urlsplit(pages["brief"]).netloc} == {urlsplit(answer.url).netloc for answer in answers}
    assert {200} == {answer.status for answer in answers}
    assert [] == page.context.cookies()
