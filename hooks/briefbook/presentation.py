"""Says what makes the pages of a site: what converts its texts, and the templates with what they need to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

import jinja2

from briefbook.conversion import Conversion
from briefbook.folder import Look
from briefbook.lookup import Lookup
from briefbook.model import Site
from briefbook.rendering import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """What makes a `Rendering`, of a whole site or of one state of a preview."""

    conversion: Conversion
    environment: jinja2.Environment
    config: object
    """What the theme's templates find as `config`."""
    edit: str = ""
    """Where the source of a page can be edited, with its path appended; empty where there is no such place."""
    shaped_by: bytes = b""
    """A digest of what shapes all pages beside the content."""

    def of_site(self, site: Site) -> Rendering:
        """What renders the pages of a site."""
        bodies = self.conversion.of_site(site)
        values = {"config": self.config, "preview": 0}
        return Rendering(site, bodies, self.environment, values, edit=self.edit, shaped_by=self.shaped_by)

    def of_preview(self, lookup: Lookup, found: Look, number: int) -> Rendering:
        """What renders any page of a Library in a preview; `number` is that of its state."""
        files = {**self.conversion.files, **{path: quote(path) for path in found.others}}
        bodies = replace(self.conversion, files=files, sizes=found.sizes).of_lookup(lookup)
        site = Site(lookup.library.settings, library=lookup.library)
        values = {"config": self.config, "preview": number}
        return Rendering(site, bodies, self.environment, values, files=lookup.files, edit=self.edit)
