"""Puts the files of a Pagefind index into an order and under names that depend on nothing but what was indexed.

Pagefind 1.5 writes the values of a filter, and the list of filters, in an order that differs each time it runs; their
files and all that names them differ with it. What it writes is CBOR below gzip, with a mark before it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import cbor2

from briefbook.pagefind import PagefindError

WORKER = "pagefind-worker.js"
PROGRAM = ("pagefind.js", WORKER, "wasm.en.pagefind")
"""The files that search needs beside those of an index."""
_MARK = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_LENGTHS = 50
"""Lengths of pages are told to the nearest fifty words: they only weigh how often a word occurs, and cost less so."""


def settled(files: Mapping[str, bytes], mark: str) -> dict[str, bytes]:
    """The files of one index, without those that search does not need; `order.json` lists its pages in their order.

    Names of pages begin with the mark, so that those of two indexes differ. Raises PagefindError where the files are not as
    those of Pagefind 1.5 are.
    """
    try:
        if missing := {*PROGRAM} - files.keys():
            raise LookupError(f"it has no {min(missing)}")
        return _settled(files, mark)
    except (LookupError, TypeError, ValueError, OSError, EOFError, zlib.error, cbor2.CBORDecodeError) as error:
        raise PagefindError(
            f"Pagefind made an index that Briefbook cannot read ({error!r}): run `pip install 'pagefind[bin]>=1.5,<2'` in"
            " the environment that builds the site, then build again"
        ) from error


def _settled(files: Mapping[str, bytes], mark: str) -> dict[str, bytes]:
    entry = json.loads(files[_ENTRY])
    (language,) = entry["languages"].values()
    version, pages, chunks, filters, sorts, fields = _read(files[f"pagefind.{language['hash']}.pf_meta"])
    made: dict[str, bytes] = {}
    pages = _renamed(pages, 0, mark, "fragment/{}.pf_fragment", files, made)
    chunks = _renamed(chunks, 2, "", "index/{}.pf_index", files, made)
    pages = [[name, max(1, round(length / _LENGTHS)) * _LENGTHS] for name, length in pages]
    told = []
    for name, file in sorted(filters):
        content = _written([name, sorted(_read(files[f"filter/{file}.pf_filter"])[1])])
        told.append([name, _name(content)])
        made[f"filter/{_name(content)}.pf_filter"] = content
    meta = _written([version, pages, chunks, told, sorts, fields])
    made[f"pagefind.{_name(meta)}.pf_meta"] = meta
    made["order.json"] = _json([name for name, _ in pages])
    language["hash"] = _name(meta)
    made[_ENTRY] = _json(entry)
    return made


def _renamed(
    rows: Iterable[list[Any]], column: int, mark: str, path: str, files: Mapping[str, bytes], made: dict[str, bytes]
) -> list[list[Any]]:
    """Rows of which one column names a file, with a name of five letters in place of ten, as every reader loads all names.

    The name still says what the file holds, so that a browser may keep it.
    """
    renamed = []
    given: dict[str, str] = {}
    taken: set[str] = set()
    for row in rows:
        long = row[column]
        if long not in given:
            bare = long.rpartition("_")[2]
            ways = (*(f"{mark}{bare[:length]}" for length in range(5, len(bare) + 1)), f"{mark}{long}")
            given[long] = next(each for each in ways if each not in taken)
            taken.add(given[long])
            made[path.format(given[long])] = files[path.format(long)]
        renamed.append([*row[:column], given[long], *row[column + 1 :]])
    return renamed


def _read(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(_MARK))


def _written(value: object) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, 31)  # gzip without a time in it
    return made.compress(_MARK + cbor2.dumps(value)) + made.flush()


def _name(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=4).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
