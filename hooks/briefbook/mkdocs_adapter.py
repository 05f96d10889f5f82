"""MkDocs' events come in, plain values go out; no other module knows MkDocs.

Order of a build: `on_config` sends the site to a staging folder, `on_files` hands the texts to the line and takes them out
of MkDocs' hands, which copies pictures and the theme's files; `on_post_build` renders all pages and outputs beside them, on
all cores, and `on_shutdown` publishes if all went well.

A preview has MkDocs copy the theme's files alone. `on_post_build` reads the texts, and `on_serve` puts a server of ours in
place of MkDocs', which renders a page when it is asked for it; MkDocs builds again when its settings change.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import os
import tempfile
import time
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urljoin

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from briefbook import (
    disk,
    manifest,
    memory,
    progress,
    publish,
    search_index,
    shapes,
    spare,
    stopping,
    templates,
    whole,
)
from briefbook.bodies import Bodies
from briefbook.build import ahead, errors_of, learn, site_of, with_related
from briefbook.early_bodies import Early, render_early
from briefbook.folder import Look
from briefbook.inventory import Stamps
from briefbook.lookup import Lookup, Records, Urls
from briefbook.making import Beginning, NotWhole, make
from briefbook.manifest import Manifest
from briefbook.model import Library, Page, Problem, Settings, Site
from briefbook.pagefind import PagefindError
from briefbook.preview import Ground
from briefbook.preview_session import Session
from briefbook.rendering import Rendering
from briefbook.reuse import Made, Stamp
from briefbook.settings import read_settings
from briefbook.standby import Standby
from briefbook.standing import Copied, look_back
from briefbook.tally import listed
from briefbook.workers import Errand, WorkerError, jobs, on_all_cores

log = logging.getLogger("mkdocs.briefbook")

THEME = Path(__file__).parent / "theme"
_FEW = 200
"""So many texts of an index are rendered before it is known whether all else is right."""
_TOLD = 20
"""So many faults of a fresh site are listed: one mistake in a template is on every page."""
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", ".map", "sitemap.xml")
_PARTS = ("styles/", "scripts/", "finder/")
_OF_PREVIEW = "preview/"
_WHOLE = {"stylesheets/briefbook.css", "javascripts/briefbook.js", "javascripts/search.js"}
"""Made of parts, each of one thing, so that a page needs one request for its looks and one for its script."""


@dataclass
class _Build:
    """What one build has to remember between its events; `on_config` begins a new one."""

    settings: Settings | None = None
    config: MkDocsConfig | None = None
    began: float = 0.0
    target: str = ""
    staging: publish.Staging | None = None
    indexed_by: bytes = b""
    """A digest of what shapes the texts of all pages beside the content."""
    shaped_by: bytes = b""
    """A digest of what shapes all pages beside the content."""
    before: Manifest = field(default_factory=Manifest)
    """The published site, as far as it may be taken over."""
    after: Manifest | None = None
    """The fresh site, to be known by the next build."""
    unchanged: bool = False
    texts: Mapping[str, Stamp] = field(default_factory=dict)
    made_of: bytes = b""
    reused: int = 0
    site: Site | None = None
    environment: jinja2.Environment | None = None
    files: Files | None = None
    standbys: Sequence[Standby[dict[str, Made] | None]] = ()
    """Processes that will index for search."""
    ground: Standby[tuple[spare.Mark, Stamps] | None] | None = None
    """The process that has a folder at hand to begin the fresh site with."""
    prepares: bool = False
    """Whether that is at work for the build after this one."""
    indexing: search_index.Indexing | None = None
    early: list[Early] = field(default_factory=list)
    """What was rendered for it before the pages are."""
    errand: Errand | None = None
    """What keeps in the cache what is known of the texts."""
    written: bool = False
    published: bool = False
    failed: bool = False
    found: disk.Survey = field(default_factory=disk.Survey)
    problems: tuple[Problem, ...] = ()
    shown: Callable[[Iterable[str]], frozenset[str]] = frozenset
    """Which files of docs a preview shows."""

    @property
    def warnings(self) -> int:
        """The number of problems, none of which is an error where something is published."""
        return len(self.problems) + (len(self.site.problems) if self.site else self.before.warnings)


_serving = False
_staged = True
_lazily = False
_build = _Build()
_session: Session | None = None


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember whether this is a preview, which shows drafts, and whether it renders pages when asked for them.

    It cannot with `--no-livereload`, where MkDocs lets nobody see its server; `serve --clean` serves a site as it is built.
    """
    global _serving, _staged, _lazily
    context = click.get_current_context(silent=True)
    _serving = command == "serve"
    _staged = not _serving and (context is None or context.info_name != "serve")
    _lazily = _serving and (context is None or context.params.get("livereload") is not False)
    if _staged:
        gc.disable()  # a build only learns more and more; to look for garbage in it takes a tenth of its time


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build: read the settings and, unless this is a preview, send the site to a staging folder."""
    global _build
    _end_processes()
    _build = _Build(config=config, target=config.site_dir, began=time.monotonic())
    if _staged:
        _stage(config)
    if _lazily:
        config.site_dir = _folder_of_its_own(config.site_dir)
    file = Path(config.config_file_path) if config.config_file_path else None
    text = file.read_text(encoding="utf-8") if file and file.is_file() else ""
    _build.settings, problems = read_settings(config, config.nav, text)
    _build.found = disk.survey(Path(config.docs_dir), lambda path: not _lazily)
    _build.problems = problems if _lazily else (*problems, *_build.found.problems)
    if any(problem.rule == "link-on-disk" for problem in _build.found.problems):
        _report(_build.found.problems)  # MkDocs would follow the link, round and round if it leads to itself
    config.theme.static_templates -= {"404.html", "sitemap.xml"}  # ours are a page like any other, and an output
    config.theme.static_templates |= _WHOLE
    config.watch += map(str, _theme(config))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace the Markdown files by the pages of the site; nothing goes on if a problem is an error."""
    assert _build.settings is not None

    def shown(level: InclusionLevel) -> bool:
        return bool(level.is_in_serve() if _serving else level.is_included())  # type: ignore[no-untyped-call]

    if _lazily:
        return _left_to_preview(files, config)
    progress.stage("Reading texts")
    documents = files.documentation_pages(inclusion=shown)
    left_out = [path for path in _build.found.texts if path not in files.src_uris]
    texts = sorted({*(file.src_uri for file in documents), *left_out})
    docs = Path(config.docs_dir)
    recall = cache(partial(memory.recall, docs, texts, _cache(config), shapes.of_code(), with_drafts=_serving))
    _without_unused(files, config.docs_dir)
    for file in documents:
        files.remove(file)
    config.nav = []  # ours is in every page's frame; MkDocs has no page left that one could lead to
    others = [file for file in files if not file.is_documentation_page() and shown(file.inclusion)]
    if not _serving:
        _build.ground, _build.standbys = Standby(), search_index.processes()
    _look_back(recall, texts, others, config)
    if _build.unchanged:
        for file in list(files):
            files.remove(file)  # nothing of it is to be copied
        return files
    recalled = recall()
    _build.texts, _build.files = recalled.stamps, files
    published = [file.dest_uri for file in others]
    learned = learn(
        recalled.texts,
        _build.settings,
        known=recalled.known,
        others=published,
        with_drafts=_serving,
        spread=on_all_cores,
        linked=partial(_begin_to_index, _build, config),
    )
    if not _serving:
        if _build.indexing and not errors_of(learned.problems):
            _index(_build, config, learned.library, _build.indexing.taken())
        learned = with_related(learned, on_all_cores)
    _build.errand = Errand(partial(memory.remember, learned.known, recalled, _cache(config), shapes.of_code()))
    site = site_of(learned, frozenset(published))
    to_come = () if _serving else ahead(learned.library, datetime.now(UTC).date())
    _report([*_build.problems, *recalled.problems, *site.problems, *to_come])
    _build.site = site
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Have our templates escape every value; Material's own are written for an environment that does not."""
    templates.prepare(
        env, {path.relative_to(THEME).as_posix() for path in THEME.rglob("*") if path.suffix in {".html", ".xml"}}
    )
    _build.environment = env
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write all pages and outputs beside what MkDocs has copied, and see whether all is there."""
    if _lazily:
        _go_on_with_preview(config)
        return
    site = _build.site
    if site is not None and site.library is not None and _build.environment:
        pages = {page.path: page for page in site.pages}
        rendering = _rendering(_build, config, site, pages, (), _build.found.sizes)
        for early in _build.early:
            rendering.bodies.take_over(*early)
        told = partial(log.log, config.validation.links.not_found, "docs/%s: the link '%s' leads nowhere")
        try:
            indexing = _build.indexing or _indexing(_build, config, site.library)
            begun = _beginning(_build, config)
            made = make(
                site,
                rendering,
                indexing,
                begun,
                told,
                made_of=_build.made_of,
                texts=_build.texts,
                written=_prepare_ground,
            )
        except (NotWhole, PagefindError) as error:
            raise PluginError(str(error)) from error
        if made:
            _build.after, _build.reused = made
    _build.written = True  # `--strict` may still find fault


def on_build_error(error: Exception) -> None:
    """Nothing is to be published. What the disk refuses is told in a line; everything else is our mistake, or MkDocs'."""
    _build.failed = True
    if isinstance(error, OSError) and not _serving:
        raise PluginError(f"The site cannot be built, and the published one stays as it was: {error}") from error


