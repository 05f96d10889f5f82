"""MkDocs' events come in, plain values go out; no other module knows MkDocs.

Order of a build: `on_config` sends the site to a staging folder, `on_files` hands the texts to the line and takes them out
of MkDocs' hands, which copies pictures and the theme's files; `on_post_build` renders all pages and outputs beside them, on
all cores, and `on_shutdown` publishes if all went well.

A preview has MkDocs copy the theme's files alone. `on_post_build` reads the texts, and `on_serve` puts a server of ours in
place of MkDocs', which renders a page when it is asked for it; MkDocs builds again when its settings change.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.theme import Theme

from briefbook import disk, garbage, memory, progress, shapes, stopping, theme_files
from briefbook.beginning import Beginning
from briefbook.early_reading import EarlyReading
from briefbook.known import Known
from briefbook.model import Problem, Settings
from briefbook.publication import Publication
from briefbook.settings import read_settings
from briefbook.standing import Copied, Standing
from briefbook.tally import counted, errors_of, listed, unreadable
from briefbook.workers import lack_of_memory, on_all_cores

if TYPE_CHECKING:  # what makes pages is loaded while the texts are read, and a build does without the server's modules
    from briefbook.conversion import Conversion
    from briefbook.intake import Intake
    from briefbook.making import Fresh
    from briefbook.presentation import Presentation
    from briefbook.preview_session import Session

log = logging.getLogger("mkdocs.briefbook")


@dataclass
class _Build:
    """What one build has to remember between its events; `on_config` begins a new one."""

    config: MkDocsConfig
    settings: Settings
    problems: tuple[Problem, ...]
    target: str
    """Where the site is to be published."""
    began: float
    processes: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    """Ends what is done aside, when it is closed."""
    publication: Publication | None = None
    """Sees the fresh site through; nothing where none is published."""
    found: disk.Survey = field(default_factory=disk.Survey)
    shown: Callable[[Iterable[str]], frozenset[str]] = frozenset
    """Which files of docs a preview shows."""
    shaped_by: bytes = b""
    """A digest of what shapes all pages beside the content."""
    early: EarlyReading | None = None
    """Reads the texts, where all are to be read."""
    standing: Standing = field(default_factory=Standing)
    """The published site, as far as it may be taken over."""
    intake: Intake | None = None
    """What is to be published; nothing where the published site stays."""
    remember: Callable[[], object] = lambda: None
    """Keeps for the next build what is known of the texts; does so once."""
    files: Files = field(default_factory=lambda: Files([]))
    presentation: Presentation | None = None
    fresh: Fresh | None = None
    """What is known of the fresh site."""
    written: bool = False
    failed: bool = False


_serving = False
_staged = True
_lazily = False
_build: _Build | None = None
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
        garbage.let_lie()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin a build: read the settings and, unless this is a preview, send the site to a staging folder."""
    global _build
    _end_processes()
    began = time.monotonic()
    file = Path(config.config_file_path) if config.config_file_path else None
    text = file.read_text(encoding="utf-8") if file and file.is_file() else ""
    settings, problems = read_settings(config, config.nav, text)
    build = _build = _Build(config, settings, problems, config.site_dir, began)
    if _staged:
        _stage(build)
    if _lazily:
        from briefbook.preview_session import folder_of_its_own

        config.site_dir = str(folder_of_its_own(Path(config.site_dir)))
    build.found = disk.survey(Path(config.docs_dir), lambda path: not _lazily)
    if not _lazily:
        build.problems += build.found.problems
    if any(problem.rule == "link-on-disk" for problem in build.found.problems):
        from briefbook.intake import refused

        # MkDocs would follow the link, round and round if it leads to itself
        read, unreadable = disk.read_texts(Path(config.docs_dir), build.found.texts)
        others = refused(build.found, read, settings, datetime.now(UTC).date())
        _report([*{*build.problems, *build.found.problems, *unreadable, *others}])
    if not _serving and not memory.is_there(_cache(config)):
        build.early = EarlyReading(Path(config.docs_dir), build.found.texts)
        build.processes.callback(build.early.end)
    config.theme.static_templates -= {"404.html", "sitemap.xml"}  # ours are a page like any other, and an output
    config.theme.static_templates |= theme_files.WHOLE
    config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]  # no event comes before it
    config.watch += map(str, _theme(config))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace the Markdown files by the pages of the site; nothing goes on if a problem is an error."""
    build = _at_work()
    config.nav = []  # ours is in every page's frame; MkDocs has no page left that one could lead to
    _take_out(files, [file for file in files if _is_unused(file, config.docs_dir)])
    if _lazily:
        _leave_to_preview(build, files)
        return files
    progress.stage("Reading texts")
    from briefbook import search_index
    from briefbook.early_search import EarlySearch
    from briefbook.intake import take_in

    documents = files.documentation_pages(inclusion=_is_shown)
    left_out = [path for path in build.found.texts if path not in files.src_uris]
    texts = sorted({*(file.src_uri for file in documents), *left_out})
    docs, kept, code = Path(config.docs_dir), _cache(config), shapes.of_code()
    recall = cache(partial(memory.recall, docs, texts, kept, code, with_drafts=_serving))
    _take_out(files, documents)
    others = [file for file in files if not file.is_documentation_page() and _is_shown(file.inclusion)]
    standbys = () if _serving else search_index.processes()
    for standby in standbys:
        build.processes.callback(standby.end)
    indexed_by = shapes.of_texts(config)
    _look_back(build, recall, texts, others, indexed_by)
    before = build.standing.before
    if build.standing.unchanged:
        _take_out(files, files)  # nothing of it is to be copied
        return files
    begin = partial(search_index.begin, cache=kept, shaped_by=indexed_by, before=before.indexes, standbys=standbys)
    search = EarlySearch(begin, _conversion(build, files), on_all_cores)
    today = None if _serving else datetime.now(UTC).date()
    published = frozenset(file.dest_uri for file in others)

    def keep(known: Known) -> None:
        recalled = recall().without_texts()

        @cache
        def remember() -> None:
            with contextlib.suppress(Exception):  # whatever it is, only the next build takes longer
                memory.remember(known, recalled, kept, code)

        build.remember = remember
        build.processes.callback(remember)  # at the latest

    unread = unreadable(build.found.problems)
    intake = take_in(recall(), build.settings, published, search, keep, today, build.early, unread)
    _report([*build.problems, *intake.problems])
    build.intake = intake
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Have our templates escape every value; Material's own are written for an environment that does not."""
    from briefbook import templates
    from briefbook.presentation import Presentation

    build = _at_work()
    templates.prepare(env, theme_files.templates())
    build.files = files
    build.presentation = Presentation(
        conversion=_conversion(build, files),
        environment=env,
        config=config,
        edit=urljoin(f"{(config.repo_url or '').rstrip('/')}/", config.edit_uri) if config.edit_uri else "",
        shaped_by=build.shaped_by,
    )
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write all pages and outputs beside what MkDocs has copied, and see whether all is there."""
    build = _at_work()
    if _lazily:
        _go_on_with_preview(build)
        return
    if build.intake:
        from briefbook.making import NotWhole
        from briefbook.pagefind import PagefindError

        try:
            build.fresh = _made(build, build.intake)
        except (NotWhole, PagefindError) as error:
            raise PluginError(str(error)) from error
    build.written = True  # `--strict` may still find fault


def on_build_error(error: Exception) -> None:
    """Nothing is to be published. What the system refuses is told in a line; everything else is our mistake, or MkDocs'."""
    if _build:
        _build.failed = True
    why = lack_of_memory(error) or (str(error) if isinstance(error, OSError) else None)
    if why and not _serving:
        raise PluginError(f"The site cannot be built, and the published one stays as it was: {why}") from error


