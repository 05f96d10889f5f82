"""Says what a browser may do with the pages: the Content-Security-Policy, for their heads and for a server's headers.

`unsafe-inline` is never needed: no style stands in a page, and no script but the block of JSON-LD, which is data and
would pass without its hash as well; checkers want it. `wasm-unsafe-eval` lets the search compile its WebAssembly.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

_SCRIPTS = "'self' 'wasm-unsafe-eval'"
_SOURCES = {
    "default-src": "'none'",
    "script-src": _SCRIPTS,
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def in_page(script: str = "") -> str:
    """The policy as a page carries it in a `meta` tag, with the hash of the one script that may stand in the page."""
    hashed = f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" if script else ""
    return _written({**_SOURCES, "script-src": f"{_SCRIPTS}{hashed}"})


def in_headers() -> str:
    """The policy as a server sends it: that no other site may frame a page is not for a `meta` tag to say."""
    return _written({**_SOURCES, "frame-ancestors": "'none'"})


def _written(sources: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in sources.items())