def on_shutdown() -> None:
    """Publish the fresh site if it is whole, and leave no trace of it if it is not."""
    if _build.prepares and _build.written and not _build.failed and _build.ground:
        with stopping.later(), contextlib.suppress(WorkerError):
            _build.ground.result()
    _end_processes()
    if _session:
        _session.end()
    staging, _build.staging = _build.staging, None
    progress.end()
    if staging is None or _build.config is None:
        return
    _build.config.site_dir = _build.target
    try:
        with stopping.later():
            if not _build.written or _build.failed or stopping.came():
                publish.discard(staging)
                if _build.prepares:  # links to what nobody has seen
                    spare.drop(spare.place(_cache(_build.config), Path(_build.target)))
            else:
                _publish(staging, _cache(_build.config))
    finally:
        if stopping.came():
            end = "the fresh site was published before" if _build.published else "the published site stays as it was"
            log.error("Stopped by %s; %s", stopping.came(), end)
        stopping.rest()
        _forgo_the_end()
        gc.enable()


def _end_processes() -> None:
    for standby in _build.standbys:
        standby.end()
    if _build.ground:
        _build.ground.end()
    if _build.errand:
        _build.errand.wait()


def _forgo_the_end() -> None:
    """Leave what the build knows to the system, which takes it back at once with the process.

    Python would take it apart object by object before it ends, a tenth of the time of a build where one brief was edited.
    """
    gc.freeze()
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(_build))


