"""Lengths of time in the calendar's units, by their laws and by days counted another way."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.edtf import Duration, EdtfError, civil, day_number, duration

DAYS = st.integers(day_number(-12000), day_number(12000))
LENGTHS = st.builds(
    Duration, st.integers(1, 3000), st.sampled_from(("day", "week", "month", "year"))
)


@given(LENGTHS, DAYS)
def test_it_leads_to_later_days(length: Duration, day: int) -> None:
    """Later, and never earlier for a later day."""
    assert day < length.after(day) <= length.after(day + 1)


@given(LENGTHS, DAYS)
def test_its_ways_back_are_the_tightest(length: Duration, day: int) -> None:
    """The first day that reaches a day does, and the one before it does not; so the last within."""
    first, last = length.first_reaching(day), length.last_within(day)

    assert length.after(first - 1) < day <= length.after(first)
    assert length.after(last) <= day < length.after(last + 1)


@given(st.integers(1, 40), st.dates(datetime.date(1, 1, 1), datetime.date(5000, 1, 1)))
def test_months_are_those_of_the_calendar(count: int, start: datetime.date) -> None:
    """The same day of a later month, or that month's last where it has no such day."""
    year, month, day = civil(
        Duration(count, "month").after(day_number(start.year, start.month, start.day))
    )
    whole = start.year * 12 + start.month - 1 + count

    assert (year, month) == (whole // 12, whole % 12 + 1)
    following = day_number(year, month + 1) - day_number(year, month)
    assert day == min(start.day, following)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 month", (1959, 1, 31), (1959, 2, 28)),
        ("1 month", (1960, 1, 31), (1960, 2, 29)),
        ("1 year", (1960, 2, 29), (1961, 2, 28)),
        ("28 years", (993, 1, 1), (1021, 1, 1)),
        ("10 weeks", (1959, 12, 14), (1960, 2, 22)),
        ("1 year", (-1, 12, 31), (0, 12, 31)),
    ],
)
def test_it_counts(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert end == civil(duration(text).after(day_number(*start)))
    assert text == str(duration(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10 wks", ("10 weeks",)),
        ("10weeks", ("10 weeks",)),
        ("1 Years", ("1 year",)),
        (" 9 mo. ", ("9 months",)),
        ("010 days", ("10 days",)),
        ("ten weeks", ()),
        ("0 days", ()),
        ("1.5 years", ()),
        ("10", ()),
        ("10 fortnights", ()),
        ("P10W", ()),
        ("١٠ weeks", ("10 weeks",)),
        ("99999999 years", ()),
        ("", ()),
    ],
)
def test_another_form_is_refused(text: str, meant: tuple[str, ...]) -> None:
    """With what is to be written, where that is plain."""
    with pytest.raises(EdtfError) as caught:
        duration(text)

    assert ("length-form", meant) == (caught.value.code, caught.value.meant)
