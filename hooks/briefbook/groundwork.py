"""Has a folder at hand for a fresh site to begin with, by a process that sees to it beside the build.

Which folder that is, and why, says `spare`. It is asked for as soon as it is known what is published; a first build, which
has nothing to begin with, makes one for the build after it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from briefbook import spare
from briefbook.beginning import Beginning
from briefbook.inventory import Stamps
from briefbook.manifest import Manifest
from briefbook.publish import Staging
from briefbook.standby import Standby
from briefbook.workers import WorkerError, jobs

_MANY = 30_000
"""So many files take longer to link than what goes on beside it in a build where one text was edited."""


class Groundwork:
    """What one fresh site begins with, and what it leaves to the next; `kept` is the place of the folder in between."""

    def __init__(self, staging: Staging, kept: Path) -> None:
        self._staging, self._kept = staging, kept
        self._process: Standby[tuple[spare.Mark, Stamps] | None] = Standby()
        self._is_for_next = False

    @property
    def mark(self) -> spare.Mark | None:
        """By what the next build knows the folder that is kept now."""
        return spare.mark(self._kept)

    def begin(self, before: Manifest) -> None:
        """See to it that a folder is at hand which is much like the published site."""
        if before.files:
            target, mode = self._staging.target, self._staging.mode
            self._process.begin(spare.ready, self._kept, before.spare, target, len(before.files), mode)

    def beginning(self, before: Manifest) -> Beginning:
        """Let the fresh site begin with that folder, if it is to be had, and with what is in its own already."""
        fresh, target = self._staging.folder, self._staging.target
        found = None
        with contextlib.suppress(WorkerError):
            found = self._process.result() if self._process.busy else None
        if found:
            mark, there = found
            if mark == self.mark and (copied := spare.take_up(self._kept, fresh)) is not None:
                there = {path: stamp for path, stamp in there.items() if path not in copied}
                return Beginning(fresh, target, before, copied, there)
        return Beginning(fresh, target, before)

    def prepare(self, number: int) -> None:
        """In a first build, of so many files, begin with what the next one will need, beside the last of the index."""
        if number >= _MANY and not self._process.busy and jobs() > 1 and not self._staging.target.exists():
            self._process.begin(spare.prepare, self._kept, self._staging.folder)
            self._is_for_next = True

    def finish(self) -> None:
        """Wait for what is made for the next build."""
        if self._is_for_next:
            with contextlib.suppress(Exception):  # whatever it is, only the next build takes longer
                self._process.result()

    def forget(self) -> None:
        """Delete what was made for the next build: links to a site that nobody will see."""
        if self._is_for_next:
            spare.drop(self._kept)

    def replace(self, old: Path, *, alike: bool) -> None:
        """Keep the folder that the fresh site has replaced, if they have much in common."""
        spare.drop(self._kept)
        if alike:
            spare.put_away(old, self._kept)

    def end(self) -> None:
        """See the process off, whether or not its work is done."""
        self._process.end()
