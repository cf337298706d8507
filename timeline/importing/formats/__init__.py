"""The formats that can be imported: one module each, tried in this order.

A module has `NAME`, for `--from`; `ABOUT`, a line on what it reads;
`recognises(given) -> bool`, by content, which never raises; and
`read(given) -> Imported`, which raises Unreadable. A new format is a new module
and a line here; its place is before every format that would also take its files.
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


class Kind(Protocol):
    """What the module of a format has."""

    NAME: str
    ABOUT: str

    def recognises(self, given: Given) -> bool:
        """Whether a file is of this format."""

    def read(self, given: Given) -> Imported:
        """What a file says; raises Unreadable."""


def kind(name: str) -> Kind:
    """The module of a format, imported when it is asked for."""
    module = importlib.import_module(f"timeline.importing.formats.{MODULES[name]}")
    return cast("Kind", module)
