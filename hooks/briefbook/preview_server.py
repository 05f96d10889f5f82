"""Serves a preview to browsers and has them show each new state of it, for as long as nobody stops it."""

from __future__ import annotations

import gc
import logging
import mimetypes
import os
import signal
import socket
import socketserver
import threading
import time
import webbrowser
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from briefbook import disk
from briefbook.bundle_index import FOLDER
from briefbook.preview import Answer, News, Preview
from briefbook.preview_index import PreviewIndex, Work
from briefbook.watching import Watch

log = logging.getLogger("mkdocs.briefbook")

_NEWS = "/livereload/"
_PATIENCE = 60.0
"""Seconds after which a browser that waits for news is told that there are none; it asks again."""
_RARELY, _OFTEN = 5.0, 0.5
_SHARE = 20
"""Where nothing tells of changes, looking for them takes at most this part of the time."""
_QUIET, _REST = 1.0, 2.0
"""Seconds without a change after which what can wait is done."""
_TYPES = {
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".xml": "application/xml",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}


class Server:
    """What MkDocs is given in place of its own server.

    `rebuild` does what a change beside the content wants, of the settings or the theme, and gives the messages to show
    where it cannot; `tell` says on the terminal what is new; `rest` is called when nothing has changed for a while;
    `make_index` makes the index for search in a folder.
    """

    def __init__(
        self,
        preview: Preview,
        index: PreviewIndex,
        url: str,
        bind: tuple[str, int],
        docs: Path,
        rebuild: Callable[[], tuple[str, ...]],
        tell: Callable[[News], None],
        rest: Callable[[], None],
        make_index: Work,
    ) -> None:
        self.preview, self._index, self._make_index = preview, index, make_index
        self._url, self._docs, self._rebuild, self._tell, self._rest = url, docs, rebuild, tell, rest
        self._watch = Watch()
        self._watch.add(docs)
        self._beside: dict[Path, dict[str, disk.Stamp]] = {}
        self._code: dict[Path, dict[str, disk.Stamp]] = {}
        self._faults: dict[str, str] = {}
        self._news = threading.Condition()
        self._shown = preview.number
        self._stopped = False
        self._http = _Http(bind, self)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Rebuild when a file changes, or anything below a folder."""
        place = Path(path).absolute()
        if place != self._docs:
            self._beside[place] = _stamps(place)
            self._watch.add(place)

    def watch_code(self, place: Path) -> None:
        """Say it when a module of Python changes: what is loaded stays as it is."""
        self._code[place] = _stamps(place, ".py")
        self._watch.add(place)

    def wake(self) -> None:
        """Have a look at once: there is something new, on the disk or elsewhere."""
        self._watch.wake()

    def unwatch(self, path: str) -> None:
        """Take a place out again."""
        self._beside.pop(Path(path).absolute(), None)

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serve until somebody stops it; changes are taken in here, in the thread that calls. Raises SystemExit."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # or MkDocs leaves its folder behind
        self._http.begin()
        self._watch.start()
        log.info("Serving on %s", self._url)
        if open_in_browser:
            webbrowser.open(self._url)
        longest, rested = _QUIET, False
        while not self._stopped:
            woken = self._watch.wait(longest)
            began = time.monotonic()
            changed = self._take_in(self._watch.touched() if woken and self._watch.told else None)
            spent = time.monotonic() - began
            if changed and not woken and not self._watch.pending():
                self._watch.missed()
            if self._index.wanted and not self.preview.errors and not self.preview.pending:
                with self.preview.still():
                    self._index.make(self.preview.number, self._make_index, self._watch.wake)
            if changed or woken:
                longest, rested = _QUIET, rested and not changed
            elif news := self.preview.settle(self._watch.pending):
                self._show(news)
                longest = _REST
            else:
                if not rested:
                    self._rest()
                    gc.collect()
                longest, rested = _RARELY if self._watch.told else max(_OFTEN, spent * _SHARE), True

    def shutdown(self, wait: bool = False) -> None:
        """Stop serving."""
        self._stopped = True
        self._watch.wake()
        self._watch.stop()
        self._http.end()
        with self._news:
            self._news.notify_all()

    def wait_for_news(self, number: int) -> int:
        """Wait until another state is shown than the one with a number, or long enough; gives the number of what is."""
        with self._news:
            self._news.wait_for(lambda: self._shown != number or self._stopped, timeout=_PATIENCE)
            return self._shown

    def wait_for_index(self, number: int) -> Answer:
        """Wait until there is an index of the state with a number; tells "made", "later" or what is wrong."""
        told = self._index.wait_for(number, self._watch.wake, _PATIENCE)
        return Answer(200, "search.txt", (told.error or ("made" if told.made else "later")).encode())

    def answer(self, path: str) -> Answer:
        """Answer for a path of this server; the site may lie below a folder of it."""
        mount = unquote(urlsplit(self._url).path)
        if path.startswith(mount):
            inside = path.removeprefix(mount)
            if inside.startswith(f"{FOLDER}/"):
                return self._of_index(inside)
            answer = self.preview.answer(inside)
            self._tell_fault(inside, answer)
            return answer._replace(location=mount + answer.location) if answer.location else answer
        return (
            Answer(302, location=mount) if f"{path.rstrip('/')}/" in {mount, "/"} else Answer(404, "404.txt", b"Not here.")
        )

    def _of_index(self, path: str) -> Answer:
        """A file of the search index; where there is no index yet the browser waits for it."""
        content = self._index.file(path)
        while content is None and not self._stopped and not self._index.has_any:
            told = self._index.wait_for(self.preview.number, self._watch.wake, _PATIENCE)
            content = self._index.file(path)
            if told.error:
                break
        return Answer(404, "404.txt", b"Not here.") if content is None else Answer(200, path, content)

    def _take_in(self, touched: frozenset[str] | None) -> bool:
        """Take in what has changed, or of what was `touched`; says whether anything has."""
        now = {place: _stamps(place) for place in self._beside}
        beside, self._beside = now != self._beside, now
        self._look_at_code()
        news = self.preview.look(touched) if not beside else None
        if beside or (news and self.preview.messages):
            had_errors = bool(self.preview.errors or self.preview.messages or self._faults)
            self.preview.fail(self._rebuild())
            failed, self._faults = self._faults, {}
            for path in failed:
                self._tell_fault(path, self.preview.answer(path))
            news = News(self.preview.errors, had_errors and not (self.preview.messages or self._faults))
        if news:
            self._show(news)
        return news is not None

    def _look_at_code(self) -> None:
        now = {place: _stamps(place, ".py") for place in self._code}
        before, self._code = self._code, now
        changed = [
            str(place if place.is_file() else place / path)
            for place, stamps in now.items()
            for path in sorted(stamps.keys() | before[place].keys())
            if stamps.get(path) != before[place].get(path)
        ]
        if changed:
            more = f" and {len(changed) - 1} more modules have" if len(changed) > 1 else " has"
            log.warning("%s%s changed; end this preview and start it anew, to see what that does", _near(changed[0]), more)

    def _tell_fault(self, path: str, answer: Answer) -> None:
        """Say on the terminal, once, why something cannot be shown."""
        if answer.fault and answer.fault not in self._faults.values():
            log.error("/%s cannot be shown: %s", path, answer.fault)
        if answer.fault:
            self._faults[path] = answer.fault

    def _show(self, news: News) -> None:
        self._tell(news)
        with self._news:
            self._shown = self.preview.number
            self._news.notify_all()


class _Http(ThreadingHTTPServer):
    """Answers browsers, each in a thread of its own."""

    daemon_threads = True

    def __init__(self, bind: tuple[str, int], server: Server) -> None:
        if ":" in bind[0]:
            self.address_family = socket.AF_INET6
        super().__init__(bind, partial(_Handler, server), bind_and_activate=False)
        self._begun = False

    def begin(self) -> None:
        """Take requests from now on."""
        host, port = self.server_address[:2]
        try:
            self.server_bind()
            self.server_activate()
        except OSError as error:
            raise SystemExit(
                f"Nothing can be served on {host!s}:{port}: {error.strerror}; choose another with -a"
            ) from error
        self._begun = True
        threading.Thread(target=partial(self.serve_forever, poll_interval=0.1), daemon=True).start()

    def end(self) -> None:
        """Take no more."""
        if self._begun:
            self.shutdown()
        self.server_close()

    def server_bind(self) -> None:
        """Bind without asking the network for the name of this machine, as the class above does."""
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may go away at any time."""
        log.debug("A request came to nothing", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    """Head and content go together and at once; otherwise each file of a page would wait 40 ms for the one before."""

    def __init__(self, server: Server, *rest: Any) -> None:
        self._preview = server
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Answer with a file, or with what is new."""
        path = unquote(urlsplit(self.path).path.encode("latin-1"))  # what a client has left as it is, is UTF-8
        kind, _, number = path.removeprefix(_NEWS).rpartition("/")
        if path.startswith(_NEWS) and number.isdecimal():
            if kind == "search":
                self._send(self._preview.wait_for_index(int(number)))
            else:
                self._send(Answer(200, "news.txt", str(self._preview.wait_for_news(int(number))).encode()))
            return
        answer = self._preview.answer(path)
        if answer.status == 404:
            log.warning('"%s" code 404', self.requestline)
        self._send(answer)

    do_HEAD = do_GET

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Cache-Control", "no-store")
        if answer.location:
            query = urlsplit(self.path).query
            self.send_header("Location", quote(answer.location) + (f"?{query}" if query else ""))
        else:
            self.send_header("Content-Type", _type(answer.name))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:
        """Leave the terminal to what matters."""


def _type(name: str) -> str:
    kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _stamps(place: Path, ending: str = "") -> dict[str, disk.Stamp]:
    """The stamps of a file, or of all files below a folder whose names end so, but for what an editor keeps for itself."""
    if not place.is_dir():
        return disk.stamps(place.parent, [place.name])
    found = (Path(folder, name) for folder, _, names in os.walk(place) for name in names if _counts(name, ending))
    return disk.stamps(place, (file.relative_to(place).as_posix() for file in found))


def _counts(name: str, ending: str) -> bool:
    return name.endswith(ending) and not name.startswith(".") and not name.endswith("~")


def _near(path: str) -> str:
    """A path as it is seen from where the preview was started."""
    return os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else path
