"""Days as EDTF: the date that says when something was that was once between two days."""

from __future__ import annotations

from functools import lru_cache
from math import inf

from timeline.edtf.calendar import civil, year_text
from timeline.edtf.grammar import read
from timeline.edtf.values import EdtfDate, Precision

_LAST_WRITTEN = 9999  # of years that may have months
_FORMS = {
    Precision.YEAR: "{}",
    Precision.MONTH: "{}-{:02}",
    Precision.DAY: "{}-{:02}-{:02}",
}


@lru_cache(maxsize=4096)
def window(first: float, after: float, marks: tuple[str, str] = ("", "")) -> EdtfDate:
    """Once, from one day to before another: "[1959..1979]", "[..1979]", or "1959" for all of it.

    Half-open day numbers, of which one may be infinite; `marks` are "?" where an end is in doubt.
    """
    text = run(first, after, marks)
    return read(f"[{text}]" if ".." in text else text)


def run(first: float, after: float, marks: tuple[str, str] = ("", "")) -> str:
    """The same days as a member of a set: `1959`, `1959..1979`, `1959-03..1959-06`, `1959..`.

    In the largest units that say just these days, both ends in one; years where EDTF writes no days.
    """
    known = [int(day) for day in (first, after) if abs(day) < inf]
    unit = max(map(_edge, known), key=list(_FORMS).index)
    if any(abs(civil(day)[0]) > _LAST_WRITTEN for day in known):
        unit = Precision.YEAR
    left = _unit(int(first), unit) if first > -inf else ""
    right = _unit(int(after) - 1, unit) if after < inf else ""
    if left == right:
        return f"{left}{max(marks)}"
    return f"{left and left + marks[0]}..{right and right + marks[1]}"


def _edge(day: int) -> Precision:
    """The largest unit that begins on a day."""
    _, month, date = civil(day)
    if (month, date) == (1, 1):
        return Precision.YEAR
    return Precision.MONTH if date == 1 else Precision.DAY


def _unit(day: int, unit: Precision) -> str:
    """The unit that a day is in, as EDTF."""
    year, month, date = civil(day)
    return _FORMS[unit].format(year_text(year), month, date)
