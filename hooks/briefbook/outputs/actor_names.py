"""actors/names.json: every name of every actor, for the box on the index that narrows it as one types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from briefbook.listing import actor_link
from briefbook.model import KIND_NAMES, Library, Output


def derive(library: Library) -> Iterator[Output]:
    """Yield the one file: a list of [name, URL, name of the kind, number of briefs, other names], by name."""
    yield Output("actors/names.json", partial(_names, library))


def _names(library: Library) -> bytes:
    names = [
        [actor.name, actor_link(actor).url, KIND_NAMES[actor.kind], len(library.by_actor[actor.id]), [*actor.aliases]]
        for actor in sorted(library.actors.values(), key=lambda actor: (actor.name.casefold(), actor.id))
    ]
    return json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()
