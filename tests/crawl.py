"""Follows every link of a built site on the HTML itself, as a browser would, and names those that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}


@dataclass
class _Html(HTMLParser):
    """The links and the ids of a page."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"] or "")
        if _LINKS.get(tag) in values:
            self.links.append(values[_LINKS[tag]] or "")


def broken_links(files: Mapping[str, bytes], base: str) -> Iterator[str]:
    """Yield "page: link" for each internal link or anchor that does not resolve; `base` is the site's address.

    404.html is read as a server sends it: at an address that has nothing to do with its file.
    """
    pages: dict[str, _Html] = {}
    for path, content in files.items():
        if path.endswith(".html"):
            pages[path] = _Html()
            pages[path].feed(content.decode())
    for path, page in pages.items():
        here = base + ("no/such/page/" if path == "404.html" else path.removesuffix("index.html"))
        for link in page.links:
            target = urlsplit(urljoin(here, link))
            if target.netloc != urlsplit(base).netloc:
                continue
            if link == "" or not _resolves(target.path, target.fragment, path, here, base, files, pages):
                yield f"{path}: {link!r}"


def repeated_ids(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield "page: id" for each id that stands twice in a page."""
    for path, content in files.items():
        if path.endswith(".html"):
            page = _Html()
            page.feed(content.decode())
            yield from (f"{path}: {each}" for each in sorted({each for each in page.ids if page.ids.count(each) > 1}))


def reachable(files: Mapping[str, bytes], base: str) -> set[str]:
    """The pages that links lead to from the home page."""
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = _Html()
        path = waiting.pop()
        page.feed(files[path].decode())
        for link in page.links:
            target = urlsplit(urljoin(base + path.removesuffix("index.html"), link))
            file = _file(target.path, base)
            if target.netloc == urlsplit(base).netloc and file in files and file.endswith(".html") and file not in seen:
                seen.add(file)
                waiting.append(file)
    return seen


def _resolves(
    path: str, fragment: str, page: str, here: str, base: str, files: Mapping[str, bytes], pages: Mapping[str, _Html]
) -> bool:
    if path == urlsplit(here).path:
        file = page
    elif not path.startswith(urlsplit(base).path):
        return False
    else:
        file = _file(path, base)
    if file not in files:
        return False
    return not fragment or file not in pages or unquote(fragment) in pages[file].ids


def _file(path: str, base: str) -> str:
    inside = unquote(path.removeprefix(urlsplit(base).path))
    return f"{inside}index.html" if inside == "" or inside.endswith("/") else inside
