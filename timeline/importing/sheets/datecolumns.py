"""The columns of a sheet that say when: how the cells of each are read, by what all of them show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.importing.hints import Hint
from timeline.importing.rows import Choices
from timeline.importing.sheets.datecells import Cell, told_of_order
from timeline.importing.sheets.instants import Days, days_of
from timeline.importing.sheets.tables import Sheet, SheetRow
from timeline.messages import counted

_WHOLE = ("date", "end", "attested", "date_words")  # a date in one cell
_PARTS = ("year", "month", "day")
DATES = (*_WHOLE, *_PARTS, *(f"end_{part}" for part in _PARTS))
_YEARS = ("year", "end_year")
_NUMBER = re.compile(r"[-\u2212]?\d+(?:\.0+)?")
_IN_FULL = re.compile(r"[-\u2212]\d{1,3}(?:\.0+)?|\d{3}(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class DateColumns:
    """The columns that say when: the index of each with its key, and how they are read.

    `full` are those whose years of one or two digits are written in full.
    """

    sheet: Sheet
    columns: Mapping[int, str]
    choices: Choices
    full: frozenset[int]
    days: Days

    def cell(self, at: int, row: SheetRow) -> Cell:
        """What stands in a column, to be read by what was chosen and by what the column shows."""
        text = row.cells[at].strip()
        choices = replace(self.choices, century=0) if at in self.full else self.choices
        if self.columns[at] in _WHOLE:
            text = self.days.of.get(text, text)
        name = self.sheet.header[at]
        return Cell(column=name, text=text, doubt=row.doubts.get(at, ""), choices=choices)

    def told(self) -> Iterator[str | Hint]:
        """How numbers in these columns are read, and what is open of their order."""
        for at, key in self.columns.items():
            name = self.sheet.header[at]
            texts = _texts(self.sheet, at) if key in ("date", "end", "date_words") else []
            if order := told_of_order(texts, self.choices.day_first):
                yield Hint((f'of the dates in column "{name}" ', *order.parts))
            if at in self.full:
                yield (
                    f'years of one or two digits in column "{name}" are written in full, as none of'
                    " four stands beside them, but some of three or with a minus sign"
                )
        if self.days.of:
            yield f"numbers for dates count {self.choices.since_1970} from 1970-01-01, in UTC"
        if self.days.beside:
            count = counted(self.days.beside, "number")
            yield f"{count} for dates, at which a day begins in another time zone, taken for that day"


def date_columns(sheet: Sheet, columns: Mapping[int, str], choices: Choices) -> DateColumns:
    """The columns of a sheet that say when, of those whose keys are known."""
    found = {at: key for at, key in columns.items() if key in DATES}
    full: set[int] = set()
    for keys in (_WHOLE, _YEARS):
        alike = [at for at, key in found.items() if key in keys]
        if choices.century is None and _are_in_full([_texts(sheet, at) for at in alike]):
            full.update(alike)
    whole = [text for at, key in found.items() if key in _WHOLE for text in _texts(sheet, at)]
    days = days_of(whole, choices.since_1970) if choices.since_1970 else Days({})
    return DateColumns(sheet, found, choices, frozenset(full), days)


def _texts(sheet: Sheet, at: int) -> list[str]:
    """What stands in a column, without the cells that are empty."""
    return [cell for row in sheet.rows if (cell := row.cells[at].strip())]


def _are_in_full(columns: Sequence[Sequence[str]]) -> bool:
    """Whether years in numbers are surely not shortened: some of the first millennium are in full.

    Whoever writes 476 and -44 writes 46 for the year 46; beside 1946 it may be either.
    """
    texts = [text for column in columns for text in column]
    short = any(len(text.removesuffix(".0")) < 3 and text.isdecimal() for text in texts)
    if not short or not all(_NUMBER.fullmatch(text) for text in texts):
        return False
    return any(map(_IN_FULL.fullmatch, texts))
