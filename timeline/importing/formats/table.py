"""Tables as text: CSV, TSV and the like, with columns of any names."""

from __future__ import annotations

from timeline.importing.hints import Choose, hint
from timeline.importing.input import Given
from timeline.importing.rows import Imported, Unreadable

CHOICES = ("delimiter", "columns", "since_1970")


def recognises(given: Given) -> bool:
    """Whether this is text of which a comma, semicolon, tab or bar parts the lines."""
    from timeline.importing.sheets.excel import is_packed
    from timeline.importing.sheets.tables import is_parted

    if is_packed(given.data) or given.opens_as_json:
        return False
    try:
        return "[[events]]" not in given.text and (
            bool(given.choices.delimiter) or is_parted(given.text)
        )
    except Unreadable:
        return False


def read(given: Given) -> Imported:
    """The rows of a table; raises Unreadable if there is none, or no column says when."""
    from timeline.importing.sheets.columns import imported

    if given.choices.sheet:
        raise Unreadable("a table as text has no sheets", hint("leave ", Choose("sheet"), " out"))
    if not given.table.header:
        raise Unreadable("this table is empty")
    return imported("table", given.table, given.choices)
