"""Dates in front matter and on pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.dates import for_machines, in_words, parse_date, parse_moment


@given(st.dates())
def test_a_date_is_read_back(day: date) -> None:
    assert day == parse_date(day.isoformat())


@pytest.mark.battery("A28")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("24 October 2024", "'24 October 2024' is not a date; write 2024-10-24"),
        ("Oct. 4, 2024", "'Oct. 4, 2024' is not a date; write 2024-10-04"),
        ("October 4, 2024", "'October 4, 2024' is not a date; write 2024-10-04"),
        ("March 2026", "'March 2026' is not a date; write 2026-03-01"),
        ("2024/1/5", "'2024/1/5' is not a date; write 2024-01-05"),
        ("20240105", "'20240105' is not a date; write 2024-01-05"),
        ("January 5th, 2024", "'January 5th, 2024' is not a date; write 2024-01-05"),
        ("2024 January 5", "'2024 January 5' is not a date; write 2024-01-05"),
        ("25.1.2024", "'25.1.2024' is not a date; write 2024-01-25"),
        ("1/25/2024", "'1/25/2024' is not a date; write 2024-01-25"),
        ("2024-1-5T10:00", "'2024-1-5T10:00' is not a date; write 2024-01-05"),
        ("25.13.2024", "'25.13.2024' is not a date; write year, month and day, such as 2024-10-24"),
        ("2024-13-5", "'2024-13-5' is not a date; write year, month and day, such as 2024-10-24"),
        ("5.1.2024", "'5.1.2024' is not a date; write year, month and day, such as 2024-10-24"),
        (
            "2024-02-30",
            "'2024-02-30' is not a day of the calendar; write one as YYYY-MM-DD, such as 2024-10-24",
        ),
    ],
)
def test_another_form_is_refused_with_the_right_one_where_it_has_one_reading(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        parse_date(text)

    assert message == str(refused.value)


def test_a_moment_is_a_date_or_a_time_in_utc() -> None:
    assert date(2024, 10, 22) == parse_moment("2024-10-22")
    assert datetime(2024, 10, 22, 14, 0, tzinfo=UTC) == parse_moment("2024-10-22T14:00Z")
    assert datetime(2024, 10, 22, 14, 0, 5, tzinfo=UTC) == parse_moment("2024-10-22 14:00:05 UTC")


def test_how_a_page_shows_them() -> None:
    moment = datetime(2024, 10, 22, 14, 5, tzinfo=UTC)

    assert (in_words(moment.date()), for_machines(moment.date())) == ("22 October 2024", "2024-10-22")
    assert (in_words(moment), for_machines(moment)) == ("22 October 2024, 14:05 UTC", "2024-10-22T14:05Z")
