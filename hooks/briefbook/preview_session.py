"""One `mkdocs serve` from its start to its end: it begins with what was kept, and says on the terminal what is new."""

from __future__ import annotations

import gc
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from briefbook import memory, pagefind, search_index, shapes
from briefbook.aside import Aside
from briefbook.early_bodies import render_early
from briefbook.known import Known
from briefbook.preview import Ground, News, Preview, Start
from briefbook.preview_index import PreviewIndex
from briefbook.preview_server import Server
from briefbook.tally import counted, listed
from briefbook.templates import fault
from briefbook.workers import on_all_cores

log = logging.getLogger("mkdocs.briefbook")

_MANY = 500
"""Texts from which on reading takes long enough to say so."""


class Session:
    """A preview with its server, and the work that is done aside.

    `cache` is where is kept what was read, `folder` where lies what is made for the time of the preview alone.
    """

    def __init__(self, ground: Ground, texts: Sequence[str], cache: Path, folder: Path) -> None:
        gc.disable()  # hardly anything of what is read is ever given up; `Server` collects when it is quiet
        recalled = memory.recall(ground.docs, texts, cache, shapes.of_code(), with_drafts=True)
        hasty = len(recalled.texts) > _MANY
        if hasty:
            log.info(
                "Reading %d texts; whom they name is seen a while later, and the next start need not read them again",
                len(recalled.texts),
            )
        stamps = {path: stamp[:3] for path, stamp in recalled.stamps.items()}
        self._preview = Preview(ground, Start(recalled.known, recalled.texts, stamps, hasty), on_all_cores)
        gc.freeze()  # and to look for garbage in it would take longer than all the rest of a save
        self._cache, self._index = cache, PreviewIndex(folder / "search", self._tell_search)
        self._recalled: memory.Recalled | None = recalled
        self._aside: list[Aside[Known] | Aside[None]] = []
        self._fault, self._looked = "", False
        self._static = ground.static

    def go_on(self, ground: Ground) -> None:
        """Show the same folder by other settings or another theme, from the moment on when its files are there too."""
        before, self._static = self._static, ground.static
        self._preview.stand_on(ground)
        for folder in ground.static.parent.iterdir():
            if folder not in {before, ground.static}:  # from the one before, a file may just be sent
                shutil.rmtree(folder, ignore_errors=True)

    def server(
        self,
        url: str,
        bind: tuple[str, int],
        builder: Callable[[], None],
        watched: Iterable[str],
        docs: Path,
        code: Iterable[Path],
    ) -> Server:
        """What MkDocs is given for its own server, to watch all that this would watch, and the code that is loaded."""
        made = Server(
            self._preview, self._index, url, bind, docs, lambda: _said_by(builder), _tell, self._rest, self._make_index
        )
        for path in watched:
            made.watch(path)
        for place in code:
            made.watch_code(place)
        _tell(News(self._preview.errors))
        if self._preview.pending:
            self._search_aside(made.wake)
        return made

    def end(self) -> None:
        """End what is done aside."""
        self._index.end()
        for each in self._aside:
            each.end()

    def _search_aside(self, wake: Callable[[], None]) -> None:
        """Have a process search and judge the texts that are pending, and keep what was found for the next start."""
        preview, recalled, self._recalled = self._preview, self._recalled, None

        def search() -> Known:
            known = preview.rest(on_all_cores)
            if recalled:
                memory.remember(known, recalled, self._cache, shapes.of_code())
            return replace(known, readings={}, matcher=None)

        def done(known: Known | None, error: str) -> None:
            _log(error)
            preview.tell(known)
            wake()

        self._aside.append(Aside(search, done))

    def _rest(self) -> None:
        """What can wait until nothing is saved for a while."""
        self._keep()
        if not self._looked:
            self._looked = True
            threading.Thread(target=self._look_for_pagefind, daemon=True).start()

    def _look_for_pagefind(self) -> None:
        """Say on the terminal that search will not work, before a reader opens it."""
        try:
            pagefind.program()
        except pagefind.PagefindError as error:
            self._tell_search(str(error))

    def _tell_search(self, fault: str) -> None:
        """Say on the terminal, once, why there is no index."""
        if fault != self._fault:
            self._fault = fault
            log.error("There is no index for search: %s", fault)

    def _keep(self) -> None:
        """Keep what was read for the next start, once."""
        preview, recalled, self._recalled = self._preview, self._recalled, None
        if recalled and (recalled.texts or recalled.forgotten):
            known = replace(preview.known, related=recalled.known.related)
            with preview.still():
                keep = partial(memory.remember, known, recalled, self._cache, shapes.of_code())
                self._aside.append(Aside(keep, lambda _, error: _log(error)))

    def _make_index(self, folder: Path) -> str:
        """Make the search index of what is shown now in a folder, in the process that calls; gives what is wrong."""
        library, rendering = self._preview.whole()
        try:
            shaped_by = self._preview.indexed_by
            indexing = search_index.begin(library, self._cache, shaped_by)
            indexing.place(folder)
            for waiting in indexing.taken():
                indexing.index(waiting, render_early(rendering.bodies, [waiting.missing], on_all_cores).html)
            indexing.finish()
        except pagefind.PagefindError as error:
            return str(error)
        return ""


def folder_of_its_own(below: Path) -> Path:
    """Where MkDocs puts the theme's files this time; those of before are served until all are there (`Session.go_on`)."""
    theme = below / "theme"
    theme.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(dir=theme))


def _said_by(builder: Callable[[], None]) -> tuple[str, ...]:
    """Have MkDocs build again; gives what it says where it cannot."""
    said = _Said(logging.ERROR)
    logging.getLogger("mkdocs").addHandler(said)
    try:
        builder()
    except (Exception, SystemExit) as error:  # whatever the settings are, the preview goes on
        if not said.messages:
            log.error("%s", fault(error) if isinstance(error, Exception) else error)
        return tuple(said.messages) or (str(error) or repr(error),)
    finally:
        logging.getLogger("mkdocs").removeHandler(said)
    return ()


class _Said(logging.Handler):
    """Keeps what is said on the terminal, for the browser to say it too."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _tell(news: News) -> None:
    """Say on the terminal what a preview has come to."""
    if news.errors:
        log.error("%s", listed(news.errors))
    elif news.had_errors:
        log.info("Nothing is wrong any more")
    if news.warnings:
        log.info("%s on style", counted(news.warnings, "warning"))


def _log(error: str) -> None:
    if error:
        log.debug("What was to be done aside has failed: %s", error)
