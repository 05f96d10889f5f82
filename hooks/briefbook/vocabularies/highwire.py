"""The `citation_` tags that Google Scholar and Zotero read; with an institution, Zotero saves a report."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citable import citable
from briefbook.model import Meta
from briefbook.subject import Subject


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the tags of a brief; other pages are not cited."""
    if (brief := subject.brief) is None:
        return
    item = citable(brief, subject.library)
    for name, value in (
        ("title", item.title),
        *(("author", author.whole) for author in item.authors),
        ("publication_date", f"{item.date:%Y/%m/%d}"),
        ("technical_report_institution", item.publisher),
        ("technical_report_number", item.number),
        ("doi", item.doi),
        ("language", item.lang),
        ("public_url", item.url if subject.library.settings.base_url else ""),
        *(("keywords", keyword) for keyword in item.keywords),
    ):
        if value:
            yield Meta("name", f"citation_{name}", value)
