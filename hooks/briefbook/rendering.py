"""Makes the bytes of a site, page by page and output by output, on all cores; what is done with them is the caller's."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any

import jinja2

from briefbook import outputs, progress, verify
from briefbook.around import OFFERED, around
from briefbook.bodies import Bodies
from briefbook.contents import contents
from briefbook.digests import digest_of
from briefbook.frame import frame, root_of
from briefbook.manifest import Bodied
from briefbook.model import LateOutput, Link, Output, Page, Site
from briefbook.reuse import NO_REUSE, Made, Reuse, Write, put
from briefbook.security_policy import in_page
from briefbook.shelf import modules
from briefbook.sitemap import sitemap
from briefbook.workers import Spread

_OUTPUTS = modules(outputs)
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """What the templates find as `page`."""

    content: str
    canonical_url: str
    edit_url: str

    @property
    def contents(self) -> tuple[Link, ...]:
        """The headings that divide the content."""
        return contents(self.content)


class Rendering:
    """Renders the pages of a site; `values` are what the theme's templates need beside them.

    `files` are the paths of the site's outputs, which pages offer. `edit` leads to the source of a page where its path is
    appended, and is empty where there is no such place. `shaped_by` is a digest of all that shapes
    every page: code, templates, settings.
    """

    def __init__(
        self,
        site: Site,
        bodies: Bodies,
        environment: jinja2.Environment,
        values: Mapping[str, Any],
        *,
        files: Container[str] = (),
        edit: str = "",
        shaped_by: bytes = b"",
    ) -> None:
        assert site.library is not None
        self.site, self.bodies, self.files, self._edit = site, bodies, files, edit
        self._library, self._environment, self._values = site.library, environment, values
        self._shaped_by = shaped_by

    def key(self, page: Page) -> bytes:
        """A digest of all that the page's file is made of; it costs a hundredth of the file, where a page has a key."""
        made = page.key() if page.key else (page.content(), around(page, self._library, self.files))
        values = (page.path, page.template, page.title, page.description, page.trail, page.updated, page.lang, page.number)
        there = [offer for offer in OFFERED if f"{page.url}{offer}" in self.files]
        more = (page.listed, page.file, page.path in self._library.files, there)
        return digest_of(self._shaped_by, values, more, made)

    def page(self, page: Page) -> bytes:
        """The HTML file of a page."""
        content = page.content()
        settings = self.site.settings
        shown = Shown(
            content=self.bodies.html(page, content),
            canonical_url=f"{settings.base_url}{page.url}" if settings.base_url else "",
            edit_url=f"{self._edit}{page.path}" if self._edit and page.path in self._library.files else "",
        )
        surroundings = around(page, self._library, self.files)
        values = {
            **self._values,
            "made": page,
            "view": content.view,
            "page": shown,
            "frame": frame(settings, page.url),
            "around": surroundings,
            "policy": in_page(surroundings.json_ld),
            "root": root_of(page, settings),
        }
        return self._environment.get_template(page.template).render(values).encode()


def outputs_of(site: Site) -> Iterator[Output | LateOutput]:
    """All outputs of a site."""
    assert site.library is not None
    for shelf in _OUTPUTS:
        yield from shelf.derive(site.library)
    yield from sitemap(site.pages, site.library)


@dataclass(frozen=True, slots=True)
class Derived:
    """The paths of a site's outputs, and those among them that are written only when bodies can be rendered."""

    paths: frozenset[str]
    late: tuple[LateOutput, ...]
    files: Mapping[str, Made]
    """Those that are there already."""


