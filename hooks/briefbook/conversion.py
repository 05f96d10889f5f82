"""Says how the texts of a site are rendered: by Markdown as its owner has it, with links to all that is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown.extensions import Extension

from briefbook.bodies import Bodies
from briefbook.lookup import Lookup, Records, Urls
from briefbook.model import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What makes `Bodies` of whatever is known, before there are pages, with all of them, or one page at a time."""

    files: Mapping[str, str]
    """The addresses of all files that are published as they are, by source path."""
    extensions: Sequence[str | Extension]
    configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The options of the extensions, by name."""
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The widths and heights of pictures, by source path."""

    def of_site(self, site: Site) -> Bodies:
        """The bodies of a site whose pages are all made."""
        pages = {page.path: page for page in site.pages}
        return Bodies(pages, site.settings, Urls(pages, self.files), self.extensions, self.configs, self.sizes)

    def of_lookup(self, lookup: Lookup) -> Bodies:
        """The bodies of pages that are made when somebody asks; the address of a record is known without its page."""
        urls = Urls(lookup, self.files, Records(lookup.library))
        return Bodies(lookup, lookup.library.settings, urls, self.extensions, self.configs, self.sizes)
