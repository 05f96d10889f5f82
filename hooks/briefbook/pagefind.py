"""Runs Pagefind: pages as HTML go in, the files of an index come out.

The program is spoken to as its own packages for Node and Python do, by messages on its input and output. The Python package
waits a tenth of a second for every answer, which at 10,000 pages is a quarter of an hour; reading a folder instead numbers
the pages as the file system lists them, which differs from one machine to the next.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import string
import subprocess
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, NamedTuple

from briefbook.pipes import WIDE, widen

LANGUAGE = "en"
_CHUNK = "4000"
"""Places of words in one file of the index. With the default of 20,000 a reader loads three times as much for a word."""
_LEFT_OUT = (".citation", ".footnote-ref", ".footnote-backref")
"""Marks in the text; a number in the midst of a sentence would break the phrase."""
_HINT = "run `pip install 'pagefind[bin]'` in the environment that builds the site, then build again"
_AGAIN = _HINT.replace("[bin]'`", "[bin]' --force-reinstall`")
_LETTERS = f"{string.ascii_letters}{string.digits}+/=,".encode()
"""What its answers are made of: base64 with commas between."""
_AT_ONCE = 100
"""Messages that are sent together: neither side is then woken for each."""
_VERSION = 60
_SILENT, _LONGEST = 30.0, 900.0
"""Seconds in which it says nothing: until that is told, and until it is given up. At the end it works for a while without
a word, a minute in the largest archives."""
_OVER = 5.0
"""Seconds until nobody cares any more whether what was sent has arrived."""

log = logging.getLogger("mkdocs.briefbook")


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
        told = subprocess.run([file, "--version"], capture_output=True, check=True, timeout=_VERSION)
    except (OSError, subprocess.SubprocessError) as error:
        raise PagefindError(f"Pagefind at {file} does not run ({error}): {_AGAIN}") from error
    return Program(str(file), told.stdout.decode("utf-8", "replace").strip())


def index(pages: Iterable[tuple[str, str]], found: Program) -> dict[str, bytes]:
    """The files of an index of some pages, given as URL and HTML; the same pages in the same order are numbered alike.

    Raises PagefindError where the program fails in whatever way. If this process is killed the program ends as well, since
    nobody holds the other end of its input then.
    """
    messages = list(_messages(pages))
    with _running(found) as process:
        assert process.stdin
        assert process.stdout
        widen(process.stdin.fileno())
        widen(process.stdout.fileno())
        sender = Thread(target=_send, args=(process.stdin, messages), daemon=True)
        sender.start()
        try:
            last = _last_answer(process.stdout, len(messages), found)
        finally:
            process.kill()
            sender.join(_OVER)  # what the program has started may hold the other end
    try:
        return {file["path"]: base64.b64decode(file["content"]) for file in last["files"]}
    except (KeyError, TypeError, ValueError) as error:
        raise _foreign(found) from error


def _running(found: Program) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = _CHUNK
    try:
        return subprocess.Popen(
            [found.file, "--service"],
            bufsize=0,  # what could not be sent is not tried again at the end
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent,  # a pagefind.yml of another folder would be obeyed
            env=environment,
        )
    except OSError as error:
        raise PagefindError(f"Pagefind at {found.file} does not run ({error}): {_AGAIN}") from error


def _messages(pages: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": LANGUAGE, "exclude_selectors": _LEFT_OUT}}
    for url, html in pages:
        yield {"type": "AddFile", "index_id": 0, "url": url, "file_contents": html, "file_path": None}
    yield {"type": "GetFiles", "index_id": 0}


def _send(pipe: IO[bytes], messages: list[dict[str, Any]]) -> None:
    told = (json.dumps({"message_id": number, "payload": message}).encode() for number, message in enumerate(messages))
    encoded = map(base64.b64encode, told)
    try:
        while some := [*islice(encoded, _AT_ONCE)]:
            rest = memoryview(b",".join((*some, b"")))
            while rest:
                rest = rest[pipe.write(rest) :]
    except (OSError, ValueError):
        pass  # the program is gone, or given up; that its answers end tells as much


def _last_answer(pipe: IO[bytes], wanted: int, found: Program) -> dict[str, Any]:
    """Read as many answers as messages were sent, and give the last; raises PagefindError where one is an error."""
    parts: list[bytes] = []
    answered = 0
    for chunk in _heard(pipe, found):
        if chunk.translate(None, _LETTERS):
            raise _foreign(found)  # at once, for it may go on for ever
        *whole, rest = chunk.split(b",")
        for end in whole:
            payload = _payload(b"".join((*parts, end)), found)
            parts = []
            answered += 1
            if answered == wanted:
                return payload
        parts.append(rest)
    raise PagefindError(f"Pagefind ended before its work was done; is there memory and disk enough? Else {_AGAIN}")


def _payload(message: bytes, found: Program) -> dict[str, Any]:
    try:
        payload: dict[str, Any] = json.loads(base64.b64decode(message))["payload"]
        fault = payload.get("message", "it does not say why") if payload["type"] == "Error" else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _foreign(found) from error
    if fault is not None:
        raise PagefindError(f"Pagefind could not index the site: {fault}; if its texts are as they should be, {_AGAIN}")
    return payload


def _heard(pipe: IO[bytes], found: Program) -> Iterator[bytes]:
    """What the program says, as it comes. A long silence is told, a very long one is an error."""
    heard: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(pipe, heard), daemon=True).start()
    silent = 0.0
    while True:
        try:
            chunk = heard.get(timeout=_SILENT)
        except Empty:
            silent += _SILENT
            if silent >= _LONGEST:
                raise PagefindError(
                    f"Pagefind at {found.file} has said nothing for {_span(_LONGEST)} and was ended: build again when the"
                    f" machine is less busy, or {_AGAIN}"
                ) from None
            if silent == _SILENT:
                log.warning(
                    "Pagefind, which makes the search index, has said nothing for %s; it is ended after %s",
                    _span(_SILENT),
                    _span(_LONGEST),
                )
            continue
        silent = 0.0
        if not chunk:
            return
        yield chunk


def _listen(pipe: IO[bytes], heard: SimpleQueue[bytes]) -> None:
    try:
        while chunk := os.read(pipe.fileno(), WIDE):
            heard.put(chunk)
    except (OSError, ValueError):
        pass  # it was given up
    heard.put(b"")


def _foreign(found: Program) -> PagefindError:
    return PagefindError(
        f"what runs at {found.file} ({found.version[:60]!r}) does not answer as Pagefind does: unset PAGEFIND_BINARY_PATH"
        f" if that names it, else {_AGAIN}"
    )


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} seconds"
