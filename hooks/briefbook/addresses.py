"""Writes an address as a URL may be written: what may not stand in one is percent-encoded, as browsers do on the way.

Archives hold addresses copied from a browser's bar, with spaces, brackets or bars in them; the HTML standard allows none of
these in a link (https://url.spec.whatwg.org/#url-code-points).
"""

from __future__ import annotations

import re

_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*|mailto:", re.IGNORECASE)  # a host may have brackets, if it is a number
_NOT_IN_URLS = re.compile(r"[^A-Za-z0-9!$&'()*+,\-./:;=?@_~%#\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|%(?![0-9A-Fa-f]{2})")


def written(address: str) -> str:
    """The address with nothing in it that a URL may not have; one that is fine comes back as it is."""
    host = _HOST.match(address)
    head, rest = (host[0], address[host.end() :].lstrip()) if host else ("", address)
    before, mark, fragment = rest.partition("#")
    return head + _encoded(before) + mark + _encoded(fragment.replace("#", "%23"))


def _encoded(text: str) -> str:
    return _NOT_IN_URLS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
