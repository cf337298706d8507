"""An Excel workbook to a sheet of cells: values as their format shows them, dates no sharper."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import Unreadable
from timeline.importing.sheets.tables import Cells, Sheet, SheetRow, checked, laid_out, named_afresh
from timeline.importing.sheets.workbooks import BROKEN, Package, Surroundings

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx with a password

_PACKED = b"PK\x03\x04"
_BOTH_COUNT_FROM = datetime.date(1900, 3, 1)  # Excel has a 29 February 1900
_EARLY = (
    "Excel and LibreOffice count the days before March 1900 differently; "
    "type the day that is meant as text, such as '{}: the apostrophe at its start makes "
    "Excel keep it as text"
)
_UNSET = "this formula has no stored value; open the file in Excel, save it, and import it again"
_SHOWN_OTHERWISE = "the cell shows this number in words of its own; write them as text"
_ESCAPED = re.compile(r"_x000([9AaDd])_")
# openpyxl raises any of these for a workbook that breaks the rules of its format.
_BROKEN = (
    *(*BROKEN, SyntaxError, TypeError, IndexError, AttributeError),
    *(ArithmeticError, AssertionError, RecursionError),
)


def is_packed(data: bytes) -> bool:
    """Whether these are the bytes of an archive, as .xlsx is."""
    return data.startswith(_PACKED)


def sheet_of(data: bytes, name: str = "") -> Sheet:
    """The cells of the sheet of a name, or else of the first visible one that has a header.

    Raises Unreadable if there is none, or the workbook is broken or too large.
    """
    package = Package(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it does not read: styles and the like
        try:
            parts = package.sheets()
            book = _opened(data)
            for sheet in _candidates(book.worksheets, name):
                around = package.surroundings(parts[sheet.title])
                found = _Reader(sheet, book.epoch, around).sheet()
                if name or len(found.header) > 1:
                    return replace(found, taken_as=(*_which(sheet, book, name), *found.taken_as))
        except _BROKEN as error:
            raise _no_workbook(error) from None
    raise Unreadable("no sheet of this workbook has a row of column names", "")


def _opened(data: bytes) -> Any:
    import openpyxl  # type: ignore[import-untyped]  # it takes a fifth of a second

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)


def _no_workbook(error: Exception) -> Unreadable:
    """What is said of a workbook that openpyxl cannot read."""
    from timeline.importing.xml_text import EntitiesForbidden

    if isinstance(error.__cause__ or error, EntitiesForbidden):
        return Unreadable("a part of this workbook declares entities", "save it as .xlsx or as CSV")
    return Unreadable(f"this workbook is broken: {error}", "save it again")


def _candidates(sheets: Sequence[Any], name: str) -> list[Any]:
    """The sheet of a name, in any case; without a name all, hidden ones last."""
    if not name:
        return sorted(sheets, key=lambda sheet: sheet.sheet_state != "visible")
    exact = [sheet for sheet in sheets if sheet.title == name]
    found = exact or [sheet for sheet in sheets if sheet.title.casefold() == name.casefold()]
    if not found:
        titles = ", ".join(f'"{sheet.title}"' for sheet in sheets)
        raise Unreadable(f'no sheet is called "{name}"', f"there are {titles}")
    return found[:1]


def _which(sheet: Any, book: Any, name: str) -> tuple[Hint, ...]:
    """What is said of the choice of a sheet where there are several."""
    others = [f'"{each.title}"' for each in book.worksheets if each.title != sheet.title]
    if name or not others:
        return ()
    read = f'sheet "{sheet.title}" is read, not {", ".join(others)} ('
    return (hint(read, Choose("sheet", free=True), " for another)"),)


@dataclass(slots=True)
class _Reader:
    """Reads one sheet; rows and columns count from 1."""

    source: Any
    epoch: datetime.datetime
    around: Surroundings

    def sheet(self) -> Sheet:
        doubts: dict[tuple[int, int], str] = {}
        found = laid_out(list(self._rows(doubts)), doubts=doubts)
        found = _linked(_merged(found, self.around), self.around)
        dropped = {"comments on cells": self.around.comments}
        dropped |= {"pictures and charts": self.around.pictures}
        return checked(replace(found, dropped={key: n for key, n in dropped.items() if n}))

    def _rows(self, doubts: dict[tuple[int, int], str]) -> Iterator[Cells]:
        """The rows that are not blank; what is doubtful of their cells is noted by place."""
        self.source.reset_dimensions()  # some writers state them wrongly
        for number, cells in enumerate(self.source.rows, 1):
            texts = []
            for column, cell in enumerate(cells, 1):
                text, doubt = self._text(cell, number, column)
                texts.append(text)
                if doubt:
                    doubts[number, column] = doubt
            if any(map(str.strip, texts)):
                yield number, texts

    def _text(self, cell: Any, row: int, column: int) -> tuple[str, str]:
        """A cell as text, and why no value can be taken from it, if so."""
        value = cell.value
        if (row, column) in self.around.unset:
            return "(formula)", _UNSET
        if value is None:
            return "", ""
        if cell.data_type == "e":
            return str(value), f"the cell holds an error, {value}"
        if isinstance(value, str):
            return _ESCAPED.sub(_unescaped, value), ""
        if isinstance(value, datetime.datetime | datetime.date):
            as_text = (row, column) in self.around.written
            return _date(value, cell.number_format), "" if as_text else self._early(value)
        if isinstance(value, bool):
            return str(value).upper(), ""
        if isinstance(value, int | float):
            return _number(value, cell.number_format)
        return str(value), ""

    def _early(self, value: datetime.date) -> str:
        """What to say of a number of days that programs take for different dates."""
        day = value.date() if isinstance(value, datetime.datetime) else value
        return _EARLY.format(day) if self.epoch.year < 1904 and day < _BOTH_COUNT_FROM else ""


def _unescaped(found: re.Match[str]) -> str:
    return {"9": "\t", "A": "\n", "D": "\r"}[found[1].upper()]


# Values as their format shows them


_HIDDEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p|general', re.IGNORECASE)
_LETTERS = re.compile(r"y+|m+|d+|h+|s+|[eg]+", re.IGNORECASE)
_WORDED = re.compile(r'(?:"(?P<before>[^"]*)")?\s?[#0,]+\s?(?:"(?P<after>[^"]*)")?')


def units_shown(number_format: str) -> str:
    """The units of time that a format shows: of "ymdt", t being any of the time of day.

    A day of the week is no day; an m beside hours or seconds is minutes.
    """
    letters = [
        each[0].lower() for each in _LETTERS.finditer(_HIDDEN.sub(" ", _first(number_format)))
    ]
    shown = set()
    for at, letter in enumerate(letters):
        unit, around = letter[0], "".join(each[0] for each in letters[max(at - 1, 0) : at + 2])
        minutes = (
            unit == "m" and len(letter) < 3 and ((at and around[0] == "h") or around[-1] == "s")
        )
        if unit in "hs" or minutes:
            shown.add("t")
        elif unit in "ymeg":
            shown.add("m" if unit == "m" else "y")
        elif len(letter) < 3:
            shown.add("d")
    return "".join(unit for unit in "ymdt" if unit in shown)


def _first(number_format: str) -> str:
    """The section of a format that is for positive numbers, as dates are."""
    return re.match(r'(?:"[^"]*"|\\.|[^;])*', number_format)[0]  # type: ignore[index]


def _date(value: datetime.date, number_format: str) -> str:
    """A date as far as its format shows it; what shows no year has none."""
    shown = units_shown(number_format)
    texts = {"ymd": "%Y-%m-%d", "ym": "%Y-%m", "y": "%Y", "md": "%-d %B", "m": "%B", "d": "%-d"}
    text = value.strftime(texts.get(shown.removesuffix("t"), "%A" if not shown else ""))
    if shown.endswith("t") and isinstance(value, datetime.datetime):
        time = value.time().isoformat()
        return text if text and time == "00:00:00" else f"{text} {time}".strip()
    return text


def _number(value: float, number_format: str) -> tuple[str, str]:
    """A number, with the words that its format puts around it, such as 44 "BC"."""
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    first = _first(number_format or "")
    if '"' not in first:
        return text, ""
    if worded := _WORDED.fullmatch(first):
        around = [(worded[name] or "").strip() for name in ("before", "after")]
        return " ".join(part for part in (around[0], text, around[1]) if part), ""
    return text, _SHOWN_OTHERWISE


# What is around the cells


def _merged(sheet: Sheet, around: Surroundings) -> Sheet:
    """The sheet with the value of merged cells in each of their rows, in their first column."""
    if not around.merges or not sheet.rows:
        return sheet
    rows = {row.number: list(row.cells) for row in sheet.rows}
    numbers = sorted(rows)
    filled: dict[int, None] = {}
    for (top, left), (bottom, _) in around.merges:
        if left not in sheet.columns or top not in rows or bottom <= top:
            continue
        at = sheet.columns.index(left)
        if value := rows[top][at]:
            for number in numbers:
                if top < number <= bottom:
                    rows[number][at] = value
                    filled[at] = None
    said = tuple(
        f'column "{sheet.header[at]}": what merged cells say holds for each of their rows'
        for at in filled
    )
    made = tuple(replace(row, cells=tuple(rows[row.number])) for row in sheet.rows)
    return replace(sheet, rows=made, taken_as=(*sheet.taken_as, *said))


def _linked(sheet: Sheet, around: Surroundings) -> Sheet:
    """The sheet with a column of addresses after each that has cells with links behind them."""
    for at in reversed(range(len(sheet.header))):
        column = sheet.columns[at]
        links = {
            row.number: address
            for row in sheet.rows
            if (address := around.links.get((row.number, column)))
            and address.rstrip("/") != row.cells[at].strip().rstrip("/")
        }
        if links:
            sheet = _with_links(sheet, at, links)
    return sheet


def _with_links(sheet: Sheet, at: int, links: dict[int, str]) -> Sheet:
    name = named_afresh(f"{sheet.header[at]} (link)", sheet.header)

    def put(values: Sequence[Any], value: Any) -> tuple[Any, ...]:
        return (*values[: at + 1], value, *values[at + 1 :])

    rows = tuple(_shifted(row, at, put(row.cells, links.get(row.number, ""))) for row in sheet.rows)
    said = f'the links behind the cells of column "{sheet.header[at]}" are called "{name}"'
    return replace(
        sheet,
        header=put(sheet.header, name),
        columns=put(sheet.columns, 0),
        rows=rows,
        taken_as=(*sheet.taken_as, said),
    )


def _shifted(row: SheetRow, at: int, cells: tuple[str, ...]) -> SheetRow:
    """A row with a cell more after an index, its doubts beside the cells they are about."""
    doubts = {index + (index > at): doubt for index, doubt in row.doubts.items()}
    return replace(row, cells=cells, doubts=doubts)
