"""The `citation_` tags that Google Scholar and Zotero read; with an institution, Zotero saves a report.

Zotero parts a name at its comma, and at its last space where there is none: that would cut a desk's name in two, and a
family name of several words. A comma behind a name that has no parts keeps it whole (its Embedded Metadata translator).
"""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.citable import Name
from briefbook.model import Meta
from briefbook.subject import Subject
from briefbook.wording import in_one_piece

NO_BREAK = "\N{NO-BREAK SPACE}"


def tags(subject: Subject) -> Iterator[Meta]:
    """Yield the tags of a brief; other pages are not cited."""
    if (item := subject.item) is None:
        return
    only = len(item.authors) == 1
    for name, value in (
        ("title", item.title),
        *(("author", author_value(author, only=only)) for author in item.authors),
        ("publication_date", item.date.isoformat().replace("-", "/")),
        ("technical_report_institution", item.publisher),
        ("technical_report_number", item.number),
        ("doi", item.doi),
        ("language", item.lang),
        ("abstract", item.summary),
        ("public_url", item.url if subject.library.settings.base_url else ""),
        *(("keywords", keyword) for keyword in item.keywords),
    ):
        if value:
            yield Meta("name", f"citation_{name}", value)


def author_value(name: Name, *, only: bool) -> str:
    """A name with its family name first; `only` says that no other author has a tag.

    Zotero takes an only author with blanks on both sides of the comma for two authors: there the given names are joined by
    blanks that no line is broken at, which it reads as blanks in the end.
    """
    family, given = in_one_piece(name.family), in_one_piece(name.given)
    if not given:
        return f"{family}," if " " in family else family
    return f"{family}, {given.replace(' ', NO_BREAK) if only and ' ' in family else given}"
