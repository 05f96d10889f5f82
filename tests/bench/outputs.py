"""What the outputs add to a site: bytes and processor time, of each module and for each brief.

usage: python tests/bench/outputs.py PROJECT

PROJECT is a folder with mkdocs.yml and docs. Counted are all files that the modules of `outputs/` make and the map of the
site, whole and not compressed; pages and the search index are none of them. The bodies that feeds hold are rendered before
their module is timed, since a build has them from its pages.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

import yaml

from briefbook import outputs
from briefbook.bodies import Bodies
from briefbook.build import build
from briefbook.disk import read_project
from briefbook.model import LateOutput, Output
from briefbook.shelf import modules
from briefbook.sitemap import sitemap


def main(root: Path) -> None:
    """Print one line for each module, and the whole."""
    project = read_project(root)
    site = build(project.texts, project.settings, others=project.others)
    if site.library is None or site.errors:
        sys.exit("\n".join(map(str, site.errors[:5])))
    pages = {page.path: page for page in site.pages}
    marked = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    names = [each if isinstance(each, str) else next(iter(each)) for each in marked]
    bodies = Bodies(pages, site.settings, {path: page.url for path, page in pages.items()}, names)
    briefs = len(site.library.briefs)
    whole_size, whole_time = 0, 0.0
    print(f"{briefs} briefs, {len(site.library.actors)} actors, {len(site.library.topics)} topics")
    shelves = {module.__name__.rpartition(".")[2]: partial(module.derive, site.library) for module in modules(outputs)}
    shelves["sitemap"] = partial(sitemap, site.pages, site.library)
    for name, derive in shelves.items():
        for output in derive():
            if isinstance(output, LateOutput):
                output.write(bodies)
        began = time.process_time()
        sizes = [len(output.content if isinstance(output, Output) else output.write(bodies)) for output in derive()]
        took = time.process_time() - began
        whole_size, whole_time = whole_size + sum(sizes), whole_time + took
        largest = max(sizes, default=0)
        print(
            f"{name:18} {len(sizes):6} files {sum(sizes) / briefs:8.0f} bytes a brief, {largest:9} at most, {took:6.2f} s"
        )
    print(f"{'in all':31} {whole_size / briefs:8.0f} bytes a brief, {'':16}  {whole_time:6.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
