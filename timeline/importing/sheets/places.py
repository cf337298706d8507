"""Where in a work it says so, as sheets have it: in a column of its own, or behind the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.importing.rows import Cited, Row
from timeline.text.editing.naming import parted
from timeline.text.ids import folded
from timeline.text.locators import is_place

NO_WORK = "it is a place in a work, and names no work"
ALONE = "there is no source beside it"
OF_SEVERAL = "its row has several sources; write it behind the one that it is of"
TWICE = "its source has another place already"

_ONE = re.compile(r"(\d+)(?:\.0+)?(\s*ff?\.?)?|[ivxlc]+")
_SEVERAL = re.compile(r"\d+\s*(?:[-\u2013\u2014,;&+/]\s*\d+\s*)+(?:ff?\.?)?")


def are_places(cells: Sequence[str]) -> bool:
    """Whether most cells of a column are places in works, such as "17", "14-19" or "S. 140"."""
    return 2 * sum(map(_may_be_place, cells)) > len(cells)


def _may_be_place(cell: str) -> bool:
    return bool(_ONE.fullmatch(cell) or _SEVERAL.fullmatch(cell)) or is_place(cell)


def locator_of(cell: str) -> str:
    """The place that a cell says; numbers alone are pages."""
    text = " ".join(cell.split())
    if found := _ONE.fullmatch(text):
        return f"p. {found[1]}{found[2] or ''}" if found[1] else f"p. {text}"
    return f"pp. {text}" if _SEVERAL.fullmatch(text) else text


def goes_on(locator: str, text: str) -> bool:
    """Whether a text is a further place in the work that has one already."""
    return (bool(locator) and is_place(f"{locator}, {text}")) or is_place(text)


def placed(cites: tuple[Cited, ...], locator: str) -> tuple[tuple[Cited, ...], str]:
    """What a row cites, with the place that stands beside it, and why that is lost if it is."""
    if len({each.source for each in cites}) != 1:
        return cites, OF_SEVERAL if cites else ALONE
    if any(each.locator == locator for each in cites):
        return cites, ""
    if len(cites) > 1 or cites[0].locator:
        return cites, TWICE
    return (replace(cites[0], locator=locator),), ""


def with_places(rows: Iterable[Row], declared: Iterable[str]) -> tuple[Row, ...]:
    """Rows whose sources are works alone: the place behind a title is parted from it.

    `declared` are the keys of works of which more is known. Those and the works that a row
    names without a place are known by their names.
    """
    rows = tuple(rows)
    declared = frozenset(declared)
    known = {folded(name) for name in declared}
    for row in rows:
        known |= {folded(parted(each.source, ())[0]) for each in row.cites}
    return tuple(_with_places(row, declared, known) for row in rows)


def _with_places(row: Row, declared: frozenset[str], known: set[str]) -> Row:
    cites = [_with_place(each, declared, known) for each in row.cites]
    return replace(row, cites=tuple(dict.fromkeys(cites))) if cites else row


def _with_place(cited: Cited, declared: frozenset[str], known: set[str]) -> Cited:
    if cited.locator or cited.source in declared:
        return cited
    name, place = parted(cited.source, known)
    return replace(cited, source=name, locator=place)
