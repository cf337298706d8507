"""Excel workbooks, with columns of any names."""

from __future__ import annotations

from timeline.importing.hints import Choose, hint
from timeline.importing.input import Given
from timeline.importing.rows import Imported, Unreadable
from timeline.importing.sheets.excel import OLD, is_packed

CHOICES = ("sheet", "columns", "since_1970")


def recognises(given: Given) -> bool:
    """Whether this is a workbook, or something like one that can be named."""
    return is_packed(given.data) or given.data.startswith(OLD)


def read(given: Given) -> Imported:
    """The rows of a sheet; raises Unreadable if it cannot be opened, or no column says when."""
    from timeline.importing.sheets.columns import imported

    if given.data.startswith(OLD):
        problem = "this is an old Excel workbook (.xls), or one with a password"
        raise Unreadable(problem, "save it without a password as .xlsx, or as CSV")
    if not is_packed(given.data):
        remedy = hint("leave ", Choose("kind"), " out, or give ", Choose("kind", ("csv",)))
        raise Unreadable("this is no Excel workbook", remedy)
    if given.choices.encoding or given.choices.delimiter:
        problem = "a workbook has neither encodings nor delimiters"
        remedy = hint("leave ", Choose("encoding"), " and ", Choose("delimiter"), " out")
        raise Unreadable(problem, remedy)
    return imported("Excel workbook", given.table, given.choices)
