"""Bodies become HTML: what is left out of Markdown's work changes nothing, and one Markdown serves all."""

from __future__ import annotations

import random
import re

from markdown import Markdown

from briefbook.anchors import Anchors
from briefbook.bodies import QUICK, Bodies
from briefbook.build import build
from briefbook.markdown_figures import FiguresExtension
from briefbook.markdown_links import LinksExtension
from briefbook.markdown_notes import letters
from briefbook.markup import EXTENSIONS
from briefbook.model import Content, Page
from conftest import ROOT, SETTINGS, Texts, texts_below

PIECES = (
    *"_ * ** __ ` `` [a](b) [a] [ ]( ![ < > & &amp; [^1] <b> http://a.example <http://a.example> <a@b.example> | ~".split(),
    *"    ¦\t¦> ¦1. ¦+ ¦* ¦: ¦===¦===\n¦```\n¦~~~\n¦a | b\n--|--\n¦\r\n¦ \n¦\x02¦_ _ _\n¦[^1]: ¦## ".split("¦"),
    *"[TOC]\n¦{ data-toc-label=x }¦*_*¦[a][a]¦<!-- ¦-->¦[b](c 'd')¦[b](<c>)¦[b](c(d))".split("¦"),
    *("word ", "\\", "\n", "\n\n", "  \n", "[^1]: note", "# ", "- ", "{ .x }", "---", "é", "[a]: http://x.example", "'"),
)


def test_what_is_left_out_changes_nothing() -> None:
    plain = Markdown(extensions=[*EXTENSIONS, Anchors()])
    quick = Markdown(extensions=[*EXTENSIONS, *QUICK, Anchors()])
    made = random.Random(7)
    texts = ["".join(made.choice(PIECES) for _ in range(made.randint(1, 25))) for _ in range(4000)]
    texts += texts_below(ROOT / "docs").values()

    for text in texts:
        assert plain.reset().convert(text) == quick.reset().convert(text), text


def test_a_text_leaves_nothing_behind_for_the_next(good: Texts) -> None:
    """Footnotes, headings of the same words, and places, in whichever order the pages are rendered."""
    for name in ("one", "two"):
        good[f"{name}.md"] = "# Same\n\n## Same\n\nText[^1] and [next][n].\n\n[^1]: Note.\n\n[n]: about.md\n"
    site = build(good.items(), SETTINGS)
    pages = {page.path: page for page in site.pages}
    urls = {path: page.url for path, page in pages.items()}
    forwards, backwards = (Bodies(pages, SETTINGS, urls, EXTENSIONS) for _ in range(2))
    one = {path: forwards[path] for path in forwards}
    other = {path: backwards[path] for path in reversed(list(backwards))}

    assert "fn:1" in one["one.md"]
    assert one == other


def test_a_link_is_published_as_the_way_from_its_page() -> None:
    links = LinksExtension({"actors/arland.md": "actors/arland/", "briefs/2024/a b.png": "briefs/2024/a%20b.png"})
    links.path, links.root = "briefs/2024/fog.md", "../../.."
    html = Markdown(extensions=[links]).convert(
        "[a](../../actors/arland.md?x=1#bb-briefs) [b](https://x.example/y.md) [c](#d) <desk@x.example> "
        "![e](a%20b.png) [f](gone.md) [g](/actors/arland.md) [h](../../actors/arland&#46;md) [i](../../actors/arland\\.md)"
    )

    assert 'href="../../../actors/arland/?x=1#bb-briefs"' in html
    assert 'src="../../../briefs/2024/a%20b.png"' in html
    assert 'href="https://x.example/y.md"' in html
    assert 'href="#d"' in html
    assert [("briefs/2024/fog.md", "gone.md"), ("briefs/2024/fog.md", "/actors/arland.md")] == links.lost


def test_an_address_that_nobody_can_read_stays_as_it_is() -> None:
    """Texts are rendered for search before they are judged; `checks/links.py` refuses it then."""
    links, figures = LinksExtension({}), FiguresExtension({})
    html = Markdown(extensions=[links, figures]).convert("[a](https://[a]) ![b](https://[b])")

    assert 'href="https://[a]"' in html
    assert 'src="https://[b]"' in html
    assert [] == links.lost


def test_a_note_has_a_letter_since_a_source_has_a_number() -> None:
    body = "A[^x] b[^y] c.[^x]\n\n[^x]: One.\n[^y]: Other.\n"
    page = Page(path="about.md", template="by_hand.html", title="About", content=lambda: Content(view=None, body=body))
    html = Bodies({"about.md": page}, SETTINGS, {}, EXTENSIONS)["about.md"]

    assert ["a", "b", "a"] == re.findall(r'<a class="footnote-ref"[^>]*>(.*?)</a>', html)
    assert '<ol type="a">' in html
    assert ["z", "aa", "ab", "zz", "aaa"] == [letters(number) for number in (26, 27, 28, 702, 703)]


def test_a_picture_in_portrait_is_seen_whole_unless_it_is_a_strip() -> None:
    """Whatever size its author gives it; the words in a strip would be too small to read."""
    figures = FiguresExtension({"map.png": (900, 1200), "strip.png": (500, 2500)})
    html = Markdown(extensions=["attr_list", figures]).convert(
        "![Map](map.png)\n\n![Map](map.png){ width=800 }\n\n![Map](map.png){ width=300 }\n\n![Strip](strip.png)"
    )

    assert ["720", "720", "400", "2500"] == re.findall(r'height="(\d+)"', html)
    assert ["540", "540", "300", "500"] == re.findall(r'width="(\d+)"', html)


def test_a_picture_alone_with_a_title_is_a_figure_with_a_caption_and_every_picture_has_its_size() -> None:
    figures = FiguresExtension({"briefs/2024/fog/coast.png": (900, 600)})
    figures.path = "briefs/2024/fog.md"
    html = Markdown(extensions=["attr_list", figures]).convert(
        '![Coast](fog/coast.png "In 1901 & < now.")\n\nSee ![Coast](fog/coast.png "Title") there.\n\n'
        "![Coast](fog/coast.png){ width=600 height=400 }\n\n![Gone](fog/gone.png)"
    )

    assert (
        '<figure><img alt="Coast" height="600" src="fog/coast.png" width="900" />'
        "<figcaption>In 1901 &amp; &lt; now.</figcaption></figure>"
    ) in html.replace("\n", "")
    assert '<p>See <img alt="Coast" height="600" src="fog/coast.png" title="Title" width="900" /> there.</p>' in html
    assert '<p><img alt="Coast" height="400" src="fog/coast.png" width="600" /></p>' in html
    assert '<p><img alt="Gone" src="fog/gone.png" /></p>' in html
