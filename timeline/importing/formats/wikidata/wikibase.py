"""Times of Wikibase, as its query service gives them, to EDTF.

What a time means follows Wikibase's own code: `DateTimeValueCleaner` for how it
is written in RDF, `MwTimeIsoFormatter` for how a precision is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.edtf import EdtfError, day_number, parse, year_text
from timeline.importing.rows import NoEvent

DAY, MONTH, YEAR, DECADE, CENTURY, MILLENNIUM = 11, 10, 9, 8, 7, 6
FINEST = 14  # a second
JULIAN = "Q1985786"

STAMP = re.compile(
    r"([+-]?)(\d{4,16})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d(?:\.\d+)?)(?:Z|[+-]\d\d:\d\d)?)?"
)
_MIDNIGHT = re.compile(r"00:00:00(?:\.0+)?")
_JULIAN_DAY = 2_440_588  # of 1970-01-01
_GREGORIAN = 1582  # the year in which it began


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time as EDTF, with a note on what it is if EDTF says it only roundabout.

    `clock` is a time of day, which a date does not have.
    """

    edtf: str
    note: str = ""
    clock: str = ""

    @property
    def ends_interval(self) -> bool:
        """Whether EDTF can have it as an end of an interval: no set."""
        return not self.edtf.startswith("[")


def time(stamp: str, precision: int | None, *, julian: bool = False) -> Time:
    """A time as precise as `precision`, Wikibase's code of 0 to 14; None if nobody has said.

    Without it only a day other than the first of a month is sure: where no day
    is known, the query service writes the first. `julian` says that the
    statement is in the Julian calendar. Raises NoEvent.
    """
    found = STAMP.fullmatch(stamp)
    if not found:
        raise NoEvent(f"{stamp} is no time", code="date-unread")
    year, month, day = int(found[1] + found[2]), int(found[3]), int(found[4])
    if precision is None:
        precision = _sure_precision(stamp, month, day)
    if not 0 <= precision <= FINEST:
        raise NoEvent(
            f"{precision} is no precision; they run from 0, a billion years, to 14",
            code="date-precision",
        )
    clock = "" if _MIDNIGHT.fullmatch(found[5] or "00:00:00") else found[5]
    if precision < YEAR:
        return _wide(year, precision)
    edtf = _written(year, month, day, precision)
    note = _julian_note(edtf, precision) if julian else ""
    return Time(edtf=edtf, note=note, clock=clock)


def interval(start: Time | None, end: Time | None) -> Time:
    """From one time to another; None where an end is not known. Raises NoEvent.

    An end that EDTF has no interval to is left unknown, and the note says it.
    """
    known = [time for time in (start, end) if time]
    if not any(time.ends_interval for time in known):
        said = ", ".join(time.note.rstrip(".") or time.edtf for time in known)
        raise NoEvent(f"no interval can be written of ends so vague: {said}", code="date-vague")
    ends = [time.edtf if time and time.ends_interval else "" for time in (start, end)]
    if all(ends) and ends[0].startswith("Y") != ends[1].startswith("Y"):
        ends = ["" if edtf.startswith("Y") else edtf for edtf in ends]
    edtf = ends[0] if ends[0] == ends[1] else "/".join(ends)
    try:
        parse(edtf)
    except EdtfError as error:
        raise NoEvent(f"from {ends[0]} to {ends[1]}: {error.problem}", code=error.code) from None
    pairs = zip(("Start", "End"), (start, end), ends, strict=True)
    notes = [_of_end(name, time, is_known=bool(edtf)) for name, time, edtf in pairs if time]
    clocks = [time.clock for time in known if time.clock]
    return Time(edtf=edtf, note=" ".join(filter(None, notes)), clock=" ".join(clocks))


def is_old(edtf: str) -> bool:
    """Whether a date names a day from before the Gregorian calendar."""
    date = parse(edtf)
    return any(point.day is not None and point.year < _GREGORIAN for point in date.points)


def _of_end(name: str, time: Time, *, is_known: bool) -> str:
    if not time.note and is_known:
        return ""
    left = "" if is_known else ", which the date leaves unknown"
    return f"{name}{left}. {time.note or time.edtf}"


def _sure_precision(stamp: str, month: int, day: int) -> int:
    if day > 1:
        return DAY
    unsure = "that day or just its month" if month > 1 else "that day, its month or just its year"
    raise NoEvent(f"{stamp} stands without a precision: it may be {unsure}", code="date-unsure")


