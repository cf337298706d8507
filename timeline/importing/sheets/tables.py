"""Text with delimiters to a sheet of cells: CSV, TSV and what passes for them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from timeline.importing.hints import Choose, Hint, hint
from timeline.importing.rows import WHY, Unreadable
from timeline.messages import shortened

MOST_CELLS = 2_000_000  # rows times columns
MOST_CHARACTERS = 16 * 1024 * 1024  # of a cell
MOST_TEXT = 64 * 1024 * 1024  # characters of all cells: some formats say a text once for many
MOST_TITLES = 10  # lines above the header

_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_SAMPLE = 64 * 1024  # characters, to see what parts the cells
_SEP = re.compile(r'"?sep=(.)"?\n', re.IGNORECASE)

Cells = tuple[int, Sequence[str]]  # a row's number, from 1, and what stands in it

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row below the header: its number as its author sees it, and a cell for each column.

    `doubts` says of some cells, by their column's index, why no value or date
    can be taken from them.
    """

    number: int
    cells: tuple[str, ...]
    doubts: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A header and the rows below it that are not blank; `taken_as` says how it was read.

    Every column has a name of its own: a second "Date" is "Date (2)", one
    without a name "column 3". `columns` are the numbers of the columns, from
    1; 0 for one that the sheet itself has not. `dropped` counts what the sheet
    holds besides cells, such as comments, by name. `delimiter` is what parts the cells of a text.
    """

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    columns: tuple[int, ...] = ()
    taken_as: tuple[str | Hint, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    delimiter: str = ","


def sheet_of(text: str, delimiter: str = "") -> Sheet:
    """The cells of delimited text.

    The delimiter is the one that is named, or that a first line sep=; names,
    or the one of comma, semicolon, tab and bar that parts the lines most
    evenly. Raises Unreadable where a quote has no end, or a cell or the table
    is over its limit.
    """
    text, delimiter = _said(text, delimiter)
    found = delimiter or delimiter_of(text)
    said: tuple[str, ...] = ()
    if found not in ("", ",") and not delimiter:
        said = (f"{_DELIMITERS[found]} parts the cells",)
    rows, quoting = _read(text, found or ",")
    return replace(laid_out(rows, (*said, *quoting)), delimiter=found or ",")


def _said(text: str, delimiter: str) -> tuple[str, str]:
    """The text without a first line that names the delimiter, and the delimiter if it is said."""
    if line := _SEP.match(text):
        text, named = text[line.end() :], line[1]
        return text, delimiter or named
    if delimiter.lower() in ("tab", "\\t"):
        return text, "\t"
    if delimiter and (len(delimiter) != 1 or delimiter in '"\n\r'):
        raise Unreadable(
            f'"{delimiter}" cannot part cells',
            hint('write one character, or "tab": ', Choose("delimiter", (";",))),
        )
    return text, delimiter


# Which character parts the cells


def delimiter_of(text: str) -> str:
    """The delimiter that parts the most lines into the same number of cells; "" if none does."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    scores = {mark: _evenness(sample, mark) for mark in _DELIMITERS if mark in sample}
    best = max(scores, key=lambda mark: scores[mark], default="")
    return best if best and scores[best] > (0, 0) else ""


def _evenness(sample: str, mark: str) -> tuple[float, int]:
    """How many of the lines have as many cells as most, and how many cells these are.

    The first line of several cells is the header: it must have as many as most.
    """
    reader = csv.reader(io.StringIO(sample, newline="\n"), delimiter=mark)
    widths = [len(cells) for cells in reader if any(map(str.strip, cells))]
    several = [width for width in widths if width > 1]
    if not several:
        return 0, 0
    header = several[0]
    rows = widths[widths.index(header) :]
    fitting = sum(1 < width <= header for width in rows)
    exact = sum(width == header for width in rows)
    return (fitting + exact) / len(widths), header


# Records


