"""Keeps search indexes from one build to the next, each in a file that is named after all that goes into it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from briefbook import whole

_KEPT = 64
"""So many; those that were not used for longest go."""
Files = dict[str, bytes]
"""The files of an index, by their paths in its folder."""


def load(file: Path) -> Files | None:
    """The files of an index that was kept; nothing where they are not all there as they were written."""
    try:
        told, _, rest = file.read_bytes().partition(b"\n")
        if told.decode() != hashlib.blake2b(rest, digest_size=16).hexdigest():
            return None
        sizes, _, content = rest.partition(b"\n")
        files, start = {}, 0
        for path, size in json.loads(sizes):
            files[path] = content[start : start + size]
            start += size
        with contextlib.suppress(OSError):
            os.utime(file)
        return files
    except (OSError, ValueError):
        return None


def save(file: Path, files: Files) -> None:
    """Keep the files of an index, whole or not at all: a read-only folder only costs time."""
    sizes = json.dumps([(path, len(content)) for path, content in files.items()]).encode()
    rest = b"\n".join((sizes, b"".join(files.values())))
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        whole.write(file, (hashlib.blake2b(rest, digest_size=16).hexdigest().encode(), b"\n", rest))


def tidy(folder: Path, used: list[Path]) -> None:
    """Delete the indexes that no build has used for long."""
    with contextlib.suppress(OSError):
        kept = (file for file in folder.iterdir() if file not in used and not whole.is_unfinished(file))
        others = sorted(kept, key=lambda file: file.stat().st_mtime)
        for file in others[: max(0, len(others) + len(used) - _KEPT)]:
            file.unlink()
