"""Serves a built site as a good host does: compressed, with the headers of its own `_headers` and its own page for 404."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TYPES = {".js": "text/javascript", ".md": "text/markdown", ".xml": "application/xml", ".bib": "application/x-bibtex"}
_PACKED = ("text/", "application/json", "application/xml", "image/svg")


class Host(BaseHTTPRequestHandler):
    """Answers from a folder."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the content waits 40 ms for the browser to acknowledge the headers

    def __init__(self, folder: Path, headers_of_site: tuple[tuple[str, str], ...], *rest: object) -> None:
        self.folder = folder
        self.headers_of_site = headers_of_site
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.folder / path.lstrip("/")
        status = 200
        if file.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            file, status = self.folder / "404.html", 404
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = kind.startswith(_PACKED) and "gzip" in self.headers.get("Accept-Encoding", "")
        content = _packed(file) if packed else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in self.headers_of_site:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, *, with_headers: bool = True) -> Iterator[str]:
    """The address at which a folder is served for a while."""
    headers = tuple(_headers(folder)) if with_headers else ()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, folder, headers))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _headers(folder: Path) -> Iterator[tuple[str, str]]:
    """The headers that the site's own file asks for, of its one rule for all paths."""
    rule, *lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()
    assert rule == "/*"
    for line in lines:
        name, _, value = line.strip().partition(": ")
        yield name, value


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)
