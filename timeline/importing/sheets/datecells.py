"""The cells of a row that say when, to one date. What has no single meaning is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.edtf import EdtfError, Kind, parse
from timeline.edtf.calendar import spreadsheet_day
from timeline.edtf.english.words import says_no_date
from timeline.edtf.grammar import MONTHS
from timeline.importing.drafting.dating import When, when
from timeline.importing.drafting.settling import (
    CENTURY_OR_NONE,
    EITHER_FIRST,
    MILLISECONDS,
    SECONDS,
    YEAR_ZERO,
    meaning,
    settled,
    year_before,
    year_in_full,
)
from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import NOTHING_SAID, Choices, Dated, NoEvent

_MIDNIGHT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]0?0:00(?::00(?:\.0+)?)?(?:Z| ?UTC|[+-]00:?00)?", re.IGNORECASE
)
_WHOLE = re.compile(r"(?P<sign>[+\-\u2212]?)(?P<digits>\d+)(?:\.0+)?")
_EDTF_BCE = re.compile(r"-0\d{3}")
_SIGNED_BCE = re.compile(r"[-\u2212]\d.*\b(?:BCE?|B\.C\.)", re.IGNORECASE)
_FRACTION = re.compile(r"\d{3,4}\.\d")
_SERIAL = re.compile(r"\d{5}\.\d+")
# Digits of what may be counted from 1970: of seconds from 1973 to 2286, of milliseconds to 5138.
_COUNTS = {9: SECONDS, 10: SECONDS} | dict.fromkeys((11, 12, 13, 14), MILLISECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a column; `doubt` says why no date can be taken from it.

    `choices` are those that the column is to be read by.
    """

    column: str
    text: str
    doubt: str = ""
    choices: Choices = NOTHING_SAID

    def no_date(self, problem: str, remedy: str = "", *settled_by: Choose, code: str) -> NoEvent:
        """What is said of a cell that is no date."""
        said = f'column "{self.column}": "{self.text}": {problem}'
        return NoEvent(said, remedy, code=code, settled_by=settled_by)


Parts = tuple[Cell | None, Cell | None, Cell | None]  # year, month, day


def dated_by(start: Cell | Parts | None, end: Cell | Parts | None) -> Dated:
    """The date of a row, from its start and its end; raises NoEvent if they say none."""
    said = [each for each in (start, end) if each is not None]
    if said and all(_says_no_date(each) for each in said):
        return Dated(words=" ".join(_shown(said[0]).strip('"').split()))
    if start is None and end is None:
        raise NoEvent(
            "there is no date", "write one, as in 1965, 1965-03-31 or c. 1965", code="no-date"
        )
    if start is None:
        raise NoEvent(
            f"{_shown(end)} is an end without a start", 'write the start, or ".."', code="no-start"
        )
    if end is None:
        if isinstance(start, Cell):
            return Dated(words=plain_date(start))
        return Dated(edtf=_of_parts(start).date.text)
    return _joined(start, end)


def _says_no_date(said: Cell | Parts) -> bool:
    """Whether what stands there says no more than that there is no date."""
    cells = [said] if isinstance(said, Cell) else [part for part in said if part]
    filled = [cell for cell in cells if cell.text.strip()]
    return len(filled) == 1 and says_no_date(filled[0].text)


def _joined(start: Cell | Parts, end: Cell | Parts) -> Dated:
    """From the start to the end, the end included."""
    if isinstance(end, Cell) and end.text.strip() in ("..", "open"):
        first = _one(start)
        return Dated(edtf=f"{first.date}/..", date_text=first.words)
    first, last = _one(start), _one(end)
    text, other = first.date.text, last.date.text
    words = [each.words or each.date.text for each in (first, last)]
    said = " – ".join(dict.fromkeys(words)) if first.words or last.words else ""
    if text == other:
        return Dated(edtf=text, date_text=said)
    try:
        return Dated(edtf=parse(f"{text}/{other}").text, date_text=said)
    except EdtfError as error:
        raise NoEvent(
            f"{_shown(start)} to {_shown(end)}: {error.problem}", code=error.code
        ) from None


