"""Reads the content as it was at a commit, from git's own store and without a network."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefbook import files
from briefbook.model import Problem

_LINK, _REPOSITORY = b"120000", b"160000"
"""git's modes of a symbolic link, and of another repository put in as a submodule."""


class NoCommit(Exception):
    """git does not know the commit, or is not there; the message says so."""


class Tree(NamedTuple):
    """What the docs folder holds at a commit: its texts, the paths of all other files, and what has no business there."""

    texts: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]


def tree_at(root: Path, commit: str) -> Tree:
    """The docs folder at a commit; raises NoCommit. No link is followed, and no other repository looked into."""
    if commit.startswith("-"):
        raise NoCommit(f"'{commit}' is no name of a commit")
    listed = _git(root, b"", "ls-tree", "-r", "-z", "--full-tree", commit, "--", "docs/")
    digests: dict[str, bytes] = {}
    odd: list[Problem] = []
    for mode, _, digest, path in sorted(_entries(listed), key=lambda entry: entry[3]):
        if mode == _LINK:
            odd.append(files.link_on_disk(path))
        elif mode == _REPOSITORY:
            odd.append(files.no_file(path))
        else:
            digests[path] = digest
    texts = [path for path in digests if path.endswith(".md")]
    contents = _git(root, b"".join(digests[path] + b"\n" for path in texts), "cat-file", "--batch")
    read, at = [], 0
    for path in texts:
        line = contents.index(b"\n", at)
        size = int(contents[at:line].split()[2])
        read.append((path, contents[line + 1 : line + 1 + size].decode("utf-8", "surrogateescape")))
        at = line + size + 2
    others = tuple(path for path in digests if not path.endswith(".md"))
    return Tree(tuple(read), others, (*odd, *files.misnamed(tuple(digests))))


def changed(root: Path, base: str, head: str | None) -> tuple[str, ...]:
    """The files that differ between two commits, or from those that lie here, new ones among them; raises NoCommit."""
    listed = _git(root, b"", "diff", "--name-only", "--no-renames", "-z", base, *([head] if head else []), "--")
    if head is None:
        listed += _git(root, b"", "ls-files", "--others", "--exclude-standard", "-z")
    return tuple(sorted({line.decode("utf-8", "surrogateescape") for line in listed.split(b"\0") if line}))


def _entries(listed: bytes) -> Iterator[tuple[bytes, bytes, bytes, str]]:
    """The mode, the type and the digest of each file, and its path below the docs folder."""
    for line in filter(None, listed.split(b"\0")):
        facts, _, path = line.partition(b"\t")
        mode, kind, digest = facts.split()
        yield mode, kind, digest, path.removeprefix(b"docs/").decode("utf-8", "surrogateescape")


def _git(root: Path, given: bytes, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=given, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise NoCommit("git is not installed here") from error
    except subprocess.CalledProcessError as error:
        raise NoCommit(_in_words(error.stderr.decode("utf-8", "replace").strip().partition("\n")[0])) from error
    return done.stdout


def _in_words(said: str) -> str:
    """What git says, in words that tell what to do where it is one of the two things that happen."""
    if "valid object name" in said or "bad revision" in said or "unknown revision" in said:
        return f"git knows no commit {said.rpartition(' ')[2]}; see that it is written as git writes it, and fetched"
    if "not a git repository" in said:
        return "this folder is in no git repository, and there is nothing to compare with"
    return said
