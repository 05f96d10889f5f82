"""Plants faults in a built page, one in each copy: in links, for those who hear or touch it, in HTML, in policy.

`tests/browser/test_faults.py` holds the checkers against them. No fault depends on what the page says or looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Spoil = Callable[[str], str]


def _put(snippet: str) -> Spoil:
    """Put something at the end of the page's main part."""
    return lambda html: html.replace("</main>", f"{snippet}</main>", 1)


def _change(pattern: str, new: str) -> Spoil:
    """Write the first match of a pattern otherwise."""
    return lambda html: re.sub(pattern, new, html, count=1)


def _link(href: str) -> Spoil:
    return _put(f'<p><a href="{href}">There is more.</a></p>')


LINKS: dict[str, Spoil] = {
    "a page that is not there": _link("../no-such-brief/"),
    "an anchor that is not there": _link("#nowhere"),
    "an anchor that is not on the other page": _link("../../../actors/#nowhere"),
    "an empty link": _link(""),
    "a wrong case": _link("../../../Actors/"),
    "a file for a folder": _link("../../../actors.html"),
    "too many steps up": _link("../../../../../actors/"),
    "a whole address of our own that is not there": _link("https://briefbook.example.org/none/"),
    "a picture that is not there": _put('<p><img src="none.png" alt="A map" width="9" height="9"></p>'),
    "a stylesheet that is not there": _change(r'(<link rel="stylesheet" href=")[^"]*', r"\1../none.css"),
    "a script that is not there": _change(r'(<script src=")[^"]*', r"\1../none.js"),
    "another format that is not there": _change(r'(<link rel="alternate"[^>]* href=")[^"]*', r"\1none.bib"),
}

ACCESS: dict[str, Spoil] = {
    "a picture without words": _put('<p><img src="../../../assets/images/favicon.png" width="9" height="9"></p>'),
    "a button without a name": _put('<p><button type="button"></button></p>'),
    "a field without a label": _put('<p><input type="text"></p>'),
    "a link without words": _put('<p><a href="../../../actors/"></a></p>'),
    "a role that does not exist": _put('<div role="buton">Go</div>'),
    "a label that does not exist": _put('<section aria-labelledby="nowhere"><p>Words.</p></section>'),
    "focus in what is hidden": _put('<div aria-hidden="true"><a href="../../../actors/">Actors</a></div>'),
    "an attribute that the role does not have": _put('<p aria-checked="true">Words.</p>'),
    "no language": _change(r'<html lang="[^"]*">', "<html>"),
    "no title": _change(r"<title>.*?</title>", "<title></title>"),
    "a step of headings left out": _put("<h2>One</h2><h5>Two</h5>"),
    "an order of its own": _put('<p><a href="../../../actors/" tabindex="3">Actors</a></p>'),
    "a second main part": _put('</main><main aria-label="Main">Words.'),
    "no way to enlarge": _change(r'content="width=device-width, initial-scale=1"', 'content="user-scalable=no"'),
    "text too pale": _put('<p class="pale">Words that are hard to read.</p>'),
    "a link too pale": _put('<p>Words and <a class="pale" href="../../../actors/">a link</a> in them.</p>'),
}
PALE = ".pale, .pale:link { color: #bbb !important; background: #fff !important; }\n"
"""A stylesheet that the copies load, for the two faults that need one."""

HTML: dict[str, Spoil] = {
    "an element never closed": _put("<div><p>Words.</p>"),
    "an element closed twice": _put("<section><h2>One</h2></section></section>"),
    "a paragraph in a list": _put("<ul><p>Words.</p></ul>"),
    "an attribute twice": _put('<p id="one" id="two">Words.</p>'),
    "an id twice": _put('<p id="bb-content">Words.</p>'),
    "an element that does not exist": _put("<blink>Words.</blink>"),
    "an element that is no longer": _put("<center>Words.</center>"),
    "a day that is none": _put('<p><time datetime="24 October">24 October</time></p>'),
    "a link in a link": _put('<p><a href="../../../actors/">One <a href="../../../topics/">two</a></a></p>'),
    "a button in a link": _put('<p><a href="../../../actors/"><button type="button">Go</button></a></p>'),
    "a width with a unit": _put('<p><img src="../../../assets/images/favicon.png" alt="" width="9px"></p>'),
    "a reference to no letter": _put("<p>Words &nosuch; words.</p>"),
    "no doctype": _change(r"<!doctype html>\n", ""),
    "two titles": _change(r"</title>", "</title><title>Two</title>"),
}

POLICY: dict[str, Spoil] = {
    "a script in the page": _put("<script>window.ran = true</script>"),
    "a style in the page": _put("<style>p { color: red }</style>"),
    "a style at an element": _put('<p style="color: #111">Words.</p>'),
    "a script from elsewhere": _put('<script src="https://elsewhere.example/x.js"></script>'),
}

FAULTS = {**LINKS, **ACCESS, **HTML, **POLICY}