def _one(cell: Cell | Parts) -> When:
    """The one date that an end of an interval may have."""
    if not isinstance(cell, Cell):
        return _of_parts(cell)
    found = _read(cell)
    if found.date.kind is not Kind.DATE or found.attested:
        raise cell.no_date(
            "this is no single date, but stands beside a start or an end", code="several"
        )
    return found


def _read(cell: Cell) -> When:
    words = plain_date(cell)
    try:
        return when(Dated(words=words), choices=cell.choices)
    except NoEvent as error:
        raise NoEvent(
            f'column "{cell.column}": {error.reason}',
            code="date-unread",
            settled_by=error.settled_by,
        ) from None


def _shown(cell: Cell | Parts | None) -> str:
    if isinstance(cell, Cell):
        return f'"{cell.text}"'
    return '"' + "-".join(part.text for part in cell or () if part) + '"'


# One cell


def plain_date(cell: Cell) -> str:
    """A cell's text to be read as words, without a midnight or a ".0" that programs add.

    Raises NoEvent for numbers that may be years, but may be something else.
    """
    text = " ".join(cell.text.split())
    if cell.doubt:
        raise cell.no_date(cell.doubt, "", *_counts(text), code="cell")
    if midnight := _MIDNIGHT.fullmatch(text):
        return midnight[1]
    if _SIGNED_BCE.match(text):
        raise cell.no_date(
            "a minus sign beside BC says it twice", "write one of them", code="date-bc-twice"
        )
    if whole := _WHOLE.fullmatch(text):
        return _number(cell, whole["sign"], whole["digits"], text)
    if _FRACTION.fullmatch(text):
        problem = "this may be a month, or a part of a year"
        raise cell.no_date(problem, "write the month as in 1970-05", code="date-fraction")
    if _SERIAL.fullmatch(text):
        raise cell.no_date(*_serial(int(float(text))), code="date-serial")
    return settled(text, cell.choices)


def _counts(text: str) -> tuple[Choose, ...]:
    """What a number may count from 1970, by its digits."""
    whole = _WHOLE.fullmatch(text)
    counted = _COUNTS.get(len(whole["digits"])) if whole else None
    return (counted,) if counted else ()


def _number(cell: Cell, sign: str, digits: str, text: str) -> str:
    """A number that is a year, or a day in eight digits."""
    number = int(digits) if len(digits) < 20 else 0
    if counted := _COUNTS.get(len(digits)):
        problem = f"this may count {' or '.join(map(str, counted.meant))} from 1970"
        raise cell.no_date(problem, "write the date, as in 1970-03-31", counted, code="count")
    if sign in ("-", "\u2212") and number:
        return _before_1(cell, number, text)
    if not number and cell.choices.year_zero:
        return "0000"
    if not number:
        raise cell.no_date(
            "this is no year", 'write "1 BCE" if it is the year before 1', code="year-0"
        )
    if len(digits) == 5 or (len(digits) in (6, 7) and spreadsheet_day(number)):
        raise cell.no_date(*_serial(number), code="date-serial")
    if len(digits) > 4 and not (len(digits) == 8 and _is_day(digits)):
        problem = "this may be a year of more than four digits, or something else"
        raise cell.no_date(
            problem,
            f'write the date, as in 1970-03-31, or "Y{number or digits}"',
            code="date-long-number",
        )
    if len(digits) < 3 and cell.choices.century is not None:
        return year_in_full(digits, cell.choices.century) or digits
    return digits


def _before_1(cell: Cell, number: int, text: str) -> str:
    """A year with a minus sign, which counts with a year zero or without one."""
    if _EDTF_BCE.fullmatch(text):
        return text
    if cell.choices.year_zero is None:
        raise cell.no_date(
            "a negative year counts with a year zero or without one",
            f'write "{number} BCE" or, if there is a year zero, "{number + 1} BCE"',
            YEAR_ZERO,
            code="year-zero",
        )
    return year_before(number, year_zero=cell.choices.year_zero)


def _is_day(digits: str) -> bool:
    """Whether eight digits are the year, month and day of a date."""
    found = meaning(digits).date
    return found is not None and not found.text.startswith("Y")


