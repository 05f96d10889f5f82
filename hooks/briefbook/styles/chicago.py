"""A reference in the author-date style of the Chicago Manual, 18th edition."""

from __future__ import annotations

from briefbook.citable import Citable, Name, Run
from briefbook.headline import in_capitals
from briefbook.wording import ended, inverted, listed, numbered, titled, year

NAME = "Chicago"
_MOST, _SHOWN = 6, 3


def cite(item: Citable) -> tuple[Run, ...]:
    """Authors. Year. Title. Number. Publisher. Address."""
    title = in_capitals(item.title, item.lang)
    stop = "" if title.endswith((".", "?", "!")) else "."
    number = f" {ended(numbered(item.number, 'No.'))}" if item.number else ""
    link = f" {item.link}." if item.link else ""
    return titled(
        f"{ended(_names(item.authors))} {year(item.date)}. ", title, f"{stop}{number} {ended(item.publisher)}{link}"
    )


def _names(names: tuple[Name, ...]) -> str:
    written = [inverted(names[0]), *(name.whole for name in names[1:])]
    return f"{', '.join(written[:_SHOWN])}, et al." if len(written) > _MOST else listed(written, "and")
