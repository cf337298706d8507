"""Texts of EDTF dates of every kind, the same day in any precision."""

from __future__ import annotations

from hypothesis import reject
from hypothesis import strategies as st

from timeline.edtf import EdtfDate, EdtfError, Precision, civil, day_number, parse


def year_text(year: int) -> str:
    return f"Y{year}" if abs(year) > 9999 else f"{'-' * (year < 0)}{abs(year):04}"


def decade_text(year: int) -> str:
    return year_text(year)[:-1] + "X"


def century_text(year: int) -> str:
    return year_text(year)[:-2] + "XX"


def month_text(year: int, month: int) -> str:
    return f"{year_text(year)}-{month:02}"


def season_text(year: int, month: int) -> str:
    code = {12: 24, 1: 24, 2: 24}.get(month, 20 + month // 3)
    return f"{year_text(year - 1 if month < 3 else year)}-{code}"


def day_text(year: int, month: int, day: int) -> str:
    return f"{month_text(year, month)}-{day:02}"


def text_at(precision: Precision, number: int) -> str:
    """The unit of a precision that holds a day."""
    year, month, day = civil(number)
    return {
        Precision.DAY: lambda: day_text(year, month, day),
        Precision.MONTH: lambda: month_text(year, month),
        Precision.SEASON: lambda: season_text(year, month),
        Precision.YEAR: lambda: year_text(year),
        Precision.DECADE: lambda: decade_text(year),
        Precision.CENTURY: lambda: century_text(year),
    }[precision]()


# Away from the ends of four-digit years, so that the units beside a date can be written too.
written_days = st.integers(day_number(-9700), day_number(9700))
notable_days = st.sampled_from(
    [day_number(*date) for date in [(0, 2, 29), (0, 1, 1), (-1, 12, 31), (-4, 2, 29), (-9, 1, 1)]]
    + [day_number(*date) for date in [(1900, 2, 28), (2000, 2, 29), (1970, 1, 1), (1999, 12, 31)]]
)
days = written_days | notable_days
precisions = st.sampled_from(Precision)
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def dates(draw: st.DrawFn) -> str:
    """The text of a date of any precision, marked or not."""
    return text_at(draw(precisions), draw(days)) + draw(marks)


@st.composite
def members(draw: st.DrawFn, precision: Precision) -> list[str]:
    """Two dates of one precision, in order, as a pair."""
    return [text_at(precision, day) for day in sorted([draw(days), draw(days)])]


@st.composite
def runs(draw: st.DrawFn) -> str:
    precision = draw(st.sampled_from([p for p in Precision if p is not Precision.SEASON]))
    return "..".join(draw(members(precision)))


@st.composite
def sets(draw: st.DrawFn) -> str:
    """A set of dates and runs, at times open at its ends."""
    texts = draw(st.lists(dates() | runs(), min_size=1, max_size=5))
    if draw(st.booleans()):
        texts.insert(0, ".." + text_at(Precision.YEAR, draw(days)))
    if draw(st.booleans()):
        texts.append(text_at(Precision.YEAR, draw(days)) + "..")
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(",".join(texts))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """An interval of two dates, either of which may be open or unknown."""
    start, end = sorted([draw(days), draw(days)])
    units = st.sampled_from([p for p in Precision if p is not Precision.SEASON])
    first = draw(st.just(text_at(draw(units), start) + draw(marks)) | st.sampled_from(["", ".."]))
    last = draw(st.just(text_at(draw(units), end) + draw(marks)) | st.sampled_from(["", ".."]))
    return f"{first}/{last}"


def read(text: str) -> EdtfDate:
    """A date; texts that are refused, such as intervals that end too coarsely, are passed over."""
    try:
        return parse(text)
    except EdtfError:
        reject()
