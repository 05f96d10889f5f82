"""Finds sources that would be published at one address, or at two that many disks do not tell apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator

from briefbook import paths
from briefbook.model import Problem


def by_path(sources: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The file as which each source would be published, a picture as itself."""
    return ((f"{paths.url_of(path)}index.html" if path.endswith(".md") else path, path) for path in sources)


def collisions(addresses: Iterable[tuple[str, str]], real: Collection[str]) -> Iterator[Problem]:
    """Two sources of one address; addresses that differ in case or in Unicode form alone are one on many disks.

    Of the two the one is told that is a file, `real`, and not a page that the site makes; of two files the later. A file
    that is told to lie elsewhere claims nothing.
    """
    pictures = ((path, path) for path in real if not path.endswith(".md"))
    claims = {*addresses, *pictures}
    if len({_as_on_any_disk(address) for address, _ in claims}) == len(claims):
        return
    taken: dict[str, str] = {}
    for address, path in sorted(claims, key=lambda each: (each[1] in real, each[1])):
        if path in real and _is_misplaced(path):
            continue
        same = _as_on_any_disk(address)
        if same in taken:
            where, other = f"/{address.removesuffix('index.html')}", paths.shown(taken[same])
            message = f"{other} would be published at the same address, {where}; move one of them"
            if path.endswith(".md") and taken[same] not in real:
                message = (
                    f"the site makes the page at {where}; what you write for it lies in {other}; rename this one to that"
                )
            yield Problem(path, 1, 1, "duplicate-url", message)
        taken.setdefault(same, path)


def _is_misplaced(path: str) -> bool:
    try:
        paths.place_of(path)
    except paths.PathError:
        return path.endswith(".md")
    return False


def _as_on_any_disk(address: str) -> str:
    """An address without what some disks do not tell apart."""
    return address.lower() if address.isascii() else unicodedata.normalize("NFC", address).casefold()