def _written(year: int, month: int, day: int, precision: int) -> str:
    """A year, month or day; years are astronomical, since 1 BCE is the year 0 of XSD 1.1."""
    if precision > YEAR and abs(year) > 9999:
        raise NoEvent(f"no date has a month or day in the year {year}", code="date-year-digits")
    parts = (year_text(year), f"{month:02}", f"{day:02}")[: min(precision, DAY) - YEAR + 1]
    text = "-".join(parts)
    try:
        parse(text)
    except EdtfError as error:
        raise NoEvent(f"{text}: {error.problem}", code=error.code) from None
    return text


# Wider than a year


def _wide(year: int, precision: int) -> Time:
    """A decade or more, within its era.

    Here years before 1 CE are not moved by one, as finer ones are: -0500 is
    500 BCE, the last year of which is -499 as astronomers count.
    """
    count = abs(year)
    if not count:
        raise NoEvent("there is no year 0 in Wikibase", code="date-year-zero")
    bce = year < 0
    if precision == DECADE:
        return _decade(count, bce=bce)
    if precision in (CENTURY, MILLENNIUM):
        return _hundreds(count, precision, bce=bce)
    return _ages(count, 10 ** (9 - precision), bce=bce)


def _decade(count: int, *, bce: bool) -> Time:
    first = count - count % 10
    if not bce and 10 <= first < 10_000:
        return Time(edtf=f"{first // 10:03}X")
    name = f"{first}s{' BCE' if bce else ''}"
    return _set(max(first, 1), first + 9, f"The {name}", bce=bce)


def _hundreds(count: int, precision: int, *, bce: bool) -> Time:
    """A century or millennium, the first of which begins with the year 1."""
    unit, name = (100, "century") if precision == CENTURY else (1000, "millennium")
    number = -(-count // unit)
    era = " BCE" if bce else ""
    words = f"The {_ordinal(number)} {name}{era}"
    return _set((number - 1) * unit + 1, number * unit, words, bce=bce)


def _ages(count: int, unit: int, *, bce: bool) -> Time:
    """Ten thousand years or more, to which a year is rounded."""
    middle = (count + unit // 2) // unit * unit
    first, last = middle - unit // 2, middle + unit // 2
    if first < 1:  # the unit reaches over the beginning of the era
        said = f"{last:,} BCE to {last:,}" if last >= 10_000 else f"{last} BCE to {last}"
        edtf = f"[{year_text(1 - last)}..{year_text(last)}]"
        return Time(edtf=edtf, note=f"Known to {unit:,} years: {said}.")
    if last > 999_999_999_999:
        raise NoEvent(f"the year {count} is out of reach of dates", code="date-far")
    return _set(first, last, f"Known to {unit:,} years", bce=bce)


def _set(first: int, last: int, words: str, *, bce: bool) -> Time:
    """Once in a run of years, which are counted within their era."""
    said = f"{last:,} to {first:,} BCE" if bce else f"{first:,} to {last:,}"
    if last < 10_000:
        said = said.replace(",", "")
    ends = (1 - last, 1 - first) if bce else (first, last)
    edtf = f"[{year_text(ends[0])}..{year_text(ends[1])}]"
    return Time(edtf=edtf, note=f"{words}: {said}.")


def _ordinal(number: int) -> str:
    tens = number % 100
    ending = "th" if 10 <= tens <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


# The Julian calendar


def _julian_note(edtf: str, precision: int) -> str:
    """What a date is in the Julian calendar, which the service converts from for days alone."""
    from timeline.wording import tick_words

    if precision < DAY:
        unit = "month" if precision == MONTH else "year"
        return f"A {unit} of the Julian calendar."
    year, month, day = (int(part) for part in edtf.removeprefix("-").split("-"))
    number = day_number(-year if edtf.startswith("-") else year, month, day)
    # Some of its days are in no other calendar, so that no date of ours can be made of them.
    return f"In the Julian calendar {tick_words(*_in_julian(number), 'en')}."


def _in_julian(day: int) -> tuple[int, int, int]:
    """Year, month and day of the Julian calendar, by Richards' algorithm."""
    shifted = day + _JULIAN_DAY + 32_082
    years = (4 * shifted + 3) // 1461
    of_year = shifted - 1461 * years // 4
    month = (5 * of_year + 2) // 153
    return (
        years - 4800 + month // 10,
        month + 3 - 12 * (month // 10),
        of_year - (153 * month + 2) // 5 + 1,
    )
