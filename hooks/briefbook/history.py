"""Reads the content as it was at a commit, from git's own store and without a network."""

from __future__ import annotations

import subprocess
from pathlib import Path


class NoCommit(Exception):
    """git does not know the commit, or is not there; the message says so."""


def files_at(root: Path, commit: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The texts of the docs folder at a commit, and the paths of all other files in it; raises NoCommit."""
    if commit.startswith("-"):
        raise NoCommit(f"'{commit}' is no name of a commit")
    listed = _git(root, b"", "ls-tree", "-r", "-z", "--full-tree", commit, "--", "docs/")
    entries = [line.partition(b"\t") for line in listed.split(b"\0") if line]
    named = [(bytes(path).decode("utf-8", "surrogateescape")[5:], facts.split()) for facts, _, path in entries]
    texts = [(path, facts[2]) for path, facts in named if path.endswith(".md") and facts[0] != b"120000"]
    contents = _git(root, b"".join(digest + b"\n" for _, digest in texts), "cat-file", "--batch")
    read, at = [], 0
    for path, _ in texts:
        line = contents.index(b"\n", at)
        size = int(contents[at:line].split()[2])
        read.append((path, contents[line + 1 : line + 1 + size].decode("utf-8", "surrogateescape")))
        at = line + size + 2
    return tuple(sorted(read)), tuple(sorted(path for path, _ in named if not path.endswith(".md")))


def changed_outside(root: Path, base: str, head: str | None) -> tuple[str, ...]:
    """The files outside the docs folder that differ between two commits, or from the files as they lie here."""
    listed = _git(root, b"", "diff", "--name-only", "-z", base, *([head] if head else []), "--", ".", ":(exclude)docs")
    return tuple(sorted(line.decode("utf-8", "surrogateescape") for line in listed.split(b"\0") if line))


def _git(root: Path, given: bytes, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=given, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise NoCommit("git is not installed here") from error
    except subprocess.CalledProcessError as error:
        raise NoCommit(error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]) from error
    return done.stdout
