"""Makes the links in a rendered text whole, for readers who see it outside the site."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_TAG = re.compile(r"""<[a-zA-Z][^\s<>"'/]*(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LINK = re.compile(r"""(\s(?:href|src|cite|poster)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def absolute(html: str, base: str) -> str:
    """The HTML with each link as seen from anywhere; `base` is the whole address of the page that it stands on.

    Only what stands inside a tag is touched: a text may speak of `href="..."`.
    """

    def whole(link: re.Match[str]) -> str:
        return f'{link[1]}"{urljoin(base, link[2] if link[2] is not None else link[3])}"'

    return _TAG.sub(lambda tag: _LINK.sub(whole, tag[0]), html)
