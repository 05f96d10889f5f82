"""A reference in the style of the Modern Language Association, 9th edition."""

from __future__ import annotations

from briefbook.citable import Citable, Name, Run
from briefbook.headline import in_capitals
from briefbook.wording import ended, inverted, listed, numbered, titled, year

NAME = "MLA"
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def cite(item: Citable) -> tuple[Run, ...]:
    """Authors. Title. Number, Publisher, Date, Address."""
    title = in_capitals(item.title, item.lang)
    stop = "" if title.endswith((".", "?", "!")) else "."
    day = f"{item.date.day} {_MONTHS[item.date.month - 1]} {year(item.date)}"
    number = numbered(item.number, "no.") if item.number else ""
    parts = [part for part in (number, item.publisher, day, item.link) if part]
    return titled(f"{ended(_names(item.authors))} ", title, f"{stop} {ended(', '.join(parts))}")


def _names(names: tuple[Name, ...]) -> str:
    if len(names) > 2:
        return f"{inverted(names[0])}, et al."
    return listed([inverted(names[0]), *(name.whole for name in names[1:])], "and")
