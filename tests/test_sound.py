"""What careless Markdown becomes is sound HTML: headings in order, nothing without words, addresses as URLs are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.addresses import written
from briefbook.sanitise import sanitise
from briefbook.sound import sound


def levels(html: str) -> list[int]:
    return [int(each) for each in re.findall(r"<h([1-6])[ >]", html)]


@pytest.mark.parametrize(
    ("wrote", "shown"),
    [
        ([2, 3, 2], [2, 3, 2]),
        ([3, 3, 4], [2, 2, 3]),
        ([2, 4, 3, 2], [2, 3, 3, 2]),
        ([1, 2, 1], [2, 3, 2]),
        ([2, 3, 4, 5, 6], [2, 3, 4, 5, 6]),
        ([4, 2], [2, 2]),
    ],
)
def test_headings_go_down_one_step_at_a_time_below_the_title(wrote: list[int], shown: list[int]) -> None:
    assert shown == levels(sound("".join(f'<h{level} id="x">A</h{level}>' for level in wrote)))


@given(st.lists(st.integers(1, 6)), st.booleans())
def test_no_order_of_headings_leaps(wrote: list[int], titled: bool) -> None:
    html = "".join(f"<h{level}>A</h{level}>" for level in wrote)
    titled = titled and html.startswith("<h1")
    shown = levels(sound(html, titled=titled))

    assert len(shown) == len(wrote)
    assert [each for each in shown if each == 1] == ([1] if titled else [])
    assert all(lower <= higher + 1 for higher, lower in zip([1, *shown], shown, strict=False))


@pytest.mark.parametrize(
    ("wrote", "shown"),
    [
        ('<h2 id="s"></h2>\n<p>x</p>', "\n<p>x</p>"),
        ('<h2 id="s">&nbsp;</h2>', ""),
        ('<h3><img src="a.png" alt=""></h3>', '<p><img src="a.png" alt=""></p>'),
        ('<h2><img src="a.png" alt="A map"></h2>', '<h2><img src="a.png" alt="A map"></h2>'),
        ('<th class="align-right"> </th><th>A</th>', "<td> </td><th>A</th>"),
        ('<a href="https://a.example/"></a>', '<a href="https://a.example/">https://a.example/</a>'),
        ('<a href="mailto:a@b.example"><b></b></a>', '<a href="mailto:a@b.example">a@b.example</a>'),
        ('<p><a href="../x/"></a></p>', "<p></p>"),
        ('<a id="here"></a>', '<a id="here"></a>'),
        (
            '<a href="https://a.example/"><img src="a.png" alt=""></a>',
            '<a href="https://a.example/"><img src="a.png" alt="https://a.example/"></a>',
        ),
        ('<img src="a.png" width="50%">', '<img src="a.png" alt="">'),
        ('<ol start="x"><li dir="up">A</li></ol>', "<ol><li>A</li></ol>"),
        ('<ol start="3"><li dir="rtl">A</li></ol>', '<ol start="3"><li dir="rtl">A</li></ol>'),
        ('<a href="https://a.example/b c|d?e[]=1&amp;f#g#h">A</a>', '<a href="https://a.example/b%20c%7Cd?e%5B%5D=1&amp;f#g%23h">A</a>'),
        ('<a href="mailto: a@b.example?subject=A b">A</a>', '<a href="mailto:a@b.example?subject=A%20b">A</a>'),
    ],
)  # fmt: skip
def test_what_says_nothing_goes_and_what_html_does_not_know_too(wrote: str, shown: str) -> None:
    assert shown == sound(wrote)


def test_what_only_looks_like_a_tag_is_left_alone() -> None:
    for html in (
        '<p title="<h4></h4> <th></th>">x</p><h3>A</h3>',
        '<pre><code>&lt;a href="b c"&gt;&lt;/a&gt; <em>src="x y" width="50%"</em></code></pre>',
        '<p>5 &lt; 6 &amp; "7"</p><img src="a.png" alt="">',
    ):
        assert html.replace("h3>", "h2>") == sound(html)


@given(st.text("<>hath1234 =\"'/&;#|%[]\\ne", max_size=80))
def test_mending_twice_changes_nothing_more_and_passes_the_allow_list(text: str) -> None:
    once = sound(sanitise(text))

    assert once == sound(once)
    assert once == sanitise(once)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://a.example/x?y=1&z=%20#f", "https://a.example/x?y=1&z=%20#f"),
        ("https://münchen.example/straße?q=ü", "https://münchen.example/straße?q=ü"),
        ("https://[2001:db8::1]:80/a", "https://[2001:db8::1]:80/a"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/{x}^`\\", "https://a.example/%7Bx%7D%5E%60%5C"),
        ("../a b.png", "../a%20b.png"),
        ("#f", "#f"),
    ],
)
def test_an_address_is_written_as_a_url_may_be(address: str, url: str) -> None:
    assert url == written(address)


@given(st.text())
def test_what_is_written_as_a_url_stays(address: str) -> None:
    assert written(address) == written(written(address))
