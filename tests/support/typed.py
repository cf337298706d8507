"""What is told of an import as it is read at the command line, its choices as options."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.commands.import_ import option
from timeline.importing.hints import Hint, spelled
from timeline.importing.rows import Field, Unreadable


def typed(told: str | Hint | Unreadable) -> str:
    """A sentence with its choices as options."""
    return told.message(option) if isinstance(told, Unreadable) else spelled(told, option)


def lost(fields: Iterable[Field]) -> dict[str, dict[str, int]]:
    """Why values of fields were not kept, with how many."""
    return {
        each.name: {typed(why): number for why, number in each.why.items()}
        for each in fields
        if each.why
    }
