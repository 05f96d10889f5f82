"""Makes the bytes of a site, page by page and output by output, on all cores; what is done with them is the caller's."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jinja2

from briefbook import outputs, progress, verify
from briefbook.around import around
from briefbook.bodies import Bodies
from briefbook.contents import contents
from briefbook.frame import frame, root_of
from briefbook.model import LateOutput, Link, Output, Page, Site
from briefbook.security_policy import in_page
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

    @property
    def contents(self) -> tuple[Link, ...]:
        """The headings that divide the content."""
        return contents(self.content)


class Rendering:
    """Renders the pages of a site; `values` are what the theme's templates need beside them.

    `files` are the paths of the site's outputs, which pages offer. `edit` leads to the source of a page where its path is
    appended, and is empty where there is no such place. `with_policy` says whether pages carry their security policy.
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
        with_policy: bool = True,
    ) -> None:
        assert site.library is not None
        self.site, self.bodies, self.files, self._edit = site, bodies, files, edit
        self._library, self._environment, self._values = site.library, environment, values
        self._with_policy = with_policy

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
            "policy": in_page(surroundings.json_ld) if self._with_policy else "",
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
    sizes: Mapping[str, int]
    """The sizes of those that are written."""


def derive_outputs(site: Site, write: Write, spread: Spread) -> Derived:
    """Write all outputs but those that need rendered bodies."""
    assert site.library is not None
    shelves: list[Callable[[], Iterable[Output | LateOutput]]] = [partial(shelf.derive, site.library) for shelf in _OUTPUTS]
    shelves.append(partial(sitemap, site.pages, site.library))

    def of_module(number: int) -> tuple[list[tuple[str, int | None]], bool]:
        made: list[tuple[str, int | None]] = []
        late = False
        for output in shelves[number]():
            if isinstance(output, Output):
                write(output.path, output.content)
                made.append((output.path, len(output.content)))
            else:
                late = True
                made.append((output.path, None))
        return made, late

    made = spread(of_module, len(shelves))
    with_late = [shelf for shelf, (_, late) in zip(shelves, made, strict=True) if late]
    return Derived(
        paths=frozenset(path for some, _ in made for path, _ in some),
        late=tuple(each for shelf in with_late for each in shelf() if isinstance(each, LateOutput)),
        sizes={path: size for some, _ in made for path, size in some if size is not None},
    )


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the writing of pages brought to light: links of texts that lead nowhere, and what each page holds of links.

    `sizes` are those of the outputs that were written with them, `bodies` those that were wanted (`Bodies.handed_over`).
    """

    lost: tuple[tuple[str, str], ...]
    seen: tuple[verify.Seen, ...]
    sizes: Mapping[str, int]
    bodies: Mapping[str, str]


def render_pages(rendering: Rendering, late: Sequence[LateOutput], write: Write, spread: Spread) -> Rendered:
    """Write all pages and the outputs that need rendered bodies; says what is lost (`Bodies.lost`), and what was seen."""
    site, bodies = rendering.site, rendering.bodies
    gc.freeze()  # all that is known stays: to look for garbage in it would take longer than to render a page

    def pages(number: int) -> Rendered:
        before, seen = len(bodies.lost), []
        progress.reach(number * _AT_ONCE)  # others are at work on the numbers before
        for page in site.pages[number * _AT_ONCE : (number + 1) * _AT_ONCE]:
            path, content = page.destination, rendering.page(page)
            write(path, content)
            seen.append(verify.look(path, content, site.settings.base_url))
        return Rendered(tuple(bodies.lost[before:]), tuple(seen), {}, bodies.handed_over())

    def output(number: int) -> tuple[str, int]:
        path, content = late[number].path, late[number].write(bodies)
        write(path, content)
        return path, len(content)

    try:
        done = spread(pages, -(-len(site.pages) // _AT_ONCE))
        rendered = {path: body for some in done for path, body in some.bodies.items()}
        bodies.take_over(rendered)
        sizes = dict(spread(output, len(late)))
    finally:
        gc.unfreeze()
    return Rendered(
        lost=tuple(each for some in done for each in some.lost),
        seen=tuple(each for some in done for each in some.seen),
        sizes=sizes,
        bodies=rendered,
    )
