"""Makes the outputs of a site that need no rendered body, on all cores, but for those of records that have not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from types import MappingProxyType

from briefbook import outputs
from briefbook.former import with_former
from briefbook.model import LateOutput, Output, Site
from briefbook.owners import Owner, of_all, owners
from briefbook.reuse import NO_REUSE, Made, Reuse, Write, put
from briefbook.shelf import modules
from briefbook.sitemap import sitemap
from briefbook.workers import Spread, one_by_one

_OUTPUTS = modules(outputs)
_OWNERS_AT_ONCE = 200
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
    """The paths of a site's outputs, and those among them that are written only when bodies can be rendered."""

    paths: frozenset[str]
    late: tuple[LateOutput, ...]
    files: Mapping[str, Made]
    """Those that are there already."""
    beside: Mapping[str, tuple[str, ...]]
    """The paths of those beside each record, by the record's source path."""


def derive_outputs(
    site: Site, write: Write, spread: Spread, reuse: Reuse = NO_REUSE, unchanged: Mapping[str, tuple[str, ...]] = _NOTHING
) -> Derived:
    """Write all outputs but those that need rendered bodies.

    `unchanged` are the outputs that may be taken over as they were published, by the source paths of their records.
    """
    library = site.library
    assert library is not None
    besides = [with_former(module.beside(library)) for module in _OUTPUTS if hasattr(module, "beside")]
    wholes = [partial(module.derive, library) for module in _OUTPUTS if not hasattr(module, "beside")]
    wholes.append(partial(sitemap, site.pages, library))
    files: dict[str, Made] = {}
    beside: dict[str, tuple[str, ...]] = {}
    anew: list[Owner] = []
    for owner in owners(library):
        paths = unchanged.get(owner.source.path) if owner else None
        kept = reuse.all_again(paths) if paths is not None else None
        if owner and paths is not None and kept is not None:
            files.update((path, Made(each.key, each.size)) for path, each in kept.items())
            beside[owner.source.path] = paths
        else:
            anew.append(owner)

    def put_now(output: Output) -> Made:
        if not output.key:
            return put(output.path, output.content, write, reuse)
        key = output.key()
        if kept := reuse.take(output.path, key):
            return Made(key, kept.size)
        return put(output.path, output.content, write, reuse)._replace(key=key)

    def of_owner(owner: Owner) -> list[tuple[str, Made | None]]:
        outputs = (output for of in besides for output in of(owner))
        return [(each.path, put_now(each) if isinstance(each, Output) else None) for each in outputs]

    def of_piece(number: int) -> list[tuple[int, list[tuple[str, Made | None]]]]:
        if number < len(wholes):
            return [(-1, [(each.path, put_now(each)) for each in wholes[number]()])]
        start = (number - len(wholes)) * _OWNERS_AT_ONCE
        return [(place, of_owner(anew[place])) for place in range(start, min(start + _OWNERS_AT_ONCE, len(anew)))]

    late: list[LateOutput] = []
    pieces = len(wholes) + -(-len(anew) // _OWNERS_AT_ONCE)
    # Those of the whole site alone are done before another process could help.
    for place, made in chain.from_iterable((spread if len(anew) > _OWNERS_AT_ONCE else one_by_one)(of_piece, pieces)):
        files |= ((path, file) for path, file in made if file)
        if place >= 0 and (owner := anew[place]):
            beside[owner.source.path] = tuple(path for path, _ in made)
        if not all(file for _, file in made):
            late += (each for of in besides for each in of(anew[place]) if isinstance(each, LateOutput))
    return Derived(frozenset(files).union(each.path for each in late), tuple(late), files, beside)
