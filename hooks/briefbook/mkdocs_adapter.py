"""MkDocs' events come in, plain values go out; no other module knows MkDocs.

Order of a build: `on_config` sends the site to a staging folder, `on_files` hands the texts to the line and puts its pages
in MkDocs' hands, MkDocs renders Markdown and validates the links in it, `on_shutdown` publishes if all went well.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from briefbook import disk, publish, search_index
from briefbook.anchors import Anchors
from briefbook.around import around
from briefbook.build import build
from briefbook.frame import frame
from briefbook.markdown_places import PlacesExtension
from briefbook.model import Output, Page, Problem, Settings, Site
from briefbook.pagefind import PagefindError
from briefbook.sanitise import sanitise
from briefbook.settings import read_settings

log = logging.getLogger("mkdocs.briefbook")

THEME = Path(__file__).parent / "theme"
_UNUSED = ("assets/javascripts/", ".map")


@dataclass
class _Build:
    """What one build has to remember between its events; `on_config` begins a new one."""

    settings: Settings | None = None
    config: MkDocsConfig | None = None
    target: str = ""
    staged: Path | None = None
    stylesheet: str = ""
    site: Site | None = None
    outputs: frozenset[str] = frozenset()
    files: Files | None = None
    indexing: search_index.Indexing | None = None
    written: bool = False
    failed: bool = False
    found: disk.Survey = field(default_factory=lambda: disk.Survey((), (), ()))
    problems: tuple[Problem, ...] = ()


_serving = False
_places = PlacesExtension()
_build = _Build()


class RecordPage(MkDocsPage):
    """A page of ours as MkDocs sees it: its source is what the line made of it, not the file."""

    def __init__(self, made: Page, updated: str, file: File, config: MkDocsConfig) -> None:
        self.made = made
        super().__init__(made.title, file, config)
        self.update_date = updated

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the body as it is. MkDocs would look for metadata in it, and swallow a first line such as `Note: text`."""
        self.markdown = self.made.body
        self.meta = {"title": self.made.title, "template": self.made.template, "description": self.made.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the body, if there is one: to set up Markdown for an empty one costs as much as a short text.

        What is published has passed the allow-list, after all that Markdown and MkDocs do to a text.
        """
        if self.made.body.strip():
            _places.wanted = self.made.places
            super().render(config, files)
            self.content = sanitise(self.content or "")
        else:
            self.content, self.toc = "", get_toc([])
        places = (place for place, _ in self.made.places)
        self.present_anchor_ids = {*(self.present_anchor_ids or ()), *places, *self.made.anchors}


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is a preview: it serves from a folder of its own, and shows drafts."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build: read the settings and, unless this is a preview, send the site to a staging folder."""
    global _build
    if _build.indexing:
        _build.indexing.abandon()
    _build = _Build(config=config, target=config.site_dir)
    file = Path(config.config_file_path) if config.config_file_path else None
    text = file.read_text(encoding="utf-8") if file and file.is_file() else ""
    _build.settings, problems = read_settings(config, config.nav, text)
    _build.found = disk.survey(Path(config.docs_dir))
    _build.problems = (*problems, *_build.found.problems)
    if any(problem.rule == "link-on-disk" for problem in _build.problems):
        _report(_build.problems)  # MkDocs would follow the link, round and round if it leads to itself
    config.markdown_extensions += [Anchors(), _places]  # type: ignore[list-item]  # Markdown takes instances too
    config.theme.static_templates.discard("404.html")  # ours is a page like any other
    if not _serving:
        try:
            _build.staged = publish.stage(Path(config.site_dir))
        except OSError as error:
            raise PluginError(f"The site cannot be built beside {config.site_dir}: {error}") from error
        config.site_dir = str(_build.staged)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace the Markdown files by the pages of the site; nothing goes on if a problem is an error."""
    assert _build.settings is not None

    def shown(level: InclusionLevel) -> bool:
        return bool(level.is_in_serve() if _serving else level.is_included())  # type: ignore[no-untyped-call]

    documents = files.documentation_pages(inclusion=shown)
    left_out = [path for path in _build.found.texts if path not in files.src_uris]
    texts, unreadable = disk.read_texts(Path(config.docs_dir), [*(file.src_uri for file in documents), *left_out])
    _without_unused(files)
    others = [file.dest_uri for file in files if not file.is_documentation_page() and shown(file.inclusion)]
    site = build(texts, _build.settings, others=others, with_drafts=_serving)
    _report([*_build.problems, *unreadable, *site.problems])
    for file in documents:
        files.remove(file)
    _add(site, {file.src_uri: file for file in documents}, files, config)
    _build.files = files
    _build.site, _build.outputs = site, frozenset(output.path for output in site.outputs)
    _build.stylesheet = next((file.url for file in files.css_files() if "stylesheets/main." in file.src_uri), "")
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Have our templates escape every value; Material's own are written for an environment that does not.

    All texts are rendered now, so that search can be indexed beside the templates.
    """
    _build.indexing = _begin_indexing(config, files)
    ours = {path.relative_to(THEME).as_posix() for path in THEME.rglob("*") if path.suffix in {".html", ".xml"}}

    def escapes(name: str | None) -> bool:
        return name in ours

    env.autoescape = escapes
    env.trim_blocks = env.lstrip_blocks = True
    return env


def on_page_context(context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Give the template its view, and the way from this page to the root of the site."""
    if isinstance(page, RecordPage) and _build.settings and _build.site and _build.site.library:
        made: dict[str, Any] = {
            "made": page.made,
            "view": page.made.view,
            "frame": frame(_build.settings, page.made.url),
            "around": around(page.made, _build.site.library, _build.outputs),
            "root": _root(page.made, config),
            "stylesheet": _build.stylesheet,
        }
        context.update(made)  # type: ignore[typeddict-item]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the outputs beside the pages. Everything is there then; `--strict` may still find fault."""
    if _build.site and _build.files:
        _write_outputs(_build.site, Path(config.site_dir), _bodies(_build.files))
    if _build.indexing:
        _finish_indexing(_build.indexing)
    _build.written = True


def on_build_error(error: Exception) -> None:
    """Nothing is to be published."""
    _build.failed = True


def on_shutdown() -> None:
    """Publish the staged site if it is whole, and leave no trace of it if it is not."""
    if _build.indexing and not _build.written:
        _build.indexing.abandon()
    staged, _build.staged = _build.staged, None
    if staged is None or _build.config is None:
        return
    _build.config.site_dir = _build.target
    if _build.written and not _build.failed:
        try:
            publish.swap_in(staged, Path(_build.target))
        except OSError as error:
            publish.discard(staged)
            raise PluginError(f"The site could not be put in place of {_build.target}: {error}") from error
    else:
        publish.discard(staged)


def _report(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """List all problems and stop if one is an error; of warnings alone, tell the number."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        listed = "\n".join(str(problem) for problem in sorted(errors))
        count = "one problem" if len(errors) == 1 else f"{len(errors)} problems"
        raise PluginError(f"{count} in the content; the published site stays as it was\n{listed}")
    if problems:
        log.info("%d warnings on style", len(problems))


def _without_unused(files: Files) -> None:
    """Leave out what the theme ships and no page of ours loads."""
    for file in list(files):
        if file.src_dir and Path(file.src_dir).name == "templates" and any(part in file.src_uri for part in _UNUSED):
            files.remove(file)


def _add(site: Site, documents: dict[str, File], files: Files, config: MkDocsConfig) -> None:
    """Put the pages of a site into MkDocs' hands; in its navigation are only those that `nav` names."""
    newest = max((page.updated for page in site.pages if page.updated), default=None)
    entries = {entry.url for entry in site.settings.navigation}
    for page in site.pages:
        file = documents.get(page.path) or File.generated(config, page.path, content="")
        if page.file:
            file.dest_uri = page.file
        file.inclusion = InclusionLevel.INCLUDED if page.url in entries else InclusionLevel.NOT_IN_NAV
        RecordPage(page, str(page.updated or newest or "1970-01-01"), file, config)
        files.append(file)


def _bodies(files: Files) -> dict[str, str]:
    """The rendered bodies of our pages, by source path."""
    pages = (file.page for file in files.documentation_pages())
    return {page.made.path: page.content or "" for page in pages if isinstance(page, RecordPage)}


def _begin_indexing(config: MkDocsConfig, files: Files) -> search_index.Indexing | None:
    if not (_build.site and _build.site.library):
        return None
    cache = Path(config.config_file_path or "mkdocs.yml").parent / ".cache" / "briefbook"
    jobs = int(os.environ.get("BRIEFBOOK_JOBS") or os.cpu_count() or 1)
    try:
        return search_index.begin(_build.site.library, _bodies(files), Path(config.site_dir), cache, jobs)
    except PagefindError as error:
        raise PluginError(str(error)) from error


def _finish_indexing(indexing: search_index.Indexing) -> None:
    """Wait for the search index, or under `mkdocs serve` let it follow when it is made."""
    log.info("search: %d of %d parts are indexed anew", indexing.made_anew, indexing.parts)
    if _serving:
        indexing.tell(lambda error: log.error("search: %s", error))
        return
    try:
        indexing.finish()
    except PagefindError as error:
        raise PluginError(str(error)) from error


def _write_outputs(site: Site, folder: Path, bodies: dict[str, str]) -> None:
    """Write the outputs into the site. As MkDocs' files, those that end in .md would become pages, in place of ours."""
    there: set[str] = set()
    for output in site.outputs:
        parent = output.path.rpartition("/")[0]
        if parent not in there:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            there.add(parent)
        with open(f"{folder}/{output.path}", "wb") as file:  # noqa: PTH123 (there are 60,000 of them at 10,000 briefs)
            file.write(output.content if isinstance(output, Output) else output.write(bodies))


def _root(page: Page, config: MkDocsConfig) -> str:
    """The way from a page to the root of the site, without its last slash; that of 404.html holds from everywhere."""
    if page.file:
        return urlsplit(config.site_url or "/").path.rstrip("/")
    return "/".join([".."] * page.url.count("/")) or "."
