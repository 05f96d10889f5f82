"""Makes a rendered text fit to be read outside the site: its links are whole, and no style attribute is left."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

_TAG = re.compile(r"""<[a-zA-Z][^\s<>"'/]*(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LINK = re.compile(r"""(\s(?:href|src|cite|poster)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_STYLE = re.compile(r"""\sstyle\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


@lru_cache(maxsize=64)  # the formats of a feed are made one after the other, of the same texts
def absolute(html: str, base: str) -> str:
    """The HTML with each link as seen from anywhere; `base` is the whole address of the page that it stands on.

    Only what stands inside a tag is touched: a text may speak of `href="..."`. Feed readers drop styles, and W3C's
    validator warns of them; Markdown aligns the cells of tables by them.
    """

    def whole(link: re.Match[str]) -> str:
        return f'{link[1]}"{urljoin(base, link[2] if link[2] is not None else link[3])}"'

    return _TAG.sub(lambda tag: _STYLE.sub("", _LINK.sub(whole, tag[0])), html)
