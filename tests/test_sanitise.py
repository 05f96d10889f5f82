"""What the HTML of a text may hold, judged on what Markdown makes of it."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from briefbook.anchors import OURS, anchor, distinct
from briefbook.markup import EXTENSIONS, ids, is_plain, render
from briefbook.sanitise import faults, sanitise
from conftest import DATA, ROOT

PAYLOADS = DATA / "xss-payloads.json"
PROSE = """A claim.[^1] **Bold** and `code <b>`.

[^1]: A note with [a link](https://example.org/a?b=c&d=e).

| left | right |
|:-----|------:|
| 1    | 2     |

```python
x < y
```

Term
:   Its meaning & more

> Quoted, <office@example.org>.

1. One
2. [Two](mailto:office@example.org){ .citation #cite-two-1 }

![A map](map.png "The coast") <em>raw</em><br>
"""


def test_prose_passes_unchanged() -> None:
    assert () == faults(render(PROSE))


def test_what_markdown_writes_survives() -> None:
    html = sanitise(render(PROSE))

    for part in (
        'class="citation"',
        'id="cite-two-1"',
        'class="footnote-ref"',
        'id="fn:1"',
        'class="align-right"',
        "<dd>",
        'class="language-python"',
        '<img alt="A map" src="map.png" title="The coast">',
    ):
        assert part in html


@pytest.mark.battery("A2", "A3", "A4", "A13", "A14")
@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<script>x</script>", "<script>"),
        ("a <iframe src=x></iframe>", "<iframe>"),
        ("<object data=x></object>", "<object>"),
        ("<form action=x></form>", "<form>"),
        ("<base href=x>", "<base>"),
        ("<meta http-equiv=refresh>", "<meta>"),
        ("<style>*{}</style>", "<style>"),
        ("<link rel=stylesheet href=x>", "<link>"),
        ("<svg onload=x></svg>", "<svg>"),
        ("[x](javascript:alert(1))", "javascript:"),
        ("[x](JaVaScRiPt:alert(1))", "JaVaScRiPt:"),
        ("[x](java&#x73;cript:alert(1))", "javascript:"),
        ('<a href="java\tscript:x">x</a>', "java"),
        ('<a href="javascript&colon;x">x</a>', "javascript:"),
        ("[x](vbscript:x)", "vbscript:"),
        ("[x](data:text/html,x)", "data:"),
        ("[x][y]\n\n[y]: javascript:x", "javascript:"),
        ("<javascript:alert(1)>", "javascript:"),
        ("[x](//evil.example/)", "//evil"),
        ("text\n{ onclick=x }", "onclick"),
        ("[x](y){ href=javascript:x }", "javascript:"),
        ('<div markdown="1" onclick="x">y</div>', "onclick"),
        ("text\n{ #__config }", "__config"),
        ("text\n{ #bb-sources }", "bb-sources"),
        ("text\n{ name=body }", "name"),
        ("text\n{ .md-overlay }", "md-overlay"),
        ("text\n{ style=position:fixed }", "style"),
        ("![x](https://elsewhere.example/x.png)", "elsewhere"),
        ("<b>open", "well formed"),
        ("<?php x ?>", "<?"),
        ("<div>\n<![x[y]]>\n</div>", "<!["),
    ],
)
def test_what_runs_deceives_or_loads_from_elsewhere_is_named_and_taken_out(body: str, named: str) -> None:
    html = render(body)

    assert not is_plain(body)
    assert any(named in fault.what for fault in faults(html)), faults(html)
    assert () == faults(sanitise(html))


@pytest.mark.parametrize("body", ["a <![x[y]]> b", "`<![x`", "    <![x", "```\n<![x\n```", "<!["])
def test_the_signs_that_end_python_s_html_parser_are_text(body: str) -> None:
    html = render(body)

    assert "&lt;![" in html
    assert () == faults(html)


@pytest.mark.parametrize(
    "address", ["https://[link]", "http://[::1", "HTTPS://exa mple.org/", "https://example.org:99999/"]
)
def test_an_address_that_no_browser_can_open_is_taken_out_and_left_to_the_rule_on_links(address: str) -> None:
    html = f'<p><a href="{address}">words</a></p>'

    assert "<p><a>words</a></p>" == sanitise(html)
    assert () == faults(html)
    assert ["the HTML is not well formed"] == [fault.what.partition(";")[0] for fault in faults(f"{html}<p><div>")]


@pytest.mark.skipif(not PAYLOADS.exists(), reason=f"{PAYLOADS} is not here; BRIEFBOOK_DATA names its folder")
def test_nothing_of_the_attack_strings_remains() -> None:
    for payload in json.loads(PAYLOADS.read_text(encoding="utf-8")):
        left = [each for each in faults(sanitise(render(payload))) if not re.search("well formed|stands here", each.what)]

        assert [] == left, payload


@pytest.mark.battery("A15")
def test_texts_are_rendered_here_as_on_the_site() -> None:
    """`checks/html.py` judges what MkDocs will make of a text, so that both have to use the same extensions."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    named = {each if isinstance(each, str) else next(iter(each)) for each in config["markdown_extensions"]}

    assert {*EXTENSIONS} == named | {"toc", "tables", "fenced_code"}


def test_no_heading_takes_an_id_of_the_page() -> None:
    written = {
        found.partition('"')[0]
        for file in (ROOT / "hooks" / "briefbook" / "theme").glob("*.html")
        for found in file.read_text(encoding="utf-8").split(' id="')[1:]
    }

    assert [] == [each for each in written if not each.startswith((OURS, "{"))], "an id of a template begins with bb-"
    assert "sources" in ids(render("## Sources\n"))


@pytest.mark.battery("B10")
def test_headings_alike_are_told_apart_by_what_stands_above_them() -> None:
    """So that a heading put in between moves no link to those below."""
    before = [(2, "Mali"), (3, "Outlook"), (2, "Niger"), (3, "Outlook")]

    assert ["mali", "outlook", "niger", "niger-outlook"] == list(distinct(before))
    assert ["mali", "outlook", "chad", "chad-outlook", "niger", "niger-outlook"] == list(
        distinct([*before[:2], (2, "Chad"), (3, "Outlook"), *before[2:]])
    )


@pytest.mark.battery("B10")
@pytest.mark.parametrize(
    ("heading", "made"),
    [("التقدير", "التقدير"), ("展望", "展望"), ("❤", "u2764"), ("!!", "u21-u21"), ("  ", "section"), ("A & B", "a-b")],
)
def test_a_heading_in_any_script_or_of_signs_alone_has_an_id(heading: str, made: str) -> None:
    assert made == anchor(heading)
