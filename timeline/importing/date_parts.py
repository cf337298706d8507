"""Numbers of years, months and days to EDTF, or a plain reason why they are no date."""

from __future__ import annotations

import re
from typing import Any

from timeline.edtf import EdtfError, Point, parse, year_text
from timeline.edtf.english.words import read_words
from timeline.importing.rows import Dated, NoEvent
from timeline.messages import shortened

_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.0*)?")
_SHOWN = 40  # characters in a message
_MOST_DIGITS = 12  # of a year, as EDTF is read here


def number(what: str, value: Any) -> int | None:
    """A whole number, as 7, 7.0, "7" or " 07 " say it; None for nothing. Raises NoEvent."""
    text = "" if value is None else str(value).strip().replace("\u2212", "-")
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    if match is None or isinstance(value, bool):
        raise NoEvent(
            f'{what} "{shortened(text, _SHOWN)}": this is no whole number', code="date-number"
        )
    if len(match[2].lstrip("0")) > _MOST_DIGITS:
        raise NoEvent(
            f"{what} {shortened(text, _SHOWN)}: this has more than {_MOST_DIGITS} digits",
            code="date-number",
        )
    return int(match[1] + match[2])


def date(year: Any, month: Any = None, day: Any = None, *, year_zero: bool = False) -> str:
    """EDTF of as many parts as there are; raises NoEvent.

    With `year_zero`, years count as astronomers and ISO 8601 count them: 0 is
    1 BCE. Without it -1 is 1 BCE, and there is no year 0.
    """
    years, months, days = number("year", year), number("month", month), number("day", day)
    if years is None:
        more = [
            f"{name} {part}"
            for name, part in (("month", months), ("day", days))
            if part is not None
        ]
        raise NoEvent(
            f"{more[0]}: there is no year to it" if more else "there is no year", code="no-year"
        )
    if days is not None and months is None:
        raise NoEvent(f"day {days}: there is no month to it", code="no-month")
    if months is None and (day_in_one := _in_one(years)):
        problem = f"this may be the day {day_in_one}, or a year of eight digits"
        raise NoEvent(
            f"year {years}: {problem}; write year, month and day apart", code="date-eight-digits"
        )
    if years == 0 and not year_zero:
        raise NoEvent("year 0: before the year 1 comes -1, which is 1 BCE", code="date-year-zero")
    if months is not None and not 1 <= months <= 12:
        raise NoEvent(f"month {months}: months run from 1 to 12", code="date-month")
    text = year_text(years if years > 0 or year_zero else years + 1)
    if text.startswith("Y") and months is not None:
        raise NoEvent(
            f"month {months}: a year of more than four digits has no months here",
            code="date-year-digits",
        )
    if months is not None:
        text += f"-{months:02}"
    if days is not None:
        text += _day(text, days)
    return text


def _in_one(year: int) -> str:
    """The day that a year of eight digits may be meant as; empty if it can be none."""
    found = read_words(str(year)).date if 10_000_000 <= year <= 99_999_999 else None
    return found.text if found and not found.text.startswith("Y") else ""


def _day(month: str, day: int) -> str:
    """The day of a month, as it ends a date; raises NoEvent."""
    try:
        if day > 99 or day < 1:
            raise NoEvent(f"day {day}: days run from 1 to 31", code="date-day")
        parse(f"{month}-{day:02}")
    except EdtfError as error:
        raise NoEvent(f"day {day}: {error.problem}", code=error.code) from None
    return f"-{day:02}"


def interval(start: str, end: str, *, single: bool = True) -> str:
    """EDTF from a date to one that is still in it; raises NoEvent if that is before.

    With `single`, an interval from a date to itself is the date. An end that is
    a whole year or month in which the start is, is some time of it. A year with
    Y and a date without it bound no interval in EDTF as it is read here; see `lasting`.
    """
    if single and start == end:
        return start
    problem = ""
    for text in (f"{start}/{end}", f"{start}/{end}-XX"):
        try:
            return parse(text).text
        except EdtfError as error:
            problem = problem or error.problem
    if _first(end) < _first(start):
        raise NoEvent(f"the end {end} is before the start {start}", code="date-order")
    raise NoEvent(f"{start} to {end}: {problem}", code="date-interval")


def lasting(start: str, end: str) -> Dated:
    """From a date to one that is still in it; raises NoEvent if that is before.

    Where EDTF as it is read here has no interval of the two, the end that is a year
    with Y is left unknown, and the note says which it is.
    """
    if ("Y" in start) == ("Y" in end):
        return Dated(edtf=interval(start, end))
    if _first(end) < _first(start):
        raise NoEvent(f"the end {end} is before the start {start}", code="date-order")
    from timeline.wording import date_words

    if "Y" in start:
        return Dated(edtf=f"/{end}", date_note=f"It began in {date_words(parse(start))}.")
    return Dated(edtf=f"{start}/", date_note=f"It ended in {date_words(parse(end))}.")


def _first(date: str) -> int:
    """The first day of a date, as a number."""
    start = parse(date).start
    assert isinstance(start, Point)
    return start.first
