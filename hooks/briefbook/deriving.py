"""Says what outputs a site has, takes over those of records that have not changed, and writes those that need no body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from briefbook import outputs
from briefbook.former import with_former
from briefbook.model import LateOutput, Output, Site
from briefbook.owners import Owner, of_all, owners
from briefbook.reuse import NO_REUSE, Made, Reuse, Write, put
from briefbook.shelf import modules
from briefbook.sitemap import sitemap

_OUTPUTS = modules(outputs)
_AT_ONCE = 50
"""Records of which the outputs are written in one piece."""
_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def outputs_of(site: Site) -> Iterator[Output | LateOutput]:
    """All outputs of a site."""
    assert site.library is not None
    for shelf in _OUTPUTS:
        if hasattr(shelf, "beside"):
            yield from of_all(with_former(shelf.beside(site.library)), site.library)
        else:
            yield from shelf.derive(site.library)
    yield from sitemap(site.pages, site.library)


@dataclass(frozen=True, slots=True)
class Derived:
    """The outputs of a site: those that need no rendered body, in pieces of work, and those that are written later."""

    paths: frozenset[str]
    pieces: Sequence[Callable[[], Iterable[Output]]]
    late: tuple[LateOutput, ...]
    taken: Mapping[str, Made]
    """Those that are there already, since their records have not changed."""
    beside: Mapping[str, tuple[str, ...]]
    """The paths of those beside each record, by the record's source path."""

    def write_piece(self, number: int, write: Write, reuse: Reuse) -> dict[str, Made]:
        """Write the outputs of a piece, or take them over from the published site."""
        return {output.path: _put(output, write, reuse) for output in self.pieces[number]()}


def derive(site: Site, reuse: Reuse = NO_REUSE, unchanged: Mapping[str, tuple[str, ...]] = _NOTHING) -> Derived:
    """Find out what outputs there are, and make none but those of the whole site whose paths cannot be told before.

    `unchanged` are those that may be taken over as they were published, by the source paths of their records.
    """
    library = site.library
    assert library is not None
    besides = [with_former(module.beside(library)) for module in _OUTPUTS if hasattr(module, "beside")]
    taken: dict[str, Made] = {}
    beside: dict[str, tuple[str, ...]] = {}
    late: list[LateOutput] = []
    paths: set[str] = set()
    anew: list[Owner] = []
    for owner in owners(library):
        published = unchanged.get(owner.source.path) if owner else None
        kept = reuse.all_again(published) if published is not None else None
        if owner and published is not None and kept is not None:
            taken.update((path, Made(each.key, each.size)) for path, each in kept.items())
            beside[owner.source.path] = published
            continue
        anew.append(owner)
        outputs = [output for of in besides for output in of(owner)]
        late += (output for output in outputs if isinstance(output, LateOutput))
        paths.update(output.path for output in outputs)
        if owner:
            beside[owner.source.path] = tuple(output.path for output in outputs)
    wholes = [tuple(module.derive(library)) for module in _OUTPUTS if not hasattr(module, "beside")]
    wholes.append(tuple(sitemap(site.pages, library)))
    paths.update(output.path for outputs in wholes for output in outputs)

    def of_owners(some: Sequence[Owner]) -> Iterator[Output]:
        """Asked for again where they are written: all of a large archive are more than a process needs to hold."""
        made = (output for owner in some for of in besides for output in of(owner))
        return (output for output in made if isinstance(output, Output))

    pieces = [
        *(partial(iter, outputs) for outputs in wholes),
        *(partial(of_owners, anew[start : start + _AT_ONCE]) for start in range(0, len(anew), _AT_ONCE)),
    ]
    return Derived(frozenset(paths.union(taken)), pieces, tuple(late), taken, beside)


def _put(output: Output, write: Write, reuse: Reuse) -> Made:
    if not output.key:
        return put(output.path, output.content, write, reuse)
    key = output.key()
    if kept := reuse.take(output.path, key):
        return Made(key, kept.size)
    return put(output.path, output.content, write, reuse)._replace(key=key)