def _serial(number: int) -> tuple[str, str]:
    """What is said of a number that may be Excel's for a day."""
    day = spreadsheet_day(number)
    if not day:
        return "this is no date that can be read", "write a date such as 1965-03-31"
    problem = f"this may be a year, or the number that Excel has for {day}"
    return problem, f'format the column as dates and export again, or write "{day}" or "Y{number}"'


# Years, months and days in columns of their own


def _of_parts(parts: Parts) -> When:
    """The date that a year, a month and a day make; what is empty is not said."""
    year, month, day = (part if part and part.text.strip() else None for part in parts)
    for part in (year, month, day):
        if part and part.doubt:
            raise part.no_date(part.doubt, code="cell")
    if year is None:
        raise NoEvent(f"{_shown(parts)}: the year is missing", code="no-year")
    if day and not month:
        raise NoEvent(f"{_shown(parts)}: there is a day but no month", code="no-month")
    text = _year(year)
    if not month:
        return _said(text, f'column "{year.column}"')
    return _whole(year, text, month, day)


def _said(words: str, where: str) -> When:
    """The date of words in which all that was chosen has been put."""
    try:
        return when(Dated(words=words))
    except NoEvent as error:
        raise error.within(where) from None


def _whole(year: Cell, text: str, month: Cell, day: Cell | None) -> When:
    """A date of a month, which may be a number or a word."""
    number = _count(month)
    days = f"{_day(day)} " if day else ""
    if number is not None and not 1 <= number <= len(MONTHS):
        raise month.no_date(
            f"there is no month {number}", "months run from 1 to 12", code="date-month"
        )
    name = MONTHS[number - 1] if number else " ".join(month.text.split())
    return _said(f"{days}{name} {text}", f'column "{year.column}" and those beside it')


def _day(cell: Cell) -> int:
    number = _count(cell)
    if number is None or not 1 <= number <= 31:
        raise cell.no_date("this is no day of a month", "days run from 1 to 31", code="date-day")
    return number


def _count(cell: Cell) -> int | None:
    """The number in a cell, if it is a whole one."""
    found = _WHOLE.fullmatch(cell.text.strip())
    return (
        int(found["digits"]) if found and len(found["digits"]) < 5 and not found["sign"] else None
    )


def _year(cell: Cell) -> str:
    """A year's text; a number of three digits is one in a column of years."""
    text = plain_date(cell)
    if re.fullmatch(r"\d{3}", text):
        return f"0{text}"
    if re.fullmatch(r"\d{1,2}", text):
        raise cell.no_date(
            "this year has fewer than three digits",
            f'write it in full, or "AD {text}"',
            CENTURY_OR_NONE,
            code="short-year",
        )
    return text


# Whether the day or the month comes first

_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2\d{2,4}")


def told_of_order(texts: Iterable[str], day_first: bool | None) -> Hint | None:
    """What a column's dates in numbers say of their order, if some may be read in two ways.

    A hint, for someone to choose by: those that are clear settle no other.
    """
    pairs = [
        (text, int(found[1]), int(found[3]))
        for text in texts
        if (found := _NUMBERS.fullmatch(text.strip()))
    ]
    unclear = sum(first <= 12 and last <= 12 and first != last for _, first, last in pairs)
    days = [text for text, first, last in pairs if last <= 12 < first]
    months = [text for text, first, last in pairs if first <= 12 < last]
    against = months if day_first else days
    if day_first is not None:
        return _against(against, day_first) if against else None
    return _told_of(unclear, days, months) if unclear else None


def _against(texts: Sequence[str], day_first: bool) -> Hint:
    other = "month" if day_first else "day"
    told = f'{len(texts)} have the {other} first, as "{texts[0]}", against '
    return hint(told, Choose("day_first", (day_first,)))


def _told_of(unclear: int, days: Sequence[str], months: Sequence[str]) -> Hint:
    told = f"{unclear} can be read with the day first or the month first"
    if days and months:
        return hint(
            f'{told}; of the others some have the day first, as "{days[0]}", '
            f'some the month, as "{months[0]}"'
        )
    if days or months:
        word, example = ("day", days[0]) if days else ("month", months[0])
        count = len(days or months)
        told += f'; {count} others have the {word} first, as "{example}": if all do, add '
        return hint(told, Choose("day_first", (bool(days),)))
    return hint(f"{told}; add ", EITHER_FIRST)
