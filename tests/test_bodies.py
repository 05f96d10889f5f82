"""Bodies become HTML: what is left out of Markdown's work changes nothing, and one Markdown serves all."""

from __future__ import annotations

import random

from markdown import Markdown

from briefbook.anchors import Anchors
from briefbook.bodies import Bodies
from briefbook.build import build
from briefbook.markdown_inline import InlineExtension
from briefbook.markdown_links import LinksExtension
from briefbook.markup import EXTENSIONS
from conftest import ROOT, SETTINGS, Texts, texts_below

PIECES = (
    *"_ * ** __ ` `` [a](b) [a] [ ]( ![ < > & &amp; [^1] <b> http://a.example <http://a.example> <a@b.example> | ~".split(),
    *("word ", "\\", "\n", "\n\n", "  \n", "[^1]: note", "# ", "- ", "{ .x }", "---", "é", "[a]: http://x.example", "'"),
)


def test_leaving_out_patterns_that_cannot_match_changes_nothing() -> None:
    plain = Markdown(extensions=[*EXTENSIONS, Anchors()])
    quick = Markdown(extensions=[*EXTENSIONS, InlineExtension(), Anchors()])
    made = random.Random(7)
    texts = ["".join(made.choice(PIECES) for _ in range(made.randint(1, 25))) for _ in range(2000)]
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
        "![e](a%20b.png) [f](gone.md) [g](/actors/arland.md)"
    )

    assert 'href="../../../actors/arland/?x=1#bb-briefs"' in html
    assert 'src="../../../briefs/2024/a%20b.png"' in html
    assert 'href="https://x.example/y.md"' in html
    assert 'href="#d"' in html
    assert [("briefs/2024/fog.md", "gone.md"), ("briefs/2024/fog.md", "/actors/arland.md")] == links.lost