def on_shutdown() -> None:
    """Publish the fresh site if it is whole, and leave no trace of it if it is not."""
    build = _build
    publication = build.publication if build else None
    whole = build is not None and build.written and not build.failed
    if _session:
        _session.end()
    if build is None or publication is None:
        _end_processes()
        progress.end()
        return
    build.publication, build.config.site_dir = None, build.target
    try:
        with stopping.later():
            if whole and not stopping.came():
                publication.groundwork.finish()
            _end_processes()
            progress.end()
            if not whole or stopping.came():
                publication.discard()
            else:
                _publish(build, publication)
    finally:
        if stopping.came():
            end = "the fresh site was published before" if publication.is_done else "the published site stays as it was"
            log.error("Stopped by %s; %s", stopping.came(), end)
        stopping.rest()
        garbage.leave(build)


def _at_work() -> _Build:
    assert _build is not None, "MkDocs begins each build with on_config"
    return _build


def _end_processes() -> None:
    if _build:
        _build.processes.close()


def _stage(build: _Build) -> None:
    """Send the site to a folder beside its own. What is read from now on is newer than all that another build has read."""
    if not (epoch := os.environ.get("SOURCE_DATE_EPOCH", "0")).isdecimal():
        raise PluginError(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds; unset it, the site needs no date")
    if log.isEnabledFor(logging.INFO):
        progress.begin(logging.getLogger("mkdocs").handlers)
    logging.getLogger("mkdocs.commands.build").addFilter(_is_no_false_alarm)
    stopping.listen()
    try:
        build.publication = Publication(Path(build.target), _cache(build.config))
    except OSError as error:
        raise PluginError(f"The site cannot be built beside {build.target}: {error}") from error
    build.processes.callback(build.publication.groundwork.end)
    build.config.site_dir = str(build.publication.folder)


def _is_no_false_alarm(record: logging.LogRecord) -> bool:
    """MkDocs says that it cleans the site directory; that is the empty folder which it was sent to, and not the site."""
    return not _staged or record.msg != "Cleaning site directory"


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent


def _cache(config: MkDocsConfig) -> Path:
    """Where is kept what the next build need not find out again."""
    return _root(config) / ".cache" / "briefbook"


def _theme(config: MkDocsConfig) -> list[Path]:
    """The folders of the theme that its owner may change."""
    return [theme_files.FOLDER, *(Path(each) for each in config.theme.dirs if "site-packages" not in Path(each).parts)]


def _environment(theme: Theme) -> jinja2.Environment:
    """MkDocs' environment for a theme, which soon has listed its files."""
    environment = Theme.get_env(theme)
    environment.loader = theme_files.Loader(theme.dirs)
    return environment


def _is_shown(level: InclusionLevel) -> bool:
    return bool(level.is_in_serve() if _serving else level.is_included())  # type: ignore[no-untyped-call]


def _take_out(files: Files, some: Iterable[File]) -> None:
    """Leave some files out of what MkDocs works on."""
    for file in list(some):
        files.remove(file)


def _is_unused(file: File, docs: str) -> bool:
    """Whether the theme ships a file, and no page of ours loads it."""
    of_theme = file.src_dir and file.src_dir != docs
    return bool(of_theme) and not theme_files.is_published(Path(str(file.src_dir)), file.src_uri, preview=_lazily)


def _look_back(
    build: _Build,
    recall: Callable[[], memory.Recalled],
    texts: Collection[str],
    others: Sequence[File],
    indexed_by: bytes,
) -> None:
    """See what shapes all pages, and what the published site was made of."""
    config = build.config
    paths, sizes = sorted(file.dest_uri for file in others), sorted(build.found.sizes.items())
    told = build.settings, config.site_url, paths, sizes
    build.shaped_by = shapes.of_pages(indexed_by, _theme(config), config.theme, map(str, config.hooks), told)
    if build.publication:
        docs, copied = Path(config.docs_dir), map(_state, others)
        build.standing = build.publication.look_back(recall, docs, texts, copied, build.shaped_by, sound=not build.problems)


def _state(file: File) -> Copied:
    """A file that is copied as it is, by where it lies, its size and its times."""
    if file.abs_src_path is None:
        return file.dest_uri, file.content_string, 0, 0, 0
    state = Path(file.abs_src_path).stat()
    return file.dest_uri, file.abs_src_path, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _conversion(build: _Build, files: Files) -> Conversion:
    """What renders texts as MkDocs is configured."""
    from briefbook.conversion import Conversion

    return Conversion(
        files={file.src_uri: file.url for file in files},
        extensions=build.config.markdown_extensions,
        configs=build.config.mdx_configs,
        sizes=build.found.sizes,
    )


def _report(problems: Sequence[Problem]) -> None:
    """List all problems and stop if one is an error; of warnings alone, tell the number."""
    if errors := errors_of(problems):
        raise PluginError(listed(errors, "; the published site stays as it was"))
    if problems:
        log.info("%s on style", counted(len(problems), "warning"))


def _made(build: _Build, intake: Intake) -> Fresh | None:
    """Make all that is ours of the fresh site; raises NotWhole, and PagefindError."""
    from briefbook.making import make

    assert build.presentation is not None
    assert intake.site.library is not None
    config, before = build.config, build.standing.before
    rendering = build.presentation.of_site(intake.site)
    intake.search.hand_over(rendering.bodies)
    indexing = intake.search.indexing(intake.site.library)
    groundwork = build.publication.groundwork if build.publication else None

    def written(number: int) -> None:
        """Do what nothing waits for while the index is made."""
        if groundwork:
            groundwork.prepare(number)
        build.remember()

    return make(
        rendering,
        indexing,
        groundwork.beginning(before) if groundwork else Beginning(Path(config.site_dir), None, before),
        partial(log.log, config.validation.links.not_found, "docs/%s: the link '%s' leads nowhere"),
        made_of=build.standing.made_of,
        texts=intake.texts,
        written=written,
    )


def _publish(build: _Build, publication: Publication) -> None:
    before = build.standing.before
    pages, reused, warnings = before.pages, before.pages, before.warnings
    if build.intake and build.fresh:
        site = build.intake.site
        pages, reused, warnings = len(site.pages), build.fresh.reused, len(site.problems)
        try:
            publication.publish(build.fresh, pages, build.shaped_by)
        except OSError as error:
            raise PluginError(f"The site could not be put in place of {build.target}: {error}") from error
    else:
        log.info("Nothing has changed since the published site was built; it stays")
        publication.discard()
    log.info(progress.summary(pages, reused, time.monotonic() - build.began, len(build.problems) + warnings))


def _leave_to_preview(build: _Build, files: Files) -> None:
    """Take all that lies in docs out of MkDocs' hands."""
    docs = build.config.docs_dir
    ours = [file for file in files if file.src_dir == docs]
    build.shown = partial(_shown, {file.src_uri: _is_shown(file.inclusion) for file in ours}, build.config)
    _take_out(files, ours)


def _shown(known: Mapping[str, bool], config: MkDocsConfig, paths: Iterable[str]) -> frozenset[str]:
    """Which of some files in docs are published: those that the owner has not excluded."""
    paths = tuple(paths)
    fresh = Files(
        File(path, config.docs_dir, config.site_dir, use_directory_urls=True) for path in paths if path not in known
    )
    set_exclusions(fresh, config)
    decided = {**known, **{file.src_uri: _is_shown(file.inclusion) for file in fresh}}
    return frozenset(path for path in paths if decided[path])


def _go_on_with_preview(build: _Build) -> None:
    """Begin the preview, or have it go on with what MkDocs has made of changed settings."""
    global _session
    from briefbook.preview import Ground
    from briefbook.preview_session import Session

    assert build.presentation is not None
    config = build.config
    ground = Ground(
        docs=Path(config.docs_dir),
        static=Path(config.site_dir),
        settings=build.settings,
        problems=build.problems,
        others=frozenset(file.dest_uri for file in build.files),
        shown=build.shown,
        rendering=build.presentation.of_preview,
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
    code = [theme_files.FOLDER.parent, *(_root(config) / str(hook) for hook in config.hooks)]
    return _session.server(
        server.url, address, partial(_build_again, builder), server._watched_paths, Path(config.docs_dir), code
    )


def _build_again(builder: Callable[[], None]) -> None:
    """Have MkDocs build; what it says of settings that it cannot read is all that there is to say, as when a build ends."""
    try:
        builder()
    except MkDocsException as error:
        raise SystemExit(str(error)) from error
