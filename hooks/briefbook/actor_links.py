"""Writes the first mention of each actor in a body as a link to its dossier, and takes the links out again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefbook import paths
from briefbook.model import Mention
from briefbook.prose import headings

# A link of ours says by its classes what the author had written in its place.
_PLAIN, _WORDS, _NAME = "{ .actor }", "{ .actor .by-words }", "{ .actor .by-name }"
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([./]*actors/([a-z0-9-]+)\.md\)(\{ \.actor(?: \.by-(?:words|name))? \})")
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def linked(body: str, mentions: Iterable[Mention], path: str) -> str:
    """The body with its links, as Markdown; `path` is that of its file, from which links are seen.

    A mention in a heading is passed over for the next one. What the author marked by hand is always a link.
    """
    root = "../" * path.count("/")
    titles = headings(body)
    met: set[str] = set()
    pieces: list[str] = []
    done = 0
    for mention in mentions:
        written = body[mention.start : mention.end]
        by_hand = written.startswith("[[")
        # Behind these a bracket would be no link's: `\\[` is escaped, `![` an image, `][` the second half of a link.
        cannot_begin = body[mention.start - 1 : mention.start] in {"\\", "!", "]"}
        if not by_hand and (mention.actor in met or cannot_begin or titles.touch(mention.start, mention.end)):
            continue
        met.add(mention.actor)
        target = f"{root}{paths.path_of('actor', mention.actor)}"
        words = _SPECIAL.sub(r"\\\1", mention.text) if by_hand else written
        kind = _PLAIN if not by_hand else _WORDS if "|" in written else _NAME
        pieces += [body[done : mention.start], f"[{words}]({target}){kind}"]
        done = mention.end
    return "".join([*pieces, body[done:]])


def unlinked(body: str) -> str:
    """The body as its author wrote it."""
    return _LINK.sub(_as_written, body)


def _as_written(link: re.Match[str]) -> str:
    words, actor, kind = link.groups()
    if kind == _NAME:
        return f"[[{actor}]]"
    if kind == _WORDS:
        bare = re.sub(r"\\([\\`*_\[\]<>])", r"\1", words)
        return f"[[{actor}|{bare}]]"
    return str(words)
