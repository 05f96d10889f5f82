"""Finds one page or one output of a site by its address, and makes no more of the site than it takes to find it.

A site of 10,000 briefs has 18,000 pages and 66,000 outputs; a preview is asked for one. What lies below the address of a
record is made for that record (`beside` in the modules of `pages/` and `outputs/`), the site's own lists all together.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from briefbook import outputs, pages, paths
from briefbook.by_hand import by_hand, introduced
from briefbook.former import by_former_link, with_former
from briefbook.identity import Lasting
from briefbook.model import LateOutput, Library, Output, Page
from briefbook.owners import Owner, owner_of
from briefbook.shelf import modules
from briefbook.sitemap import sitemap

_PAGES, _OUTPUTS = modules(pages), modules(outputs)


def all_pages(library: Library) -> Iterator[Page]:
    """The pages of all kinds; a page written by hand introduces the one made at its path, or stands for itself."""
    yield from _with_prose(chain.from_iterable(shelf.derive(library) for shelf in _PAGES), library)


class Lookup(Mapping[str, Page]):
    """The pages of a Library by source path; the same pages and outputs by the address of their file."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._beside_pages = _Lazy(_PAGES, library)
        self._beside_outputs = _Lazy(_OUTPUTS, library)
        self._pages: dict[str, dict[str, Page]] = {}
        self._folders = {module.FOLDER: module for module in self._beside_outputs.whole if hasattr(module, "FOLDER")}
        self._outputs: dict[str, dict[str, Output | LateOutput]] = {}

    def page_at(self, destination: str) -> Page | None:
        """The page that is published as a file, whose path is from the root of the site."""
        owner = owner_of(destination, self.library)
        return self._pages_of(owner).get(destination) or (self._pages_of(None).get(destination) if owner else None)

    def output_at(self, path: str) -> Output | LateOutput | None:
        """The output at a path from the root of the site."""
        if path.startswith("sitemap"):
            return self._sitemap.get(path)
        for folder in self._folders:
            if path.startswith(folder):
                return self._outputs_in(folder).get(path)
        owner = owner_of(path, self.library) or self._former.get(path[: path.rfind("/") + 1])
        return self._outputs_of(owner).get(path) or (self._outputs_of(None).get(path) if owner else None)

    @property
    def files(self) -> Container[str]:
        """The paths of all outputs."""
        return _Files(self)

    def __getitem__(self, path: str) -> Page:
        page = self.page_at(f"{paths.url_of(path)}index.html")
        if page is None or page.path != path:
            raise KeyError(path)
        return page

    def __iter__(self) -> Iterator[str]:
        return (page.path for page in all_pages(self.library))

    def __len__(self) -> int:
        return sum(1 for _ in all_pages(self.library))

    def _pages_of(self, owner: Owner) -> dict[str, Page]:
        key = owner.source.path if owner else ""
        if key not in self._pages:
            made: Iterator[Page] = (page for beside in self._beside_pages.beside for page in beside(owner))
            if owner is None:
                lists = (shelf.derive(self.library) for shelf in self._beside_pages.whole)
                made = _with_prose(chain(made, *lists), self.library)
            self._pages[key] = {page.destination: page for page in made}
        return self._pages[key]

    def _outputs_of(self, owner: Owner) -> dict[str, Output | LateOutput]:
        key = owner.source.path if owner else ""
        if key not in self._outputs:
            made = [output for beside in self._beside_outputs.beside for output in with_former(beside)(owner)]
            if owner is None:
                others = (shelf for shelf in self._beside_outputs.whole if not hasattr(shelf, "FOLDER"))
                made += (output for shelf in others for output in shelf.derive(self.library))
            self._outputs[key] = {output.path: output for output in made}
        return self._outputs[key]

    def _outputs_in(self, folder: str) -> dict[str, Output | LateOutput]:
        if folder not in self._outputs:
            made = self._folders[folder].derive(self.library)
            self._outputs[folder] = {output.path: output for output in made}
        return self._outputs[folder]

    @cached_property
    def _former(self) -> Mapping[str, Lasting]:
        return by_former_link(self.library)

    @cached_property
    def _sitemap(self) -> dict[str, Output]:
        return {output.path: output for output in sitemap(all_pages(self.library), self.library)}


def _with_prose(made: Iterable[Page], library: Library) -> Iterator[Page]:
    waiting = {prose.source.path: prose for prose in library.prose.values()}
    for page in made:
        prose = waiting.pop(page.path, None)
        yield introduced(page, prose) if prose else page
    yield from map(by_hand, waiting.values())


class _Lazy:
    """The modules of a shelf: those that give what lies beside one record, made ready when first needed, and the others."""

    def __init__(self, shelf: tuple[Any, ...], library: Library) -> None:
        self._some = [module for module in shelf if hasattr(module, "beside")]
        self.whole = [module for module in shelf if not hasattr(module, "beside")]
        self._library = library

    @cached_property
    def beside(self) -> list[Any]:
        return [module.beside(self._library) for module in self._some]


class Urls(Mapping[str, str]):
    """The addresses of pages, and of other files that are published, by source path.

    `records` are the paths of pages whose address is known without a look at them.
    """

    def __init__(self, pages: Mapping[str, Page], others: Mapping[str, str], records: Container[str] = ()) -> None:
        self._pages, self._others, self._records = pages, others, records

    def __getitem__(self, path: str) -> str:
        if path in self._records:
            return paths.url_of(path)
        return self._others[path] if path in self._others else self._pages[path].url

    def __iter__(self) -> Iterator[str]:
        return chain(self._others, self._pages)

    def __len__(self) -> int:
        return len(self._others) + len(self._pages)


class Records:
    """The source paths of the records of a Library, each of which has a page at its address."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __contains__(self, path: object) -> bool:
        owner = owner_of(paths.url_of(path), self._library) if isinstance(path, str) and path.endswith(".md") else None
        return owner is not None and owner.source.path == path


class _Files:
    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._lookup.output_at(path) is not None
