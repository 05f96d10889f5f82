"""Dates as authors write them in front matter, and as readers see them on a page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:Z| ?UTC)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY, _WORD, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[A-Za-z]{3,9})", r"(?P<year>\d{4})"
_FORMS = (
    rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:[T ]00:00(?::00)?(?:Z| ?UTC)?)?",
    rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
    rf"{_DAY}\.?(?: of)? {_WORD}\.?,? {_YEAR}",
    rf"{_WORD}\.? {_DAY},? {_YEAR}",
    rf"{_YEAR} {_WORD} {_DAY}",
    # The one number that is larger than twelve is the day.
    rf"(?P<day>1[3-9]|2\d|3[01])[-/.](?P<month>\d{{1,2}})[-/.]{_YEAR}",
    rf"(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",
)


def parse_date(text: str) -> date:
    """Read a calendar date written YYYY-MM-DD (RFC 3339 `full-date`); ValueError for anything else."""
    if not (found := _DATE.fullmatch(text)):
        raise ValueError(f"'{text}' is not a date; {_guess(text)}")
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise ValueError(f"'{text}' is not a day of the calendar; write one as YYYY-MM-DD, such as 2024-10-24") from error


def parse_moment(text: str) -> date | datetime:
    """Read a date, or a time in UTC written 2024-10-22T14:00Z; ValueError for anything else."""
    if not (found := _MOMENT.fullmatch(text)):
        if ":" in text:
            raise ValueError(f"'{text}' is not a time in UTC; write it as 2024-10-22T14:00Z")
        return parse_date(text)
    day = parse_date(found[1])
    try:
        moment = time(int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a time of day; write it as 2024-10-22T14:00Z, up to 23:59") from error
    return datetime.combine(day, moment)


def one_meaning(text: str) -> date | None:
    """The day that a text in another form can only mean: 2024-1-5, 20240105, 5 January 2024, January 5th, 2024, 25/1/2024.

    None for a month without a day, and for 5/1/2024, which is another day in Britain than in America.
    """
    for pattern in _FORMS:
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            parts = found.groupdict()
            month = parts["month"]
            try:
                return date(int(parts["year"]), int(month) if month.isdecimal() else _month(month), int(parts["day"]))
            except ValueError:
                return None
    return None


def in_words(day: date) -> str:
    """The day as a reader sees it: 24 October 2024, and 24 October 2024, 14:00 UTC for a time."""
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{words}, {day:%H:%M} UTC" if isinstance(day, datetime) else words


def for_machines(day: date) -> str:
    """The day as the `datetime` attribute of HTML's `time` element wants it."""
    return f"{day:%Y-%m-%dT%H:%MZ}" if isinstance(day, datetime) else day.isoformat()


def _guess(text: str) -> str:
    """What to write: the date that was meant where the text has only one reading, else an example."""
    day = one_meaning(re.sub(r"(?<=\d)[T ]\d{1,2}:.*", "", text))
    if day is None and (found := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{4})", text)) and _month(found[1]):
        day = date(int(found[2]), _month(found[1]), 1)
    return f"write {day.isoformat()}" if day else "write year, month and day, such as 2024-10-24"


def _month(word: str) -> int:
    """The number of a month from its English name or its first letters, 0 for any other word."""
    return next((number for number, name in enumerate(_MONTHS, 1) if name.lower().startswith(word.lower())), 0)
