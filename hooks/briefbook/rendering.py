"""Makes the bytes of a site, page by page and output by output, on all cores; what is done with them is the caller's."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import jinja2

from briefbook import outputs
from briefbook.around import around
from briefbook.bodies import Bodies
from briefbook.frame import frame, root_of
from briefbook.model import LateOutput, Output, Page, Site
from briefbook.shelf import modules
from briefbook.sitemap import sitemap
from briefbook.workers import Spread

_OUTPUTS = modules(outputs)
_AT_ONCE = 16

Write = Callable[[str, bytes], None]
"""Takes a path below the root of the site, and the bytes that are to be published there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the templates find as `page`."""

    content: str
    canonical_url: str
    edit_url: str


class Rendering:
    """Renders the pages of a site; `values` are what the theme's templates need beside them.

    `files` are the paths of the site's outputs, which pages offer. `edit` leads to the source of a page where its path is
    appended, and is empty where there is no such place.
    """

    def __init__(
        self,
        site: Site,
        bodies: Bodies,
        environment: jinja2.Environment,
        values: Mapping[str, Any],
        *,
        files: Collection[str] = (),
        edit: str = "",
    ) -> None:
        assert site.library is not None
        self.site, self.bodies, self.files, self._edit = site, bodies, files, edit
        self._library, self._environment, self._values = site.library, environment, values

    def page(self, page: Page) -> bytes:
        """The HTML file of a page."""
        content = page.content()
        settings = self.site.settings
        shown = Shown(
            content=self.bodies.html(page, content),
            canonical_url=f"{settings.base_url}{page.url}" if settings.base_url else "",
            edit_url=f"{self._edit}{page.path}" if self._edit and page.path in self._library.files else "",
        )
        values = {
            **self._values,
            "made": page,
            "view": content.view,
            "page": shown,
            "frame": frame(settings, page.url),
            "around": around(page, self._library, self.files),
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


def derive_outputs(site: Site, write: Write, spread: Spread) -> Derived:
    """Write all outputs but those that need rendered bodies."""
    assert site.library is not None
    shelves: list[Callable[[], Iterable[Output | LateOutput]]] = [partial(shelf.derive, site.library) for shelf in _OUTPUTS]
    shelves.append(partial(sitemap, site.pages, site.library))

    def of_module(number: int) -> tuple[list[str], bool]:
        made, late = [], False
        for output in shelves[number]():
            if isinstance(output, Output):
                write(output.path, output.content)
            else:
                late = True
            made.append(output.path)
        return made, late

    made = spread(of_module, len(shelves))
    with_late = [shelf for shelf, (_, late) in zip(shelves, made, strict=True) if late]
    return Derived(
        paths=frozenset(path for paths, _ in made for path in paths),
        late=tuple(each for shelf in with_late for each in shelf() if isinstance(each, LateOutput)),
    )


class Rendered(NamedTuple):
    """What is known when all is rendered: the links that lead nowhere (`Bodies.lost`), and the bodies that were wanted."""

    lost: tuple[tuple[str, str], ...]
    bodies: Mapping[str, str]


def render_pages(rendering: Rendering, late: Sequence[LateOutput], write: Write, spread: Spread) -> Rendered:
    """Write all pages and the outputs that need rendered bodies."""
    site = rendering.site
    rounds = -(-len(site.pages) // _AT_ONCE)
    gc.freeze()  # all that is known stays: to look for garbage in it would take longer than to render a page

    def part(number: int) -> tuple[list[tuple[str, str]], dict[str, str]]:
        before = len(rendering.bodies.lost)
        if number < rounds:
            for page in site.pages[number * _AT_ONCE : (number + 1) * _AT_ONCE]:
                write(page.file or f"{page.url}index.html", rendering.page(page))
        else:
            output = late[number - rounds]
            write(output.path, output.write(rendering.bodies))
        return rendering.bodies.lost[before:], rendering.bodies.handed_over()

    try:
        parts = spread(part, rounds + len(late))
        bodies = {path: body for _, some in parts for path, body in some.items()}
        return Rendered(tuple(lost for some, _ in parts for lost in some), bodies)
    finally:
        gc.unfreeze()
