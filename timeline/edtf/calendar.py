"""Days as numbers, in any year: the proleptic Gregorian calendar, and from the Julian one."""

from __future__ import annotations

from timeline.edtf.values import Point, Precision


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The number of a day: 0 is 1970-01-01, proleptic Gregorian, any year.

    `year` is astronomical (0 is 1 BCE); a month outside 1-12 runs on into the
    years before or after. Source: `days_from_civil` in Howard Hinnant,
    "chrono-Compatible Low-Level Date Algorithms".
    """
    # Counted from March, the leap day is the last of its year.
    year, month = divmod(year * 12 + month - 3, 12)
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * month + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era - 719468


def from_julian(year: int, month: int, day: int) -> int:
    """The number of a day that the Julian calendar names, in any year; see `day_number`.

    25 October 1917 there is 7 November 1917 here.
    """
    year, month = divmod(year * 12 + month - 3, 12)  # from March, as in `day_number`
    four, year_of_four = divmod(year, 4)
    return four * 1461 + year_of_four * 365 + (153 * month + 2) // 5 + day - 1 - 719470


def civil(day: int) -> tuple[int, int, int]:
    """The (year, month, day) of a day number; the inverse of `day_number`.

    Source: `civil_from_days` in Howard Hinnant, "chrono-Compatible Low-Level
    Date Algorithms".
    """
    era, day_of_era = divmod(day + 719468, 146097)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153  # 0 is March
    year = era * 400 + year_of_era + (month >= 10)
    return year, (month + 2) % 12 + 1, day_of_year - (153 * month + 2) // 5 + 1


def spreadsheet_day(number: int) -> str:
    """EDTF of the day for which a spreadsheet has a number; empty if it has none.

    Excel's count, in which 43831 is 2020-01-01, from March 1900 to the year 9999.
    """
    if not 60 < number <= 2_958_465:
        return ""
    year, month, day = civil(day_number(1899, 12, 30) + number)
    return f"{year}-{month:02}-{day:02}"


def year_text(year: int) -> str:
    """An astronomical year as EDTF writes it: 1965, -0044, Y12345."""
    return f"Y{year}" if abs(year) > 9999 else f"{year:04}" if year >= 0 else f"{year:05}"


def neighbours(point: Point) -> tuple[int, int]:
    """The reach of a point with one unit of its precision on either side.

    Day numbers, half-open: the first day of the unit before and the day after
    the last day of the unit after. `1965` reaches over 1964 to 1966, `196X`
    over the 1950s to the 1970s, spring over the winter and summer beside it.
    """
    match point.precision:
        case Precision.DAY:
            return point.first - 1, point.after + 1
        case Precision.MONTH | Precision.SEASON:
            year, month, _ = civil(point.first)
            months = 1 if point.precision is Precision.MONTH else 3
            return day_number(year, month - months), day_number(year, month + 2 * months)
        case Precision.YEAR:
            return day_number(point.year - 1), day_number(point.year + 2)
        case Precision.DECADE | Precision.CENTURY:
            before, _ = stretch(point.year - 1, point.precision)
            _, after = stretch(civil(point.after)[0], point.precision)
            return day_number(before), day_number(after)


def stretch(year: int, precision: Precision) -> tuple[int, int]:
    """The decade or century that holds a year: its first year and the year after.

    It is the years that share their first digits: 192X is 1920 to 1929, -192X
    is -1929 to -1920. So -000X has nine years, as there is no year -0000.
    """
    years = 10 if precision is Precision.DECADE else 100
    if year >= 0:
        start = year // years * years
        return start, start + years
    nearest = -year // years * years
    return -(nearest + years - 1), min(1 - nearest, 0)
