"""Digests of what shapes every page beside the content: our code and theme, the packages below, the owner's settings."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGES = (
    "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "pagefind", "pydantic", "pymdown-extensions",
    "pyyaml", "rapidfuzz",
)  # fmt: skip
_HERE = Path(__file__).parent


@cache
def of_code() -> bytes:
    """A digest of our own code and of the versions of the packages whose work is kept from one build to the next."""
    return of_files([_HERE], [sys.version, *map(_version, _PACKAGES)], "*.py")


def of_files(folders: Iterable[Path], more: Iterable[str] = (), like: str = "*") -> bytes:
    """A digest of all files in some folders, and of some texts."""
    digest = hashlib.blake2b(digest_size=16)
    for text in more:
        digest.update(f"{len(text)} {text}".encode())
    for folder in folders:
        for file in sorted(folder.rglob(like)):
            if file.is_file() and "__pycache__" not in file.parts:
                content = file.read_bytes()
                digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
                digest.update(content)
    return digest.digest()


def plain(value: object) -> object:
    """A setting as it can be written down: functions and objects are their names, and mappings are in order."""
    if isinstance(value, Mapping):
        return sorted((str(key), plain(each)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return value if isinstance(value, str | int | float | bool | None) else type(value).__qualname__


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
