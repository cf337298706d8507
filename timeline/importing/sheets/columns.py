"""A sheet whose columns are known to rows: each cell goes into its key, or is counted as lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace

from timeline.importing import media
from timeline.importing.drafting.dating import (
    SAYS_LESS,
    comes_in,
    is_as_wide,
    says_less,
    told_of_less,
)
from timeline.importing.drafting.settling import meaning
from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import Choices, Dated, Imported, NoEvent, Row, Tally
from timeline.importing.sheets.cells import NO_JSON, PARSED, PUT, RowValues, Slot
from timeline.importing.sheets.datecells import Cell, Parts, dated_by, plain_date
from timeline.importing.sheets.datecolumns import DATES, DateColumns, date_columns
from timeline.importing.sheets.guessing import (
    OF_MEDIA,
    Columns,
    chosen_of,
    columns_of,
    sentences,
)
from timeline.importing.sheets.headings import KINDS
from timeline.importing.sheets.instants import as_days
from timeline.importing.sheets.nested import is_broken
from timeline.importing.sheets.places import placed, with_places
from timeline.importing.sheets.shelf import Shelf
from timeline.importing.sheets.tables import Sheet, SheetRow
from timeline.importing.sheets.worded import dated_in_words

_DROPPED = "dropped, as was asked"
_BARE_NUMBER = "a bare number makes no readable id"


def imported(
    kind: str, sheet: Sheet, choices: Choices, place: Callable[[int], str] = "row {}".format
) -> Imported:
    """What a sheet says; `place` names a row by its number.

    Raises Unreadable if its columns cannot be told, or not be taken as chosen.
    """
    asked = chosen_of(sheet, choices.columns)
    counted = as_days(sheet, choices.since_1970) if choices.since_1970 else sheet
    columns = columns_of(counted, asked)
    taker = _Taker(sheet=sheet, choices=choices, columns=columns, asked=asked, place=place)
    rows = with_places(map(taker.row, sheet.rows), taker.shelf.works)
    for name, keys in taker.into.items():
        if name in taker.tally.fields:
            taker.tally.fields[name].into = " and ".join(keys)
    for name, count in sheet.dropped.items():
        taker.tally.lose(name, times=count)
    used = {at: key for at, key in columns.items() if key != "id" or not taker.numbered}
    less = filter(None, [told_of_less(rows, "display date")])
    named = filter(None, [media.told_of_names(media.of_rows(rows))])
    said = (*sheet.taken_as, *sentences(sheet, used, asked), *less, *taker.told(), *named)
    works = taker.shelf.used_by(row for row in rows if comes_in(row, choices))
    return Imported(kind=kind, rows=rows, tally=taker.tally, works=works, taken_as=said)


@dataclass(slots=True, kw_only=True)
class _Taker:
    """Takes rows of a sheet, and counts what becomes of their cells."""

    sheet: Sheet
    choices: Choices
    columns: Columns
    asked: Columns
    place: Callable[[int], str]
    tally: Tally = field(default_factory=Tally)
    counted: Tally = field(default_factory=Tally)  # of the row that is taken
    into: dict[str, dict[str, None]] = field(default_factory=dict)  # the keys of each column
    shelf: Shelf = field(default_factory=Shelf)
    semicolons: set[int] = field(default_factory=set)
    numbered: bool = False  # ids that are bare numbers, which nothing refers to
    dates: DateColumns = field(init=False)

    def __post_init__(self) -> None:
        self.dates = date_columns(self.sheet, self.columns, self.choices)
        for at, key in self.columns.items():
            cells = [row.cells[at].strip() for row in self.sheet.rows]
            if key in ("tags", "see", "was", *KINDS) and any(";" in cell for cell in cells):
                self.semicolons.add(at)
            if key == "id" and at not in self.asked and "see" not in self.columns.values():
                self.numbered = all(cell.isdecimal() for cell in cells if cell)

    def row(self, row: SheetRow) -> Row:
        """A row of the sheet as a row of all formats."""
        taken, self.counted = RowValues(shelf=self.shelf), Tally()
        for at, cell in enumerate(row.cells):
            if cell.strip():
                self._take(at, row, taken)
        title = taken.values.setdefault("title", "")
        if not title and not taken.problems:
            taken.take_problem(NoEvent("there is no title", "write a few words", code="no-title"))
        self._place(taken)
        self._picture(taken)
        found = self._date(taken)
        date_text = "; ".join(filter(None, (taken.values.pop("date_text", ""), found.date_text)))
        edtf = found.edtf or _edtf(found.words)
        if not found.date_text and says_less(date_text, edtf):
            found = Dated(words=date_text)
            if not is_as_wide(date_text, edtf):
                self._lose_dates(taken)
        found = replace(found, date_text=date_text, attested="attested" in taken.dates)
        made = Row(
            place=self.place(row.number),
            more=taken.more,
            problem="; ".join(taken.problems),
            code=" ".join(taken.codes),
            settled_by=taken.settling,
            **(asdict(found) | taken.values),
        )
        if comes_in(made, self.choices):
            self.tally.add(self.counted)
        return made

    def told(self) -> Iterator[str | Hint]:
        """What is said of the numbers in columns of dates and of ids."""
        yield from self.dates.told()
        for at, key in self.columns.items():
            name = self.sheet.header[at]
            if key == "id" and self.numbered:
                told = f'the numbers of column "{name}" are not used as ids ('
                yield hint(told, Choose("columns", ((name, "id"),)), " uses them)")

    # Cells

    def _take(self, at: int, row: SheetRow, taken: RowValues) -> None:
        """Put a cell into its key, or count why it is not."""
        name, text = self.sheet.header[at], row.cells[at].strip()
        key, doubt = self.columns.get(at, ""), row.doubts.get(at, "")
        if key in DATES:
            taken.dates[key] = self.dates.cell(at, row)
            self.counted.keep(name, "date" if key != "attested" else key)
        elif not key:
            self.counted.lose(name, self._why_not(at))
        elif doubt:
            self.counted.lose(name, doubt)
        else:
            self._put(key, at, text, taken)

    def _why_not(self, at: int) -> str | Hint:
        if at in self.asked:
            return _DROPPED
        name = self.sheet.header[at]
        extra = Choose("columns", ((name, "extra"),))
        return hint("no place for it (use ", extra, " to keep it)")

    def _put(self, key: str, at: int, text: str, taken: RowValues) -> None:
        name = self.sheet.header[at]
        if key == "id" and self.numbered:
            taken.values["key"] = f"number:{text}"
            self.counted.lose(name, _BARE_NUMBER)
            return
        if key not in PARSED and is_broken(text):
            self.counted.lose(name, NO_JSON)
            return
        slot = Slot(key=key, name=name, text=text, row=taken, commas=at not in self.semicolons)
        try:
            kept, dropped = PUT[key](slot)
        except NoEvent as error:
            taken.take_problem(error.within(f'column "{name}"'))
            return
        if kept:
            self.counted.keep(name, kept)
            self.into.setdefault(name, {}).update(dict.fromkeys(kept.split(" and ")))
        for why in dropped:
            self.counted.lose(name, why)

    def _place(self, taken: RowValues) -> None:
        """Put the place that stands in a column of its own into the row's source."""
        if not (locator := taken.values.pop("locator", "")):
            return
        name = next(self.sheet.header[at] for at, key in self.columns.items() if key == "locator")
        taken.values["cites"], why = placed(taken.values.get("cites", ()), locator)
        if why:
            self.counted.lose(name, why)
        else:
            self.counted.keep(name, "locator")

    def _picture(self, taken: RowValues) -> None:
        """Put what columns say of the row's picture beside it; the first, where it has several."""
        if not taken.media:
            for at, key in self.columns.items():
                if OF_MEDIA.get(key) in taken.of_media:
                    name = self.sheet.header[at]
                    self.counted.fields.pop(name, None)
                    self.counted.lose(name, media.NO_MEDIA)
            return
        first, *rest = taken.media
        found = [media.medium({**first, **taken.of_media}), *map(media.medium, rest)]
        taken.more["media"] = found

    def _lose_dates(self, taken: RowValues) -> None:
        """Count dates as lost that say more than the words beside them."""
        for cell in taken.dates.values():
            self.counted.fields.pop(cell.column, None)
            self.counted.lose(cell.column, SAYS_LESS)

    def _date(self, taken: RowValues) -> Dated:
        """The date of a row, whose problem it is if there is none."""
        dates = taken.dates
        try:
            if attested := dates.get("attested"):
                _check_alone(attested, dates)
                return Dated(words=plain_date(attested))
            ends = _start(dates, ""), _start(dates, "end_")
            if words := dates.get("date_words"):
                return dated_in_words(words, ends)
            return dated_by(*ends)
        except NoEvent as error:
            taken.take_problem(error)
            return Dated()


def _edtf(words: str) -> str:
    """The EDTF of words that are a date, else nothing."""
    found = meaning(words).date
    return found.text if found else ""


def _check_alone(attested: Cell, dates: Mapping[str, Cell]) -> None:
    if len(dates) > 1:
        raise attested.no_date(
            "a date stands beside it; an event has one of them", code="date-attested"
        )


def _start(dates: Mapping[str, Cell], prefix: str) -> Cell | Parts | None:
    """What says when something started or, with the prefix "end_", ended."""
    if whole := dates.get("end" if prefix else "date"):
        return whole
    parts = tuple(dates.get(f"{prefix}{unit}") for unit in ("year", "month", "day"))
    return (parts[0], parts[1], parts[2]) if any(parts) else None
