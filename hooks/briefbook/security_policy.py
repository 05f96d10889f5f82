"""Says what a browser may do with the pages: the Content-Security-Policy, for their heads and for a server's headers.

No script or style stands in a page, so that none has to be allowed by its hash, and `unsafe-inline` never; the block of
JSON-LD is data, which no policy concerns. `wasm-unsafe-eval` lets the search compile its WebAssembly, and nothing else.
"""

from __future__ import annotations

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}

IN_PAGES = "; ".join(f"{name} {sources}" for name, sources in _SOURCES.items())
"""The policy as a page carries it in a `meta` tag."""

IN_HEADERS = f"{IN_PAGES}; frame-ancestors 'none'"
"""The policy as a server sends it: that no other site may frame a page is not for a `meta` tag to say."""
