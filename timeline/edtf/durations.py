"""Lengths of time in the calendar's units: "10 weeks", "9 months", and the days they lead to."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from timeline.edtf.calendar import civil, day_number
from timeline.edtf.values import EdtfError, Instead

UNITS = ("day", "week", "month", "year")
_IN_EVERY_MONTH = 28  # days
_WRITTEN = re.compile(r"([1-9][0-9]{0,5}) (day|week|month|year)s?", re.ASCII)
_PARTS = re.compile(r"\s*(\d+)\s*([^\W\d_]+)\.?\s*")
# What people write for a unit, by how it begins.
_SHORT = {"d": "day", "w": "week", "wk": "week", "m": "month", "mo": "month", "y": "year"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A count of one unit of the calendar, "day", "week", "month" or "year".

    A month after 31 January is the last day of February, a year after 29
    February the 28th: days alone have one length.
    """

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count != 1 else ''}"

    def after(self, day: int) -> int:
        """The day that comes this much later; never earlier for a later `day`. Day numbers."""
        if self.unit in ("day", "week"):
            return day + self.count * (7 if self.unit == "week" else 1)
        year, month, date = civil(day)
        months = self.count * (12 if self.unit == "year" else 1)
        first = day_number(year, month + months)
        later, named, _ = civil(first)
        return first + min(date, _days(later, named)) - 1

    def first_reaching(self, day: int) -> int:
        """The first day from which this leads to `day` or later. Day numbers."""
        return self._search(day)

    def last_within(self, day: int) -> int:
        """The last day from which this leads to `day` or earlier. Day numbers."""
        return self._search(day + 1) - 1

    def _search(self, day: int) -> int:
        if self.unit in ("day", "week"):
            return day - self.count * (7 if self.unit == "week" else 1)
        year, month, date = civil(day)
        months = self.count * (12 if self.unit == "year" else 1)
        if date <= _IN_EVERY_MONTH:
            return day_number(year, month - months, date)
        # Clamped ends of months are three days off at the most.
        found = day_number(year, month - months) + date - 5
        while self.after(found) < day:
            found += 1
        return found


def _days(year: int, month: int) -> int:
    """How many days a month has, in any year: the calendar repeats after 400."""
    return monthrange(2000 + year % 400, month)[1]


def duration(text: str) -> Duration:
    """Read "10 weeks", to the letter. Raises EdtfError, with what to write instead."""
    if found := _WRITTEN.fullmatch(text):
        return Duration(int(found[1]), found[2])
    example = Instead('a length such as "10 weeks", "9 months" or "1 year"')
    if (meant := _meant(text)) is not None:
        example = Instead.one(str(meant))
        example = Instead(f'"{meant}"', meant=example.meant)
    raise EdtfError("length-form", "this is no length of time", example)


def _meant(text: str) -> Duration | None:
    """The length that a text means which is written in another way, if that is plain."""
    found = _PARTS.fullmatch(text)
    if not found or not 0 < int(found[1]) < 1_000_000:
        return None
    word = found[2].lower()
    plain = next(
        (unit for unit in UNITS if word in (unit, unit + "s")), _SHORT.get(word.removesuffix("s"))
    )
    return Duration(int(found[1]), plain) if plain else None