def derive_outputs(site: Site, write: Write, spread: Spread, reuse: Reuse = NO_REUSE) -> Derived:
    """Write all outputs but those that need rendered bodies."""
    assert site.library is not None
    shelves: list[Callable[[], Iterable[Output | LateOutput]]] = [partial(shelf.derive, site.library) for shelf in _OUTPUTS]
    shelves.append(partial(sitemap, site.pages, site.library))

    def of_module(number: int) -> tuple[list[tuple[str, Made | None]], bool]:
        made: list[tuple[str, Made | None]] = []
        late = False
        for output in shelves[number]():
            if isinstance(output, Output):
                made.append((output.path, put(output.path, output.content, write, reuse)))
            else:
                late = True
                made.append((output.path, None))
        return made, late

    made = spread(of_module, len(shelves))
    with_late = [shelf for shelf, (_, late) in zip(shelves, made, strict=True) if late]
    return Derived(
        paths=frozenset(path for some, _ in made for path, _ in some),
        late=tuple(each for shelf in with_late for each in shelf() if isinstance(each, LateOutput)),
        files={path: file for some, _ in made for path, file in some if file is not None},
    )


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the writing of pages brought to light: links of texts that lead nowhere, and what each page holds of links.

    `files` are the outputs that were written with them, `bodies` those that were wanted (`Bodies.handed_over`), `fed` those
    that outputs needed.
    """

    lost: tuple[tuple[str, str], ...]
    seen: tuple[verify.Seen, ...]
    keys: Mapping[str, bytes]
    """The key of each page, by the path of its file."""
    files: Mapping[str, Made]
    bodies: Mapping[str, str]
    fed: Bodied
    reused: int


def render_pages(
    rendering: Rendering,
    late: Sequence[LateOutput],
    write: Write,
    spread: Spread,
    reuse: Reuse = NO_REUSE,
    fed: Bodied = MappingProxyType({}),
) -> Rendered:
    """Write all pages, then the outputs that need rendered bodies, or take them over from the published site.

    Says what is lost (`Bodies.lost`), and what was seen.
    """
    site, bodies = rendering.site, rendering.bodies
    gc.freeze()  # all that is known stays: to look for garbage in it would take longer than to render a page

    def of_pages(number: int) -> Rendered:
        lost, seen, keys, reused = len(bodies.lost), [], {}, 0
        progress.reach(number * _AT_ONCE)  # others are at work on the numbers before
        for page in site.pages[number * _AT_ONCE : (number + 1) * _AT_ONCE]:
            path = page.destination
            key = keys[path] = rendering.key(page)
            if kept := reuse.take(path, key):
                seen.append(verify.Seen(path, kept.size, True, kept.links, kept.ids))
                reused += 1
            else:
                content = rendering.page(page)
                write(path, content)
                seen.append(verify.look(path, content, site.settings.base_url))
        return Rendered(tuple(bodies.lost[lost:]), tuple(seen), keys, {}, bodies.handed_over(), {}, reused)

    def of_output(number: int) -> Rendered:
        lost, output, needed = len(bodies.lost), late[number], _Fed(rendering, fed)
        files = {output.path: put(output.path, output.write(needed), write, reuse)}
        return Rendered(tuple(bodies.lost[lost:]), (), {}, files, bodies.handed_over(), needed.used, 0)

    try:
        done = spread(of_pages, -(-len(site.pages) // _AT_ONCE))
        for some in done:
            bodies.take_over(some.bodies)
        done += spread(of_output, len(late))
    finally:
        gc.unfreeze()
    return Rendered(
        lost=tuple(dict.fromkeys(each for some in done for each in some.lost)),
        seen=tuple(each for some in done for each in some.seen),
        keys={path: key for some in done for path, key in some.keys.items()},
        files={path: file for some in done for path, file in some.files.items()},
        bodies={path: body for some in done for path, body in some.bodies.items()},
        fed={path: body for some in done for path, body in some.fed.items()},
        reused=sum(some.reused for some in done),
    )


def render_bodies(rendering: Rendering, some: Sequence[str], spread: Spread) -> dict[str, str]:
    """The HTML of the bodies of some pages, by source path."""

    def part(number: int) -> list[tuple[str, str]]:
        return [(path, rendering.bodies[path]) for path in some[number * _AT_ONCE : (number + 1) * _AT_ONCE]]

    return dict(chain.from_iterable(spread(part, -(-len(some) // _AT_ONCE))))


class _Fed(Mapping[str, str]):
    """The bodies that outputs ask for: as an earlier build rendered them, where nothing about their page has changed."""

    def __init__(self, rendering: Rendering, known: Bodied) -> None:
        self._rendering, self._known = rendering, known
        self.used: dict[str, tuple[bytes, str]] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self.used:
            key = self._rendering.key(self._rendering.bodies.page(path))
            known = self._known.get(path)
            self.used[path] = known if known and known[0] == key else (key, self._rendering.bodies[path])
        return self.used[path][1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rendering.bodies)

    def __len__(self) -> int:
        return len(self._rendering.bodies)
