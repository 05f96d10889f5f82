"""Sees a fresh site through: from a folder beside the published one to its place, with what the next build is to know.

`publish` says how a folder takes the place of another, `groundwork` what the fresh one begins with, `manifest` what is
known of a site.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook import manifest, memory, publish, spare, whole
from briefbook.groundwork import Groundwork
from briefbook.standing import Copied, Standing, look_back

if TYPE_CHECKING:  # a build begins to read before it loads what makes a site
    from briefbook.making import Fresh

log = logging.getLogger("mkdocs.briefbook")


class Publication:
    """A fresh site on its way; `cache` is where is kept what the next build need not find out again.

    Waits its turn if another process builds at the `target`; raises OSError where a site could not be published there.
    """

    def __init__(self, target: Path, cache: Path) -> None:
        self._staging, self._cache = publish.stage(target, partial(_say_who_builds, target)), cache
        try:
            self.groundwork = Groundwork(self._staging, spare.place(cache, target))
        except BaseException:
            publish.discard(self._staging)
            raise
        self.is_done = False
        """Whether the fresh site stands at its place."""
        for folder in (cache, cache / "search"):
            whole.sweep(folder)

    @property
    def folder(self) -> Path:
        """Where the fresh site grows."""
        return self._staging.folder

    def look_back(
        self,
        recall: Callable[[], memory.Recalled],
        docs: Path,
        texts: Collection[str],
        copied: Iterable[Copied],
        shaped_by: bytes,
        *,
        sound: bool,
    ) -> Standing:
        """See what stands at the target (`standing.look_back`), and begin with the groundwork as soon as that is known."""
        target, mode, begin = self._staging.target, self._staging.mode, self.groundwork.begin
        standing = look_back(
            recall, docs, texts, copied, self._cache, target, shaped_by, sound=sound, mode=mode, loaded=begin
        )
        if standing.doubts:
            log.info("What .cache/briefbook keeps of earlier builds is not used as a whole: %s", "; ".join(standing.doubts))
        return standing

    def publish(self, fresh: Fresh, pages: int, shaped_by: bytes) -> None:
        """Put the fresh site of so many pages at its place; raises OSError with the published one as it was."""
        alike = 2 * fresh.reused > pages
        try:
            publish.swap_in(self._staging, partial(self.groundwork.replace, alike=alike))
        except OSError:
            self.discard()
            raise
        self.is_done = True
        known = replace(fresh.manifest, spare=self.groundwork.mark)
        manifest.save(known, self._cache, self._staging.target, shaped_by, fresh.packed)

    def discard(self) -> None:
        """Leave the published site as it is, and no trace of the fresh one."""
        self.groundwork.forget()
        publish.discard(self._staging)  # after that another build may begin


def _say_who_builds(target: Path, process: str) -> None:
    log.info("Another build of %s is at work, process %s; this one waits for it", target, process)
