"""Runs `mkdocs serve` on a project, for tests that see a preview as a browser does."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from conftest import Project

PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody serves on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Previewed:
    """A preview at work: its address, and what it has said on the terminal."""

    def __init__(self, project: Project, *options: str, port: int = 0) -> None:
        port = port or free_port()
        self.project, self.docs = project, project.docs
        self.url = f"http://127.0.0.1:{port}/"
        self._log = project.folder / "serve.log"
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project.folder / "hooks")}
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=project.folder, env=environment, stdout=log, stderr=log)

    @property
    def said(self) -> str:
        """All that stands on the terminal."""
        return self._log.read_text(encoding="utf-8")

    def says(self, words: str, after: int = 0) -> None:
        """Wait until the terminal says something."""
        self._until(lambda: words in self.said[after:], f"never said: {words}")

    def get(self, path: str) -> tuple[int, bytes]:
        """The status and the content at a path."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def led_to(self, path: str) -> tuple[int, str]:
        """The status at an address, which is sent as it is, and where it leads to."""
        host = urlsplit(self.url)
        with socket.create_connection((host.hostname, host.port), timeout=10) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode())
            head = b"".join(iter(lambda: connection.recv(1 << 16), b"")).partition(b"\r\n\r\n")[0].decode("latin-1")
        status, *fields = head.split("\r\n")
        named = dict(field.split(": ", 1) for field in fields)
        return int(status.split()[1]), named.get("Location", "")

    def shows(self, path: str, words: str, status: int = 200) -> None:
        """Wait until a path has some words."""

        def there() -> bool:
            with contextlib.suppress(OSError):
                code, content = self.get(path)
                return code == status and words.encode() in content
            return False

        self._until(there, f"/{path} never had: {words}")

    def save(self, path: str, old: str, new: str) -> None:
        """Replace some words of a file in docs, as an editor does that writes into the file."""
        file = self.docs / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def end(self) -> int:
        """Stop it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)

    def _until(self, true: Callable[[], bool], message: str) -> None:
        until = time.monotonic() + PATIENCE
        while not true():
            assert self.process.poll() is None, f"the preview has ended:\n{self.said}"
            assert time.monotonic() < until, f"{message}\n{self.said}"
            time.sleep(0.05)


@contextlib.contextmanager
def previewed(project: Project, *options: str, port: int = 0) -> Iterator[Previewed]:
    """A preview that runs for a while, once it serves."""
    made = Previewed(project, *options, port=port)
    try:
        made.says("Serving on")
        yield made
    finally:
        if made.process.poll() is None:
            made.process.kill()
            made.process.wait()