def _stage(config: MkDocsConfig) -> None:
    """Send the site to a folder beside its own. What is read from now on is newer than all that another build has read."""
    if not (epoch := os.environ.get("SOURCE_DATE_EPOCH", "0")).isdecimal():
        raise PluginError(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds; unset it, the site needs no date")
    if log.isEnabledFor(logging.INFO):
        progress.begin()
        for handler in logging.getLogger("mkdocs").handlers:
            handler.addFilter(_clear_line)
    logging.getLogger("mkdocs.commands.build").addFilter(_is_no_false_alarm)
    stopping.listen()
    try:
        _build.staging = publish.stage(Path(config.site_dir), _say_who_builds)
    except OSError as error:
        raise PluginError(f"The site cannot be built beside {config.site_dir}: {error}") from error
    config.site_dir = str(_build.staging.folder)
    for folder in (_cache(config), _cache(config) / "search"):
        whole.sweep(folder)


def _folder_of_its_own(folder: str) -> str:
    """Where MkDocs puts the theme's files this time; those of before are served until all are there."""
    theme = Path(folder, "theme")
    theme.mkdir(exist_ok=True)
    return tempfile.mkdtemp(dir=theme)


def _say_who_builds(process: str) -> None:
    log.info("Another build of %s is at work, process %s; this one waits for it", _build.target, process)


def _clear_line(record: logging.LogRecord) -> bool:
    progress.clear()
    return True


def _is_no_false_alarm(record: logging.LogRecord) -> bool:
    """MkDocs says that it cleans the site directory; that is the empty folder which it was sent to, and not the site."""
    return not _staged or record.msg != "Cleaning site directory"


def _cache(config: MkDocsConfig) -> Path:
    """Where is kept what the next build need not find out again."""
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent / ".cache" / "briefbook"


def _look_back(
    recall: Callable[[], memory.Recalled], texts: Collection[str], others: Sequence[File], config: MkDocsConfig
) -> None:
    """See what shapes all pages, and what the published site was made of."""
    theme = _theme(config)
    paths = sorted(file.dest_uri for file in others)
    sizes = sorted(_build.found.sizes.items())
    _build.indexed_by = shapes.of_texts(config)
    told = _build.settings, config.site_url, paths, sizes
    _build.shaped_by = shapes.of_pages(_build.indexed_by, theme, config.theme, map(str, config.hooks), told)
    if _build.staging:
        looked = look_back(
            recall,
            Path(config.docs_dir),
            texts,
            map(_state, others),
            _cache(config),
            _build.staging.target,
            _build.shaped_by,
            sound=not _build.problems,
            mode=_build.staging.mode,
            loaded=_have_ground,
        )
        _build.before, _build.made_of, _build.unchanged = looked.before, looked.made_of, looked.unchanged
        if looked.doubts:
            log.info("What .cache/briefbook keeps of earlier builds is not used as a whole: %s", "; ".join(looked.doubts))


def _theme(config: MkDocsConfig) -> list[Path]:
    """The folders of the theme that its owner may change."""
    return [THEME, *(Path(each) for each in config.theme.dirs if "site-packages" not in Path(each).parts)]


def _state(file: File) -> Copied:
    """A file that is copied as it is, by where it lies, its size and its times."""
    if file.abs_src_path is None:
        return file.dest_uri, file.content_string, 0, 0, 0
    state = Path(file.abs_src_path).stat()
    return file.dest_uri, file.abs_src_path, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _have_ground(before: Manifest) -> None:
    """Have a folder at hand, by the time that it is needed, that is much like the fresh site will be."""
    if before.files and _build.ground and _build.config and _build.staging:
        kept = spare.place(_cache(_build.config), Path(_build.target))
        target, mode = _build.staging.target, _build.staging.mode
        _build.ground.begin(spare.ready, kept, before.spare, target, len(before.files), mode)


def _prepare_ground(folder: Path) -> None:
    """Begin with what the build after the first will need, beside the last of the index."""
    idle = _build.ground and not _build.ground.busy and jobs() > 1
    if idle and _build.ground and _build.config and _build.staging and not _build.staging.target.exists():
        _build.ground.begin(spare.prepare, spare.place(_cache(_build.config), Path(_build.target)), folder)
        _build.prepares = True


def _begin_to_index(build: _Build, config: MkDocsConfig, library: Library) -> None:
    """Begin with what search needs. What hardly has a text that must be rendered is indexed at once, beside all else."""
    if _serving:
        return
    with contextlib.suppress(PagefindError):  # is told when all else is known to be right
        indexing = build.indexing = _indexing(build, config, library)
        _index(build, config, library, indexing.taken(lambda each: len(each.missing) <= _FEW))


def _index(build: _Build, config: MkDocsConfig, library: Library, waiting: Sequence[search_index.Waiting]) -> None:
    """Render what some indexes wait for, and begin with each as soon as its texts are there."""
    indexing = build.indexing
    if indexing is None or not waiting:
        return
    bodies = _bodies(build, config, library, Lookup(library), records=Records(library), sizes=build.found.sizes)
    texts = [each.missing for each in waiting]
    build.early.append(
        render_early(bodies, texts, on_all_cores, lambda number, html: indexing.index(waiting[number], lambda paths: html))
    )


def _indexing(build: _Build, config: MkDocsConfig, library: Library) -> search_index.Indexing:
    return search_index.begin(library, _cache(config), build.indexed_by, build.before.indexes, build.standbys)


def _beginning(build: _Build, config: MkDocsConfig) -> Beginning:
    """What the fresh site begins with: a site that was published, where that is at hand, and what MkDocs has copied."""
    fresh, target = Path(config.site_dir), build.staging.target if build.staging else None
    if build.ground and build.ground.busy and (found := build.ground.result()):
        (mark, there), kept = found, spare.place(_cache(config), Path(build.target))
        if mark == spare.mark(kept) and (copied := spare.take_up(kept, fresh)) is not None:
            there = {path: stamp for path, stamp in there.items() if path not in copied}
            return Beginning(fresh, target, build.before, copied, there)
    return Beginning(fresh, target, build.before, (), None)


def _publish(staging: publish.Staging, cache: Path) -> None:
    if _build.unchanged:
        publish.discard(staging)
    else:
        try:
            publish.swap_in(staging, partial(_put_away, spare.place(cache, Path(_build.target))))
        except OSError as error:
            publish.discard(staging)
            raise PluginError(f"The site could not be put in place of {_build.target}: {error}") from error
        _build.published = True
    if _build.after:
        after = replace(_build.after, spare=spare.mark(spare.place(cache, Path(_build.target))))
        manifest.save(after, cache, staging.target, _build.shaped_by)
    if _build.unchanged:
        log.info("Nothing has changed since the published site was built; it stays")
    if _build.site or _build.unchanged:
        pages = len(_build.site.pages) if _build.site else _build.before.pages
        reused = pages if _build.unchanged else _build.reused
        log.info(progress.summary(pages, reused, time.monotonic() - _build.began, _build.warnings))


def _put_away(kept: Path, old: Path) -> None:
    """Keep the folder that was replaced for the next build, if it has much in common with what is published now."""
    spare.drop(kept)
    if _build.site and 2 * _build.reused > len(_build.site.pages):
        spare.put_away(old, kept)


def _report(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """List all problems and stop if one is an error; of warnings alone, tell the number."""
    if errors := errors_of(problems):
        raise PluginError(listed(errors, "; the published site stays as it was"))
    if problems:
        log.info("%d warnings on style", len(problems))


def _without_unused(files: Files, docs: str) -> None:
    """Leave out what the theme ships and no page of ours loads."""
    unwanted = _PARTS if _lazily else (*_PARTS, _OF_PREVIEW)
    for file in list(files):
        if not file.src_dir or file.src_dir == docs:
            continue
        of_material = Path(file.src_dir).name == "templates" and any(part in file.src_uri for part in _UNUSED)
        if of_material or (Path(file.src_dir) == THEME and file.src_uri.startswith(unwanted)):
            files.remove(file)


def _rendering(
    build: _Build,
    config: MkDocsConfig,
    site: Site,
    pages: Mapping[str, Page],
    outputs: Container[str],
    sizes: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    others: Iterable[str] = (),
    preview: int = 0,
) -> Rendering:
    """All that turns a page into bytes, from MkDocs' configuration and the theme's environment.

    `outputs` are the paths of all outputs, `sizes` the widths and heights of pictures, `others` the paths of files that are
    published and not in MkDocs' hands, `preview` the number of the state that a preview shows.
    """
    assert build.environment is not None
    assert site.library is not None
    records = Records(site.library) if preview else ()
    bodies = _bodies(build, config, site.library, pages, records=records, sizes=sizes, others=others)
    return Rendering(
        site,
        bodies,
        build.environment,
        {"config": config, "preview": preview},
        files=outputs,
        shaped_by=build.shaped_by,
        edit=urljoin(f"{(config.repo_url or '').rstrip('/')}/", config.edit_uri) if config.edit_uri else "",
    )


def _bodies(
    build: _Build,
    config: MkDocsConfig,
    library: Library,
    pages: Mapping[str, Page],
    *,
    records: Container[str] = (),
    sizes: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    others: Iterable[str] = (),
) -> Bodies:
    """What renders the texts of some pages as MkDocs is configured; `records` are those whose address is known without."""
    assert build.files is not None
    files = {file.src_uri: file.url for file in build.files} | {path: quote(path) for path in others}
    urls = Urls(pages, files, records)
    return Bodies(pages, library.settings, urls, config.markdown_extensions, config.mdx_configs, sizes)


def _left_to_preview(files: Files, config: MkDocsConfig) -> Files:
    """Take all that lies in docs out of MkDocs' hands."""
    _without_unused(files, config.docs_dir)
    ours = [file for file in files if file.src_dir == config.docs_dir]
    known = {file.src_uri: _in_serve(file) for file in ours}
    for file in ours:
        files.remove(file)
    config.nav = []  # ours is in every page's frame; MkDocs has no page left that one could lead to
    _build.shown, _build.files = partial(_shown, known, config), files
    return files


def _in_serve(file: File) -> bool:
    return bool(file.inclusion.is_in_serve())  # type: ignore[no-untyped-call]


def _shown(known: Mapping[str, bool], config: MkDocsConfig, paths: Iterable[str]) -> frozenset[str]:
    """Which of some files in docs are published: those that the owner has not excluded."""
    paths = tuple(paths)
    fresh = Files(
        File(path, config.docs_dir, config.site_dir, use_directory_urls=True) for path in paths if path not in known
    )
    set_exclusions(fresh, config)
    decided = {**known, **{file.src_uri: _in_serve(file) for file in fresh}}
    return frozenset(path for path in paths if decided[path])


def _go_on_with_preview(config: MkDocsConfig) -> None:
    """Begin the preview, or have it go on with what MkDocs has made of changed settings."""
    global _session
    build = _build
    assert build.settings is not None
    assert build.files is not None

    def rendering(library: Library, lookup: Lookup, found: Look, number: int) -> Rendering:
        site = Site(library.settings, library=library)
        return _rendering(build, config, site, lookup, lookup.files, sizes=found.sizes, others=found.others, preview=number)

    ground = Ground(
        docs=Path(config.docs_dir),
        static=Path(config.site_dir),
        settings=build.settings,
        problems=build.problems,
        others=frozenset(file.dest_uri for file in build.files),
        shown=build.shown,
        rendering=rendering,
        indexed_by=shapes.of_texts(config),
    )
    if _session:
        _session.go_on(ground)
    else:
        _session = Session(ground, sorted(build.shown(build.found.texts)), _cache(config), Path(build.target))


def on_serve(server: Any, *, config: MkDocsConfig, builder: Callable[[], None]) -> Any:
    """Put a server of ours in place of MkDocs', to watch what that would watch, and the code that is at work."""
    if _session is None:
        return server
    server.server_close()
    address = (str(config.dev_addr[0]), int(config.dev_addr[1]))
    code = [
        THEME.parent,
        *(Path(config.config_file_path or "mkdocs.yml").absolute().parent / str(hook) for hook in config.hooks),
    ]
    return _session.server(
        server.url, address, partial(_build_again, builder), server._watched_paths, Path(config.docs_dir), code
    )


def _build_again(builder: Callable[[], None]) -> None:
    """Have MkDocs build; what it says of settings that it cannot read is all that there is to say, as when a build ends."""
    try:
        builder()
    except MkDocsException as error:
        raise SystemExit(str(error)) from error
