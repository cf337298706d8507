"""What would come in if something else had been chosen: tried, and not foretold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.importing import read
from timeline.importing.drafting.drafting import draft
from timeline.importing.hints import Choose
from timeline.importing.input import Given
from timeline.importing.rows import Unreadable


def rows_with(given: Given, kind: str, choose: Choose) -> frozenset[str]:
    """The places of the rows that come in with the one value of a choice beside what was chosen."""
    (value,) = choose.meant
    chosen: dict[str, Any] = {choose.field: value}
    choices = replace(given.choices, **chosen)
    try:
        imported = read(replace(given, choices=choices), kind)
    except Unreadable:
        return frozenset()
    drafted = draft(imported, choices)
    return frozenset(each.row.place for each in (*drafted.events, *drafted.periods))
