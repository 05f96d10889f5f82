"""The actors that a brief lists are those that it is about.

Why: an actor that a text names again and again belongs in its list, or its page will show the brief too low; one that is
listed and never named puts the brief on a page where readers look for it in vain.

Wrong: `actors: [arland]` above a text that names the dockers' union three times, and Arland never

Right: `actors: [dockers-union]`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefbook.model import Brief, Library, Problem

RULES = {"unlisted-actor": "warning", "unnamed-actor": "warning"}
_OFTEN = 3


def check(library: Library) -> Iterator[Problem]:
    """Yield an `unlisted-actor` or an `unnamed-actor` for each actor of a brief that is one or the other.

    It advises an author at work: only `check`, which knows the day, tells it, and no build.
    """
    if library.today is None:
        return
    for brief in library.briefs:
        if brief.status != "withdrawn":
            yield from _of_brief(brief, library)


def _of_brief(brief: Brief, library: Library) -> Iterator[Problem]:
    mentions = library.mentions.get(brief.id, ())
    times = Counter(mention.actor for mention in mentions)
    for actor, number in sorted(times.items()):
        if number >= _OFTEN and actor not in brief.actors:
            first = next(mention for mention in mentions if mention.actor == actor)
            message = f"the text names '{actor}' {number} times, and 'actors' does not list it; add it"
            yield brief.source.problem_in_body("unlisted-actor", message, first.start, "warning")
    for number, actor in enumerate(brief.actors):
        if actor in library.actors and not times[actor] and brief.source.body.strip():
            message = f"'{actor}' is listed, and the text never names it; name it, or add an alias to its file"
            yield brief.source.warning("unnamed-actor", message, "actors", number)
