"""A brief lists the actors that it is about, and names those that it lists.

Why: the list is what a reader of the brief sees first, and what settles a last name or a name that two bear. An actor
that is named three times or more belongs in it; one that is never named was probably meant to be another.

Wrong: `actors: [israel]`, where the text names Hamas four times and Israel never

Right: `actors: [hamas]`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefbook.model import Brief, Library, Problem

RULES = {"unlisted-actor": "warning", "unnamed-actor": "warning"}
_OFTEN = 3


def check(library: Library) -> Iterator[Problem]:
    """Yield an `unlisted-actor` at the first mention of one that is named often, an `unnamed-actor` at an id."""
    for brief in library.briefs:
        if brief.id in library.mentions:
            yield from _unlisted(brief, library)
            yield from _unnamed(brief, library)


def _unlisted(brief: Brief, library: Library) -> Iterator[Problem]:
    mentions = library.mentions[brief.id]
    if not {mention.actor for mention in mentions}.difference(brief.actors):
        return
    for actor, times in Counter(mention.actor for mention in mentions).items():
        if times >= _OFTEN and actor not in brief.actors:
            first = next(mention for mention in mentions if mention.actor == actor)
            message = f"'{first.text}' is named {times} times; add '{actor}' to the actors"
            yield brief.source.problem_in_body("unlisted-actor", message, first.start, "warning")


def _unnamed(brief: Brief, library: Library) -> Iterator[Problem]:
    named = {mention.actor for mention in library.mentions[brief.id]}
    # A name that stays open, since the brief lists both who bear it, is named all the same.
    named.update(actor for name in library.ambiguities.get(brief.id, ()) for actor in name.actors)
    for number, actor in enumerate(brief.actors):
        if actor in library.actors and actor not in named:
            message = f"the text never names '{actor}' by its name or an alias; add the alias, or take it out"
            yield brief.source.warning("unnamed-actor", message, "actors", number)