def _read(text: str, delimiter: str) -> tuple[list[Cells], tuple[str, ...]]:
    """The records of a text; where quotes are no quotes in a file with tabs, they stay."""
    try:
        return _records(text, delimiter, quoted=True), ()
    except _Misquoted:
        if delimiter != "\t":
            raise
    return _records(text, delimiter, quoted=False), ("quotation marks are part of the text",)


class _Misquoted(Unreadable):
    """Quotes that do not come in pairs around a cell."""


def _records(text: str, delimiter: str, *, quoted: bool) -> list[Cells]:
    before = csv.field_size_limit(len(text) + 3)  # of all readers; cells are measured below
    # A cell that is never closed takes these blank lines in, and nothing else that is wrong does.
    lines = io.StringIO(f"{text}\n\n", newline="\n")
    try:
        reader = csv.reader(
            lines,
            delimiter=delimiter,
            strict=True,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
        return list(_measured(reader, lines))
    finally:
        csv.field_size_limit(before)


def _measured(reader: Iterator[list[str]], lines: io.StringIO) -> Iterator[Cells]:
    """Records with their numbers, blank ones left out; raises Unreadable past a limit."""
    number, total = 1, 0
    try:
        for number, cells in enumerate(reader, 1):
            total += len(cells)
            _check_cells(total, number)
            _check_lengths(cells, number)
            if any(map(str.strip, cells)):
                yield number, cells
            number += 1  # where the reader fails it is in the next one
    except csv.Error:
        raise _misquoted(number, is_open=not lines.read()) from None


def _misquoted(number: int, *, is_open: bool) -> _Misquoted:
    if is_open:
        return _Misquoted(
            f"row {number}: a quotation mark opens a cell and no other closes it",
            "close the cell with a quotation mark; write one inside a quoted cell twice",
        )
    return _Misquoted(
        f"row {number}: after a quotation mark that closes a cell there is more text",
        "write a quotation mark inside a quoted cell twice",
    )


def _check_cells(total: int, number: int) -> None:
    if total > MOST_CELLS:
        raise Unreadable(
            f"row {number}: the table has more than {MOST_CELLS:,} cells", "import it in parts"
        )


def _check_lengths(cells: Sequence[str], number: int) -> None:
    for column, cell in enumerate(cells, 1):
        if len(cell) > MOST_CHARACTERS:
            most = MOST_CHARACTERS // (1024 * 1024)
            raise Unreadable(
                f"row {number}, column {column}: this cell has more than {most} million characters",
                "take it out of the table",
            )


# A table of rejected rows

_NEUTRAL = re.compile(  # as `exporting/tables.py` puts it before what begins a formula
    r"(?:\A|(?<=[;\t\r\n]))'(?=(?:['\"]|[^\S\t\r\n])*?[=+\-@＝＋－＠])|\A'(?='*[\t\r\n])"
)


def plain_cell(cell: str) -> str:
    """A cell without the apostrophes that keep it from being computed."""
    return _NEUTRAL.sub("", cell)


def as_meant(sheet: Sheet) -> Sheet:
    """The sheet as its author had it, if it is one of rejected rows: without their reasons."""
    if WHY not in sheet.header:
        return sheet
    at = sheet.header.index(WHY)
    rows = tuple(_row_as_meant(row, at) for row in sheet.rows)
    header, columns = _without(sheet.header, at), _without(sheet.columns, at)
    told = f'column "{WHY}" is left out, as an import wrote it'
    return replace(
        sheet, header=header, columns=columns, rows=rows, taken_as=(*sheet.taken_as, told)
    )


def _row_as_meant(row: SheetRow, at: int) -> SheetRow:
    cells = tuple(plain_cell(cell) for cell in _without(row.cells, at))
    doubts = {each - (each > at): why for each, why in row.doubts.items() if each != at}
    return replace(row, cells=cells, doubts=doubts)


def _without(items: tuple[_Item, ...], at: int) -> tuple[_Item, ...]:
    return items[:at] + items[at + 1 :]


# Header and rows


def laid_out(
    rows: Sequence[Cells],
    taken_as: tuple[str, ...] = (),
    doubts: Mapping[tuple[int, int], str] | None = None,
) -> Sheet:
    """A header and rows from all rows of a table that are not blank.

    Lines of one cell above the first line of several are no header but titles.
    `doubts` are of cells, by the numbers of their row and column.
    """
    rows, titles = _below_titles(rows)
    if not rows:
        return Sheet(header=(), rows=(), taken_as=taken_as)
    width = max(len(_trimmed(cells)) for _, cells in rows)
    _check_cells(width * len(rows), rows[-1][0])
    header, told = _names(rows[0][1], width, rows[1:])
    kept = [at for at, name in enumerate(header) if name]
    body = tuple(_row(number, cells, kept, doubts or {}) for number, cells in rows[1:])
    return Sheet(
        header=tuple(header[at] for at in kept),
        rows=body,
        columns=tuple(at + 1 for at in kept),
        taken_as=(*taken_as, *titles, *told),
    )


def _row(
    number: int, cells: Sequence[str], kept: Sequence[int], doubts: Mapping[tuple[int, int], str]
) -> SheetRow:
    texts = tuple(cells[at] if at < len(cells) else "" for at in kept)
    if not doubts:
        return SheetRow(number=number, cells=texts)
    own = {
        index: doubts[key] for index, at in enumerate(kept) if (key := (number, at + 1)) in doubts
    }
    return SheetRow(number=number, cells=texts, doubts=own)


def checked(sheet: Sheet) -> Sheet:
    """The sheet, if none of its cells is too long, nor all together; else raises Unreadable."""
    total = 0
    for row in sheet.rows:
        _check_lengths(row.cells, row.number)
        total += sum(map(len, row.cells))
        if total > MOST_TEXT:
            most = MOST_TEXT // (1024 * 1024)
            problem = f"row {row.number}: the table has more than {most} million characters"
            raise Unreadable(problem, "import it in parts")
    return sheet


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Cells without the empty ones at their end."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _below_titles(rows: Sequence[Cells]) -> tuple[Sequence[Cells], tuple[str, ...]]:
    """Rows from the header on, and what is said of the lines above it."""
    first = next((at for at, (_, cells) in enumerate(rows) if len(_filled(cells)) > 1), 0)
    if not 0 < first <= MOST_TITLES:
        return rows, ()
    titles = ((number, " ".join(_filled(cells)[0].split())) for number, cells in rows[:first])
    told = tuple(
        f'row {number} stands above the header and is no event: "{shortened(title, 60)}"'
        for number, title in titles
    )
    return rows[first:], told


def _names(
    header: Sequence[str], width: int, rows: Sequence[Cells]
) -> tuple[list[str], tuple[str, ...]]:
    """A name for each column that has one or has cells; "" for one that is empty."""
    written = [" ".join(cell.split()) for cell in header[:width]]
    written += [""] * (width - len(written))
    used = {at for _, cells in rows for at, cell in enumerate(cells) if cell.strip()}
    names: list[str] = []
    told = []
    there: set[str] = set()  # names to the left of a column
    taken = set(written)
    numbers: dict[str, int] = {}
    for at, name in enumerate(written):
        if name and name in there:
            names.append(named_afresh(name, taken, numbers))
            told.append(f'column {at + 1} is another "{name}" and is called "{names[-1]}"')
        elif not name and at in used:
            names.append(named_afresh(f"column {at + 1}", taken, numbers))
            told.append(f'column {at + 1} has no name and is called "{names[-1]}"')
        else:
            names.append(name)
        there.add(names[-1])
        taken.add(names[-1])
    return names, tuple(told)


def named_afresh(name: str, taken: Collection[str], numbers: dict[str, int] | None = None) -> str:
    """A name that no other column has: itself, or "Date (2)".

    `numbers` keeps the last one that each name was given, where many are to be named.
    """
    numbers = {} if numbers is None else numbers
    found = name
    while found in taken:
        numbers[name] = numbers.get(name, 1) + 1
        found = f"{name} ({numbers[name]})"
    return found


def is_parted(text: str) -> bool:
    """Whether a delimiter is named by the text, or parts its lines."""
    return bool(_SEP.match(text) or delimiter_of(text))
