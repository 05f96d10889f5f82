"""What a fresh site begins with: an empty folder, or one that an earlier site has left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from briefbook.inventory import Stamps
from briefbook.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a fresh site begins with."""

    folder: Path
    """Where it grows."""
    published: Path | None
    """The site whose place it is to take; nothing where it is only looked at."""
    before: Manifest
    """What is known of that site."""
    copied: Collection[str] = ()
    """What MkDocs has put there."""
    there: Stamps | None = None
    """What is there from an earlier site, which was put aside; nothing where the folder was empty."""
