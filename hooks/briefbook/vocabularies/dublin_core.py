"""Dublin Core, for libraries and archives."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.identity import tag_of
from briefbook.model import Meta
from briefbook.subject import Subject


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the elements of the page of a record: of a brief all, of others title, description and identifier."""
    if subject.record is None:
        return
    settings = subject.library.settings
    values = [("title", subject.page.title), ("description", subject.page.description)]
    if item := subject.item:
        values += [("creator", author.whole) for author in item.authors]
        values += [("date", item.date.isoformat()), ("type", "Report"), ("language", item.lang)]
        values += [("subject", keyword) for keyword in item.keywords]
    values += [
        ("publisher", settings.publisher or settings.name),
        ("identifier", tag_of(subject.record, settings)),
        ("rights", settings.licence_url or settings.licence),
    ]
    for name, value in values:
        if value:
            yield Meta("name", f"DC.{name}", value)
