"""EDTF text to a date value with four bounds.

EDTF is the Extended Date/Time Format (Library of Congress, 2019; ISO 8601-2).
"""

from __future__ import annotations

from timeline.edtf.calendar import civil, day_number, neighbours, year_text
from timeline.edtf.durations import Duration, duration
from timeline.edtf.grammar import read
from timeline.edtf.values import (
    Bounds,
    EdtfDate,
    EdtfError,
    Instead,
    Kind,
    Limit,
    Point,
    Precision,
    Range,
)

__all__ = [
    "Bounds",
    "Duration",
    "EdtfDate",
    "EdtfError",
    "Instead",
    "Kind",
    "Limit",
    "Point",
    "Precision",
    "Range",
    "civil",
    "day_number",
    "duration",
    "neighbours",
    "parse",
    "year_text",
]


def parse(text: str) -> EdtfDate:
    """Read one EDTF text, to the letter.

    Read are levels 0 and 1 but for times of day, and of level 2 marks on parts
    of a date and sets. Seasons are those of the northern hemisphere: 21 is
    March to May, 24 is December of the year to February of the next. Raises
    EdtfError, with what to write instead.
    """
    try:
        return read(text)
    except EdtfError as error:
        from timeline.edtf.english.refusals import refusal_of  # whose patterns serve refusals alone

        raise refusal_of(text, error) from None
