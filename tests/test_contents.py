"""The contents of a brief are its headings, in words, each leading to its place."""

from __future__ import annotations

from briefbook.contents import contents
from briefbook.model import Link


def test_headings_of_the_second_level_are_listed_in_words() -> None:
    body = (
        '<h2 id="one">One &amp; <em>two</em></h2><p>x</p><h3 id="below">Below</h3>'
        '<h2 id="three">Three<a class="citation" href="#bb-source-1" id="bb-cite-a-1">1</a></h2>'
    )

    assert contents(body) == (Link("One & two", "#one"), Link("Three", "#three"))


def test_what_looks_like_a_tag_in_a_heading_stays_words() -> None:
    assert contents('<h2 id="x">&lt;script&gt;</h2>') == (Link("<script>", "#x"),)
