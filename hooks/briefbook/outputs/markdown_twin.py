"""index.md beside the page of each brief and each dossier: the same in Markdown, for programs that read."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook import paths
from briefbook.model import Library, Offer, Output
from briefbook.twin import brief_text, dossier_text

OFFERS = (Offer(frozenset({"brief", "actor"}), "index.md", "text/markdown", "Markdown", "data"),)


def derive(library: Library) -> Iterator[Output]:
    """Yield the twins; a withdrawn brief has none."""
    for brief in library.briefs:
        if brief.status != "withdrawn":
            yield Output(f"{paths.link_to('brief', brief.id)}index.md", brief_text(brief, library).encode())
    for actor in library.actors.values():
        yield Output(f"{paths.link_to('actor', actor.id)}index.md", dossier_text(actor, library).encode())
