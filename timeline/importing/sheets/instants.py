"""Columns of numbers that count seconds or milliseconds from 1970, to days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from timeline.edtf import civil, year_text
from timeline.importing.sheets.tables import Sheet

_COUNT = re.compile(r"[-\u2212]?\d{1,15}(?:\.\d+)?")
_OF_UNIT = {"seconds": 1, "milliseconds": 1000}  # in a second
_DAY, _QUARTER = 86_400, 900  # seconds
_MOST_TIMES = 3  # at which days begin in a zone: beside UTC, in summer, in winter


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a column, by its cells; `beside` of them begin not in UTC but in another zone."""

    of: Mapping[str, str]
    beside: int = 0


def days_of(texts: Iterable[str], unit: str) -> Days:
    """The days that cells count to, from 1970-01-01 in UTC; what is no number stays.

    A program that has days alone writes the instant at which each begins, where it
    runs. So where all are quarters of hours, at three times of day or fewer, an
    instant in the evening of UTC is taken for the day that begins there: no day
    begins at noon. Where they are instants of all kinds, the day is that of UTC.
    """
    counts = {text: _seconds(text, unit) for text in texts if _COUNT.fullmatch(text.strip())}
    times = {second % _DAY for second in counts.values()}
    are_days = len(times) <= _MOST_TIMES and not any(time % _QUARTER for time in times)
    late = {text for text, second in counts.items() if are_days and second % _DAY > _DAY // 2}
    beside = sum(bool(second % _DAY) for second in counts.values()) if are_days else 0
    return Days(
        {text: _day(int(second // _DAY) + (text in late)) for text, second in counts.items()},
        beside,
    )


def as_days(sheet: Sheet, unit: str) -> Sheet:
    """A sheet, for a guess of what its columns are, in which all that may count so is a day."""
    columns = [
        days_of((row.cells[at] for row in sheet.rows), unit).of for at in range(len(sheet.header))
    ]
    rows = (
        replace(row, cells=tuple(columns[at].get(cell, cell) for at, cell in enumerate(row.cells)))
        for row in sheet.rows
    )
    return replace(sheet, rows=tuple(rows))


def _seconds(text: str, unit: str) -> float:
    return float(text.strip().replace("\u2212", "-")) / _OF_UNIT[unit]


def _day(number: int) -> str:
    """EDTF of a day; of a year alone where it has no days in EDTF."""
    year, month, day = civil(number)
    written = year_text(year)
    return written if written.startswith("Y") else f"{written}-{month:02}-{day:02}"
