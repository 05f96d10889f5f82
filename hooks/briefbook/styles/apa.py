"""A reference in the style of the American Psychological Association, 7th edition."""

from __future__ import annotations

from briefbook.citable import Citable, Name, Run
from briefbook.wording import ended, initials, inverted, numbered, titled, year

NAME = "APA"
_MOST = 20


def cite(item: Citable) -> tuple[Run, ...]:
    """Authors. (Year). Title (Number). Publisher. Address."""
    number = f" ({numbered(item.number, 'No.')})" if item.number else ""
    stop = "" if not number and item.title.endswith((".", "?", "!")) else "."
    link = f" {item.link}" if item.link else ""
    return titled(
        f"{ended(_names(item.authors))} ({year(item.date, 'C.E.')}). ",
        item.title,
        f"{number}{stop} {ended(item.publisher)}{link}",
    )


def _names(names: tuple[Name, ...]) -> str:
    written = [inverted(Name(name.family, initials(name.given))) for name in names]
    if len(written) > _MOST:
        return f"{', '.join(written[: _MOST - 1])}, … {written[-1]}"
    return f"{', '.join(written[:-1])}, & {written[-1]}" if len(written) > 1 else "".join(written)
