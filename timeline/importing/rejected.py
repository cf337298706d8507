"""The rows of a file that did not come in, as a file to be mended and brought in again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timeline.importing.formats import records, timelinejs
from timeline.importing.hints import Spell
from timeline.importing.input import Given
from timeline.importing.report import Report, reason
from timeline.importing.rows import WHY, Row, Unreadable
from timeline.importing.sheets.tables import SheetRow

_OF_ENTRIES = ("bindings", "")  # the lists of which several entries may make a row
_LISTED = ("title", "date", "text")  # what is kept of a row that stands in no table


@dataclass(frozen=True, slots=True)
class Rest:
    """Rows that did not come in: a table, its header first, or else a document of JSON.

    `delimiter` parted the cells of the table that they are from.
    """

    table: tuple[tuple[str, ...], ...] = ()
    delimiter: str = ","
    document: Any = None


def rest_of(given: Given, report: Report, spell: Spell = str) -> Rest:
    """The rejected rows of a file, each with why: of a table with its columns, of JSON its objects.

    All that stands beside the lists of a JSON stays, so that it is of the same format.
    """
    reasons = {each.row.place: reason(each, spell) for each in report.rejected}
    if document := _document(given):
        return Rest(document=_Pruning(report, reasons).pruned(document))
    if given.has_table and _is_table(given, report):
        joined = {f"row {at + 1}": each for each in report.rejected for at in each.row.entries}
        reasons |= {place: reasons[each.row.place] for place, each in joined.items()}
        return Rest(table=_table(given, reasons), delimiter=given.table.delimiter)
    rows = [each.row for each in report.rejected]
    return Rest(table=((*_LISTED, WHY), *(_listed(row, reasons[row.place]) for row in rows)))


def _is_table(given: Given, report: Report) -> bool:
    """Whether what was imported are rows of a table, and not lines of text with commas."""
    places = {row.place for row in report.imported.rows}
    places |= {f"row {at + 1}" for row in report.imported.rows for at in row.entries}
    return any(_row_place(row) in places for row in given.table.rows)


def _table(given: Given, reasons: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    sheet = given.table
    found = ((row.cells, reasons.get(_row_place(row))) for row in sheet.rows)
    return ((*sheet.header, WHY), *((*cells, why) for cells, why in found if why is not None))


def _row_place(row: SheetRow) -> str:
    return f"row {row.number}"


def _listed(row: Row, why: str) -> tuple[str, ...]:
    return (row.title, row.edtf or row.words, row.text, why)


def _document(given: Given) -> Any:
    """The JSON of a file or script, or a list of what stands on its lines; None if there is none."""
    try:
        return timelinejs.data_of(given) or (given.opens_as_json and records.lines(given)) or None
    except Unreadable:
        return None


class _Pruning:
    """Leaves of the lists that hold rows those that were rejected."""

    def __init__(self, report: Report, reasons: Mapping[str, str]) -> None:
        self.reasons = dict(reasons)
        self.known = {row.place for row in report.imported.rows}
        for row in report.imported.rows:
            places = {_place(name, at) for at in row.entries for name in _OF_ENTRIES}
            self.known |= places
            if row.place in reasons:
                self.reasons |= dict.fromkeys(places, reasons[row.place])

    def pruned(self, document: Any, name: str = "") -> Any:
        """The same, with less in its lists; a list is known by its name and its places."""
        if isinstance(document, dict):
            return {key: self.pruned(value, key) for key, value in document.items()}
        if not isinstance(document, list):
            return document
        if not any(_place(name, at) in self.known for at in range(len(document))):
            return document
        return list(self._kept(document, name))

    def _kept(self, items: list[Any], name: str) -> Any:
        for at, item in enumerate(items):
            why = self.reasons.get(_place(name, at))
            if why is not None:
                yield {**item, WHY: why} if isinstance(item, dict) else item


def _place(name: str, at: int) -> str:
    """Where an entry of a list stands, as readers of formats call it."""
    return f"{name}[{at}]"
