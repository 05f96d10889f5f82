"""Makes the pages of a site and its outputs, on all cores; where they go is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import Any

import jinja2

from briefbook import progress, verify
from briefbook.around import OFFERED, Around, Surroundings, offered_everywhere
from briefbook.bodies import Bodies
from briefbook.citable import cited_of
from briefbook.contents import contents
from briefbook.deriving import Derived
from briefbook.digests import digest_of
from briefbook.frame import frame, root_of
from briefbook.manifest import Bodied
from briefbook.model import Content, LateOutput, Link, Page, Settings, Site
from briefbook.reuse import NO_REUSE, Kept, Made, Reuse, Write, put
from briefbook.security_policy import in_page
from briefbook.subject import subject
from briefbook.workers import Spread

_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """What the templates find as `page`."""

    title: str
    """What the browser calls the page: with its number in a list, and the name of the site."""
    content: str
    canonical_url: str
    edit_url: str

    @property
    def has_italics(self) -> bool:
        """Whether the page needs the italic font at once."""
        return "<em>" in self.content

    @property
    def is_divided(self) -> bool:
        """Whether there are headings enough for a table of contents."""
        return len(self.contents) > 2

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
        self._shaped_by, self._surroundings = shaped_by, Surroundings(site.library)
        self._latest: tuple[Page, Content, Around] | None = None

    def key(self, page: Page) -> bytes:
        """A digest of all that the page's file is made of; it costs a hundredth of the file, where a page has a key."""
        made = page.key() if page.key else (self._told(page), page.text() if page.text else None)
        values = (page.path, page.template, page.title, page.description, page.trail, page.updated, page.lang, page.number)
        url, files = page.url, self.files
        there = [offer for offer in OFFERED if f"{url}{offer}" in files]
        cited = cited_of(subject(page, self._library).record, self._library)
        more = (page.listed, page.file, page.path in self._library.files, there, offered_everywhere(self.files), cited)
        return digest_of(self._shaped_by, values, more, made)

    def page(self, page: Page) -> bytes:
        """The HTML file of a page."""
        content, surroundings = self._told(page)
        settings = self.site.settings
        shown = Shown(
            title=_title(page, settings),
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
            "around": surroundings,
            "policy": in_page(surroundings.json_ld),
            "root": root_of(page, settings),
        }
        return self._environment.get_template(page.template).render(values).encode()

    def compile(self, names: Iterable[str]) -> None:
        """Have some templates at hand."""
        for name in sorted(names):
            self._environment.get_template(name)

    def _told(self, page: Page) -> tuple[Content, Around]:
        """What a page shows and what stands around it; made once for its key and its file, which are asked for in turn."""
        latest = self._latest  # a preview renders several pages at once
        if latest is None or latest[0] is not page:
            latest = self._latest = page, page.content(), self._surroundings.of(page, self.files)
        return latest[1:]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the writing of pages brought to light: links of texts that lead nowhere, and what each page holds of links.

    `files` are the outputs that were written with them, `fed` the bodies that these needed.
    """

    lost: tuple[tuple[str, str], ...]
    seen: tuple[verify.Seen, ...]
    keys: Mapping[str, bytes]
    """The key of each page, by the path of its file."""
    files: Mapping[str, Made]
    fed: Bodied
    reused: int


def render(
    rendering: Rendering,
    derived: Derived,
    write: Write,
    spread: Spread,
    reuse: Reuse = NO_REUSE,
    fed: Bodied = MappingProxyType({}),
    unchanged: Container[str] = (),
    meanwhile: Callable[[], object] = lambda: None,
) -> Rendered:
    """Write all outputs and all pages, or take them over from the published site.

    All in one go: each go has to wait for its slowest piece, and has every process copy what it looks at. The smallest
    pieces come last, so that no process waits long for another.
    Says what is lost (`Bodies.lost`), and what was seen. `unchanged` are the source paths of the records whose pages may
    be taken over as they were published. `meanwhile` is called time and again.
    """
    site, bodies = rendering.site, rendering.bodies
    taken, anew = [], []
    for page in site.pages:
        if page.owner in unchanged and (kept := reuse.again(page.destination)):
            taken.append((page.destination, kept))
        else:
            anew.append(page)

    together: list[list[LateOutput]] = [[*some] for _, some in groupby(derived.late, lambda each: each.rests_on[1])]
    if len(anew) > _AT_ONCE:
        rendering.compile({page.template for page in anew})  # before others are to render, each of whom would have to

    def of_pages(number: int) -> Rendered:
        lost, seen, keys, reused = len(bodies.lost), [], {}, 0
        progress.reach(len(taken) + number * _AT_ONCE)  # others are at work on the numbers before
        for page in anew[number * _AT_ONCE : (number + 1) * _AT_ONCE]:
            path = page.destination
            key = keys[path] = rendering.key(page)
            if kept := reuse.take(path, key):
                seen.append(_seen(path, kept))
                reused += 1
            else:
                content = rendering.page(page)
                write(path, content)
                seen.append(verify.look(path, content, site.settings.base_url))
        return Rendered(tuple(bodies.lost[lost:]), tuple(seen), keys, {}, {}, reused)

    def of_outputs(number: int) -> Rendered:
        return Rendered((), (), {}, derived.write_piece(number, write, reuse), {}, 0)

    def of_late(number: int) -> Rendered:
        lost, needed, files = len(bodies.lost), _Fed(rendering, fed), {}
        for output in together[number]:
            told, paths = output.rests_on
            key = digest_of(told, [*map(needed.key, paths)])
            if kept := reuse.take(output.path, key):
                needed.used.update((path, fed[path]) for path in paths if path in fed)
                files[output.path] = Made(key, kept.size)
            else:
                files[output.path] = put(output.path, output.write(needed), write, reuse)._replace(key=key)
        return Rendered(tuple(bodies.lost[lost:]), (), {}, files, needed.used, 0)

    seen, keys = tuple(_seen(*each) for each in taken), {path: kept.key for path, kept in taken}
    done = [Rendered(tuple(bodies.lost), seen, keys, {}, {}, len(taken))]
    kinds = ((of_late, len(together)), (of_outputs, len(derived.pieces)), (of_pages, -(-len(anew) // _AT_ONCE)))
    pieces = [partial(make, number) for make, pieces in kinds for number in range(pieces)]
    done += spread(lambda number: pieces[number](), len(pieces), lambda number, result: meanwhile())
    return Rendered(
        lost=tuple(dict.fromkeys(each for some in done for each in some.lost)),
        seen=tuple(each for some in done for each in some.seen),
        keys={path: key for some in done for path, key in some.keys.items()},
        files={path: file for some in done for path, file in some.files.items()},
        fed={path: body for some in done for path, body in some.fed.items()},
        reused=sum(some.reused for some in done),
    )


def _title(page: Page, settings: Settings) -> str:
    title = f"{page.title}, page {page.number}" if page.number > 1 else page.title
    return title if page.title == settings.name else f"{title} – {settings.name}"


def _seen(path: str, kept: Kept) -> verify.Seen:
    return verify.Seen(path, kept.size, True, kept.links, kept.ids)


class _Fed(Mapping[str, str]):
    """The bodies that outputs ask for: as an earlier build rendered them, where nothing about their page has changed."""

    def __init__(self, rendering: Rendering, known: Bodied) -> None:
        self._rendering, self._known = rendering, known
        self._keys: dict[str, bytes] = {}
        self.used: dict[str, tuple[bytes, str]] = {}

    def key(self, path: str) -> bytes:
        """The key of a page, by its source path."""
        if path not in self._keys:
            self._keys[path] = self._rendering.key(self._rendering.bodies.page(path))
        return self._keys[path]

    def __getitem__(self, path: str) -> str:
        if path not in self.used:
            key, known = self.key(path), self._known.get(path)
            self.used[path] = known if known and known[0] == key else (key, self._rendering.bodies[path])
        return self.used[path][1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rendering.bodies)

    def __len__(self) -> int:
        return len(self._rendering.bodies)
