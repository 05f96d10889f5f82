"""Makes all that is ours of a fresh site, or takes it over from the published one, and sees whether the site is whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from briefbook import bundle_index, disk, inventory, progress, spare, verify
from briefbook.basis import bases
from briefbook.beginning import Beginning
from briefbook.block_groups import Folders
from briefbook.deriving import derive
from briefbook.early_bodies import render_early
from briefbook.inventory import Stamps
from briefbook.manifest import Manifest, Packed, kept_of, pack
from briefbook.model import Site
from briefbook.rendering import Rendered, Rendering, render
from briefbook.reuse import NO_REUSE, Made, Reuse, Stamp
from briefbook.search_index import Indexing
from briefbook.workers import on_all_cores

_TOLD = 20
"""So many faults of a fresh site are listed: one mistake in a template is on every page."""
_SEARCH = f"{bundle_index.FOLDER}/"


class NotWhole(Exception):
    """A fresh site is not what it should be: a file is missing or cut short, a link leads nowhere, half of it is gone."""


class Fresh(NamedTuple):
    """What is known of a fresh site, to be kept for the next build, and how many of its pages were taken over."""

    manifest: Manifest
    packed: Packed
    """What was known of it when only the index was missing."""
    reused: int


def make(
    rendering: Rendering,
    indexing: Indexing,
    beginning: Beginning,
    lost: Callable[[str, str], object],
    *,
    made_of: bytes,
    texts: Mapping[str, Stamp],
    written: Callable[[int], object] = lambda number: None,
) -> Fresh | None:
    """Make the outputs, the pages and the index of a site; raises NotWhole, and PagefindError.

    `lost` is told each link of a text that leads nowhere, with the path of the text. `made_of` is a digest of all that the
    site is made of, `texts` are the Markdown files as they were read. When all but the index is `written`, that is told,
    with the number of files. A site that is only looked at is not verified, and nothing is told of it.
    """
    site = rendering.site
    assert site.library is not None
    before, published = beginning.before, beginning.published
    write = disk.writer(beginning.folder, Folders(beginning.folder).make if published else os.mkdir)
    reuse = Reuse(before.files, published, beginning.folder, there=beginning.there) if published else NO_REUSE
    progress.stage("Writing files")
    indexing.place(beginning.folder, reuse, apart=published is not None)
    for waiting in indexing.taken():
        indexing.index(waiting, render_early(rendering.bodies, [waiting.missing], on_all_cores).html)
    hang_on = bases(site.library)
    unchanged = {path for path, basis in hang_on.items() if before.bases.get(path) == basis}
    beside = {path: files for path, files in before.beside.items() if path in unchanged}
    derived = derive(site, reuse, beside)
    rendering.files = derived.paths
    progress.stage("Rendering pages", len(site.pages))
    rendered = render(rendering, derived, write, on_all_cores, reuse, before.fed, unchanged, indexing.go_on)
    for path, target in rendered.lost:
        lost(path, target)
    files = {**derived.taken, **rendered.files}
    written(len(files) + len(rendered.keys))
    stamps = _verified(site, rendered, files, beginning, reuse, published) if published else {}
    progress.stage("Indexing for search", indexing.entries)
    without = {path for path, _ in rendered.lost}
    said = {page.destination for page in site.pages if page.path in without}  # are said each time, so made each time
    pages = [(seen, rendered.keys[seen.path]) for seen in rendered.seen if seen.path not in said]
    known = Manifest(
        made_of=b"" if without else made_of,
        pages=len(pages),
        warnings=len(site.problems),
        files=kept_of(stamps, files, pages),
        fed=rendered.fed,
        bases=hang_on,
        beside=derived.beside,
        texts=texts,
    )
    packed = pack(known)  # while the index is made, not after
    searched = indexing.finish(progress.reach)
    if not published:
        return None
    stamps = reuse.stamps({path: file.key for path, file in searched.items()})
    _stop_at(verify.missing(_sizes(searched), _sizes_on_disk(stamps)))
    known = replace(known, files={**known.files, **kept_of(stamps, searched)}, indexes=indexing.indexes)
    if beginning.there is not None:
        spare.trim(beginning.folder, beginning.there, known.files)
    return Fresh(known, packed, rendered.reused)


def _verified(
    site: Site, rendered: Rendered, files: Mapping[str, Made], beginning: Beginning, reuse: Reuse, published: Path
) -> dict[str, tuple[int, int]]:
    """The sizes and times of all but the index, which goes on meanwhile and which no page links to; raises NotWhole."""
    progress.stage("Verifying")
    if beginning.there is None:
        stamps = inventory.stamps(beginning.folder, without=_SEARCH)
    else:
        made = {**rendered.keys, **{path: file.key for path, file in files.items()}}
        stamps = reuse.stamps(made, beginning.copied)
    known = {path: kept for path, kept in beginning.before.files.items() if not path.startswith(_SEARCH)}

    def read(path: str) -> bytes:
        return (beginning.folder / path).read_bytes()

    sizes, base = _sizes_on_disk(stamps), site.settings.base_url
    faults = [*verify.faults(rendered.seen, _sizes(files), sizes, read, base, known)]
    sitemap = published / "sitemap.xml"
    if sitemap.is_file() and "sitemap.xml" in sizes:
        shrunken = verify.shrunken(sitemap.read_bytes(), read("sitemap.xml"))
        faults += [f"{shrunken}; if that is meant, delete {published} and build again"] if shrunken else []
    _stop_at(faults)
    return stamps


def _stop_at(faults: Iterable[str]) -> None:
    if faults := tuple(faults):
        more = [f"and {len(faults) - _TOLD} more"] if len(faults) > _TOLD else []
        listed = "\n".join([*faults[:_TOLD], *more])
        raise NotWhole(f"the fresh site is not whole; the published one stays as it was\n{listed}")


def _sizes(files: Mapping[str, Made]) -> dict[str, int]:
    return {path: made.size for path, made in files.items()}


def _sizes_on_disk(stamps: Stamps) -> dict[str, int]:
    return {path: size for path, (size, _) in stamps.items()}
