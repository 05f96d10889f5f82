"""index.md beside the page of each brief and each dossier: the same in Markdown, for programs that read."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook import paths
from briefbook.model import Actor, Brief, Library, Offer, Output
from briefbook.owners import Beside, Owner, of_all
from briefbook.twin import brief_text, dossier_text, tombstone_text

OFFERS = (Offer(frozenset({"brief", "actor"}), "index.md", "text/markdown", "Markdown", "data"),)


def derive(library: Library) -> Iterator[Output]:
    """Yield the twins; that of a withdrawn brief says that it was withdrawn."""
    yield from of_all(beside(library), library)


def beside(library: Library) -> Beside[Output]:
    """What to yield for one of them."""

    def of(owner: Owner) -> Iterator[Output]:
        if isinstance(owner, Brief):
            brief = owner
            yield Output(f"{paths.link_to('brief', brief.id)}index.md", lambda: _of_brief(brief, library).encode())
        elif isinstance(owner, Actor):
            actor = owner
            yield Output(f"{paths.link_to('actor', actor.id)}index.md", lambda: dossier_text(actor, library).encode())

    return of


def _of_brief(brief: Brief, library: Library) -> str:
    return tombstone_text(brief, library.settings) if brief.status == "withdrawn" else brief_text(brief, library)
