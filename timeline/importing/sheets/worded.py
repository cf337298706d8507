"""Words for a date beside numbers for it: the words say the date, and the numbers check it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.edtf import EdtfDate, Kind, day_number
from timeline.edtf.english.words import Reading, read_words
from timeline.importing.drafting.dating import holds, when
from timeline.importing.rows import Dated, NoEvent
from timeline.importing.sheets.datecells import Cell, Parts, dated_by, plain_date

_YEAR = re.compile(r"([+\-\u2212]?)(\d{1,6})(?:\.0+)?")

Ends = tuple[Cell | Parts | None, Cell | Parts | None]
_Days = tuple[int | None, int | None]  # half-open; None where there is no end to them


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside words: its date, the reason if it is none, and the days it leaves."""

    dated: Dated | None
    error: NoEvent | None
    days: _Days


def dated_in_words(words: Cell, ends: Ends) -> Dated:
    """The date of a row that has words and, beside them, its start and end; raises NoEvent.

    Of several readings the one is taken that the others leave. Words that are no
    date are kept as words; so are those that say less than a single date beside them.
    """
    if ends == (None, None):
        return Dated(words=plain_date(words))
    beside = _beside(ends)
    text = " ".join(words.text.split())
    readings = _readings(words, ends)
    if not readings:
        return _kept(beside, text)
    fitting = [each for each in readings if _meet(_days(each.date), beside.days)]
    if not fitting:
        raise words.no_date(
            f"this is not {_told(ends)}, which stands beside it", code="date-beside"
        )
    if len(fitting) > 1:
        return Dated(words=plain_date(words))
    found = fitting[0]
    if ends[1] is None and beside.dated and _says_less(found, beside.dated):
        return _kept(beside, text)
    return Dated(edtf=found.date.text, date_text=text if found.lost else "")


def _beside(ends: Ends) -> _Beside:
    first, last = (_of_end(end) for end in ends)
    days = (first[0], (last if ends[1] is not None else first)[1])
    try:
        return _Beside(dated_by(*ends), None, days)
    except NoEvent as error:
        return _Beside(None, error, days)


def _readings(words: Cell, ends: Ends) -> tuple[Reading, ...]:
    """What words may say; where they lack a year, with the one that stands beside them."""
    try:
        text = plain_date(words)
    except NoEvent:
        return ()
    understood = read_words(text)
    if understood.attested:
        return ()
    year = ends[0][0] if isinstance(ends[0], tuple) else None
    if not understood.readings and year and not re.search(r"\d{3}", text):
        return read_words(f"{text} {year.text}").readings
    return understood.readings


def _kept(beside: _Beside, text: str) -> Dated:
    """The date beside words that are none, with the words; raises NoEvent."""
    if not beside.dated:
        assert beside.error
        raise beside.error
    found = when(beside.dated) if beside.dated.words else None
    edtf = found.date.text if found else beside.dated.edtf
    said = "" if text == edtf else text
    kept = "; ".join(filter(None, (said, found.words if found else beside.dated.date_text)))
    return Dated(edtf=edtf, date_text=kept, attested=bool(found and found.attested))


def _says_less(found: Reading, beside: Dated) -> bool:
    """Whether words are wider than a date beside them, and not for being about or perhaps."""
    try:
        given = when(beside).date
    except NoEvent:
        return False
    marked = found.date.approximate or found.date.uncertain
    wider = holds(found.date, given) and found.date.bounds != given.bounds
    return wider and not marked and given.kind is Kind.DATE


def _told(ends: Ends) -> str:
    """What stands beside words, as it stands."""
    cells = [
        "-".join(part.text for part in end if part) if isinstance(end, tuple) else end.text
        for end in ends
        if end is not None
    ]
    return " to ".join(f'"{each}"' for each in cells)


# Days


def _of_end(end: Cell | Parts | None) -> _Days:
    """The days that an end may be of; a year with a minus sign is counted in both ways."""
    cell = end if isinstance(end, Cell) else end[0] if end and not any(end[1:]) else None
    if cell and (year := _YEAR.fullmatch(cell.text.strip())):
        number = int(year[2]) * (-1 if year[1] in ("-", "\u2212") else 1)
        return day_number(number), day_number(number + 1 + (number < 0))
    if end is None:
        return None, None
    try:
        return _days(when(dated_by(end, None)).date)
    except NoEvent:
        return None, None


def _days(date: EdtfDate) -> _Days:
    return date.bounds.earliest_start, date.bounds.latest_end


def _meet(one: _Days, other: _Days) -> bool:
    """Whether two runs of days have one in common."""
    return all(
        start is None or end is None or start < end
        for start, end in ((one[0], other[1]), (other[0], one[1]))
    )
