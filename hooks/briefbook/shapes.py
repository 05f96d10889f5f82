"""Digests of what shapes every page beside the content: our code and theme, the packages below, the owner's settings."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

from briefbook.digests import digest_of

_PACKAGES = (
    "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "pagefind", "pydantic", "pymdown-extensions",
    "pyyaml", "rapidfuzz",
)  # fmt: skip
_HERE = Path(__file__).parent
_OF_NO_TEXT = frozenset(
    {"site_dir", "site_url", "docs_dir", "config_file_path", "strict", "dev_addr", "watch", "nav", "hooks", "theme"}
)
"""Settings on which the text of no page hangs, or hangs by what else is looked at."""


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


def of_texts(settings: Mapping[str, object]) -> bytes:
    """A digest of what shapes the texts of all pages: our code, and the settings that MkDocs was given."""
    given = {key: value for key, value in settings.items() if key not in _OF_NO_TEXT}
    return digest_of(of_code(), plain(given))


def of_pages(texts: bytes, theme: Iterable[Path], hooks: Iterable[str], more: object) -> bytes:
    """A digest of what shapes all pages: what shapes their texts, the folders of the theme, hooks, and more."""
    said = [blake2b(Path(file).read_bytes()).hexdigest() for file in hooks]
    return of_files(dict.fromkeys(theme), [texts.hex(), repr((said, more))])


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
