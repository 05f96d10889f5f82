"""Digests of what shapes every page beside the content: our code and theme, the packages below, the owner's settings."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from hashlib import blake2b
from importlib import metadata
from os import PathLike
from pathlib import Path, PurePath
from types import ModuleType

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
_ADDRESS = re.compile(r" at 0x[0-9a-f]+", re.I)


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


def of_pages(
    texts: bytes, theme: Iterable[Path], values: Mapping[str, object], hooks: Iterable[str], more: object
) -> bytes:
    """A digest of what shapes all pages: what shapes their texts, the theme by its folders and values, hooks, and more."""
    said = [blake2b(Path(file).read_bytes()).hexdigest() for file in hooks]
    return of_files(dict.fromkeys(theme), [texts.hex(), repr((said, plain(values), more))])


def plain(value: object, within: tuple[int, ...] = ()) -> object:
    """A setting as it can be written down: functions and objects are their names and what they hold, mappings are in order.

    `within` are the values that it is a part of, by their ids: an object may hold itself.
    """
    if isinstance(value, str | int | float | bool | bytes | None):
        return value
    if id(value) in within:
        return "itself"
    held = partial(plain, within=(*within, id(value)))
    if isinstance(value, Mapping):
        return sorted((str(key), held(each)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return [held(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(held(each)) for each in value)
    if isinstance(value, ModuleType | type):
        return _name(value)
    if isinstance(value, partial):
        return [held(value.func), held(value.args), held(value.keywords)]
    if callable(value):
        return [_name(value), *map(held, _bound(value))]
    if isinstance(config := getattr(value, "config", None), Mapping):
        return [_name(value), held(config)]  # a plugin; what it knows of a build is no setting
    return [_name(value), *_told(value)]


def _name(value: object) -> str:
    """What a function, a class or a module is called, or the class of an object."""
    if isinstance(value, ModuleType):
        return value.__name__
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{getattr(named, '__module__', '')}.{named.__qualname__}"


def _bound(value: object) -> Iterator[object]:
    """The values that go with a function, by which two of one name differ, and those that an object has."""
    for cell in getattr(value, "__closure__", None) or ():
        with suppress(ValueError):  # it is empty yet
            yield cell.cell_contents
    for name in ("__defaults__", "__kwdefaults__", "__self__", "__dict__"):
        yield getattr(value, name, None)


def _told(value: object) -> Iterator[str]:
    """What an object says of itself, such as a date, if that is more than where it lies in memory."""
    if isinstance(value, PathLike) and not isinstance(value, PurePath):
        yield str(getattr(value, "suffix", ""))  # `!relative`, which is a place only while a page is made
    elif type(value).__repr__ is not object.__repr__ or type(value).__str__ is not object.__str__:
        yield _ADDRESS.sub("", str(value))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
