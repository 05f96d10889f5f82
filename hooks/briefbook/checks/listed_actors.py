"""A brief lists the actors that it is about, and names those that it lists.

Why: the list is what a reader of the brief sees first, and what settles a last name or a name that two bear. An actor
that is named three times or more belongs in it; one that is never named was probably meant to be another.

Wrong: `actors: [israel]`, where the text names Hamas four times and Israel never

Right: `actors: [hamas]`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefbook.model import Brief, Library, Mention, Problem

ALONE = True
RULES = {"unlisted-actor": "warning", "unnamed-actor": "warning"}
_OFTEN = 3


def check(library: Library) -> Iterator[Problem]:
    """Yield an `unlisted-actor` at the first mention of one that is named often, an `unnamed-actor` at an id."""
    for brief in library.briefs:
        if brief.id in library.mentions:
            mentions = library.mentions[brief.id]
            named = {mention.actor for mention in mentions}
            # One is named often only where there are that many more mentions than actors: as hardly anywhere.
            if len(mentions) - len(named) >= _OFTEN - 1 and not named.issubset(brief.actors):
                yield from _unlisted(brief, mentions)
            if not named.issuperset(brief.actors):
                yield from _unnamed(brief, named, library)


def _unlisted(brief: Brief, mentions: tuple[Mention, ...]) -> Iterator[Problem]:
    for actor, times in Counter(mention.actor for mention in mentions).items():
        if times >= _OFTEN and actor not in brief.actors:
            first = next(mention for mention in mentions if mention.actor == actor)
            message = f"'{first.text}' is named {times} times; add '{actor}' to the actors"
            yield brief.source.problem_in_body("unlisted-actor", message, first.start, "warning")


def _unnamed(brief: Brief, named: set[str], library: Library) -> Iterator[Problem]:
    # A name that stays open, since the brief lists both who bear it, is named all the same.
    named = named.union(actor for name in library.ambiguities.get(brief.id, ()) for actor in name.actors)
    for number, actor in enumerate(brief.actors):
        if actor in library.by_actor and actor not in named:
            message = f"the text never names '{actor}' by its name or an alias; add the alias, or take it out"
            yield brief.source.warning("unnamed-actor", message, "actors", number)
