"""The formats that can be imported: one module each, tried in this order.

A module has `recognises(given) -> bool`, by content, which never raises;
`read(given) -> Imported`, which raises Unreadable; and `CHOICES`, if it heeds any of
the `rows.Choices` that only some formats heed. A new format is a new module and a line
here; its place is before every format that would also take its files.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from timeline.importing.input import Given
    from timeline.importing.rows import Imported

MODULES = {  # by the name of the format
    "timelinejs": "timelinejs",
    "simile": "simile",
    "wikidata": "wikidata",
    "timeline-json": "own_json",
    "timeline-csv": "own_csv",
    "timelinejs-sheet": "timelinejs.sheet",
    "records": "records",
    "xlsx": "excel",
    "csv": "table",
}


class FormatModule(Protocol):
    """What the module of a format has."""

    def recognises(self, given: Given) -> bool:
        """Whether a file is of this format."""

    def read(self, given: Given) -> Imported:
        """What a file says; raises Unreadable."""


def load(name: str) -> FormatModule:
    """The module of a format, imported when it is asked for."""
    module = importlib.import_module(f"timeline.importing.formats.{MODULES[name]}")
    return cast("FormatModule", module)


def choices_of(name: str) -> tuple[str, ...]:
    """The choices that a format heeds, of those that not all do."""
    return getattr(load(name), "CHOICES", ())
