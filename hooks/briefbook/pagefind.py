"""Runs Pagefind: pages as HTML go in, the files of an index come out.

The program is spoken to as its own packages for Node and Python do, by messages on its input and output. The Python package
waits a tenth of a second for every answer, which at 10,000 pages is a quarter of an hour; reading a folder instead numbers
the pages as the file system lists them, which differs from one machine to the next.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import IO, Any, NamedTuple

LANGUAGE = "en"
_CHUNK = "4000"
"""Places of words in one file of the index. With the default of 20,000 a reader loads three times as much for a word."""
_LEFT_OUT = (".citation", ".footnote-ref", ".footnote-backref")
"""Marks in the text; a number in the midst of a sentence would break the phrase."""
_HINT = "run `pip install 'pagefind[bin]'` in the environment that builds the site, then build again"


class PagefindError(Exception):
    """The index could not be made; the message says what to do."""


class Program(NamedTuple):
    """Pagefind as it is installed here."""

    file: str
    version: str


def program() -> Program:
    """Find Pagefind, and the version that it says it is."""
    try:
        from pagefind.service import get_executable
    except ImportError as error:
        raise PagefindError(f"search needs Pagefind, which is not installed: {_HINT}") from error
    file = get_executable()
    if file is None:
        raise PagefindError(f"search needs Pagefind's program, which is not installed: {_HINT}")
    try:
        told = subprocess.run([file, "--version"], capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise PagefindError(f"Pagefind at {file} does not run ({error}): {_HINT}") from error
    return Program(str(file), told.stdout.strip())


def index(pages: Iterable[tuple[str, str]], found: Program) -> dict[str, bytes]:
    """The files of an index of some pages, given as URL and HTML; the same pages in the same order are numbered alike.

    If this process is killed the program ends as well, since nobody holds the other end of its input then.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = _CHUNK
    with subprocess.Popen(
        [found.file, "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent,  # a pagefind.yml of another folder would be obeyed
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        messages = list(_messages(pages))
        sender = Thread(target=_send, args=(process.stdin, messages), daemon=True)
        sender.start()
        try:
            last = _last_answer(process.stdout, len(messages))
        finally:
            process.kill()
            sender.join()
            with contextlib.suppress(OSError):
                process.stdin.close()  # what could not be sent is tried again here
    return {file["path"]: base64.b64decode(file["content"]) for file in last["files"]}


def _messages(pages: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": LANGUAGE, "exclude_selectors": _LEFT_OUT}}
    for url, html in pages:
        yield {"type": "AddFile", "index_id": 0, "url": url, "file_contents": html, "file_path": None}
    yield {"type": "GetFiles", "index_id": 0}


def _send(pipe: IO[bytes], messages: list[dict[str, Any]]) -> None:
    try:
        for number, message in enumerate(messages):
            pipe.write(base64.b64encode(json.dumps({"message_id": number, "payload": message}).encode()) + b",")
        pipe.flush()
    except OSError:
        pass  # the program is gone; that its answers end tells as much


def _last_answer(pipe: IO[bytes], wanted: int) -> dict[str, Any]:
    """Read as many answers as messages were sent, and give the last; raises PagefindError where one is an error."""
    parts: list[bytes] = []
    answered = 0
    while chunk := os.read(pipe.fileno(), 1 << 20):
        *whole, rest = chunk.split(b",")
        for end in whole:
            payload: dict[str, Any] = json.loads(base64.b64decode(b"".join((*parts, end))))["payload"]
            parts = []
            answered += 1
            if payload["type"] == "Error":
                raise PagefindError(f"Pagefind could not index the site: {payload['message']}")
            if answered == wanted:
                return payload
        parts.append(rest)
    raise PagefindError(f"Pagefind ended before its work was done; is there memory and disk enough? Else {_HINT}")
