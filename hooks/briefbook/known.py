"""What is known of files that stay as they are, so that only the others are read, searched and judged again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from briefbook.mentions import Found, Matcher
from briefbook.model import Brief, Problem, Record, RelatedOfAll
from briefbook.remains import Remains

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds: its record, if it does, and what is wrong in its front matter."""

    record: Record | None
    problems: tuple[Problem, ...] = ()
    remains: Remains | None = None
    """What is left of a record that does not hold; it is there for the rules alone, and never written down."""


def is_draft(reading: Reading) -> bool:
    """Whether a file holds a draft, which not everybody is shown."""
    record = reading.remains.record if reading.remains else reading.record
    return isinstance(record, Brief) and record.status == "draft"


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about some files, each by its path.

    It is true for as long as the files are the same; `found` and `remarks` also rest on the names of all actors, of which
    `registry` is a digest, and those of drafts on whether these stand among the briefs.
    """

    readings: Mapping[str, Reading] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What the rules that look at one text alone, and at whom it mentions, say of it."""
    found: Mapping[str, Found] = field(default_factory=dict)
    """Whom each brief mentions."""
    registry: bytes = b""
    related: RelatedOfAll = (b"", {})
    """The related briefs of all, as they were last found; `related.Relations` looks whether they hold."""
    of_fronts: tuple[bytes, tuple[Problem, ...]] = field(default=(b"", ()), compare=False)
    """What the rules that look at front matter alone say, and a digest of all front matter that they looked at."""
    with_drafts: bool = False
    matcher: Matcher | None = field(default=None, repr=False, compare=False)
    """The names of all actors, laid out for a search; at hand where one was made already."""

    @property
    def remains(self) -> Mapping[str, Remains]:
        """What is left of the records that do not hold, by their paths."""
        return {path: reading.remains for path, reading in self.readings.items() if reading.remains is not None}

    def only(self, paths: Collection[str]) -> Known:
        """What is known of some files."""
        return replace(
            self,
            readings=_within(self.readings, paths),
            remarks=_within(self.remarks, paths),
            found=_within(self.found, paths),
        )

    def without(self, paths: Collection[str]) -> Known:
        """As if the texts of some files had never been looked at."""
        remarks = {path: each for path, each in self.remarks.items() if path not in paths}
        return replace(self, remarks=remarks, found={path: each for path, each in self.found.items() if path not in paths})


NOTHING = Known()


def _within(mapping: Mapping[str, T], paths: Collection[str]) -> dict[str, T]:
    return {path: each for path, each in mapping.items() if path in paths}
