"""A timeline as data for other tools: one module a format.

A module has `write(timeline, size) -> bytes`; the `size` counts for the formats
of `DRAWN` alone. A new format is a new module and a line here.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from timeline.model import Timeline

MODULES = {  # by the name of the format
    "timelinejs": "timelinejs",
    "csv": "tables",
    "json": "model",
    "vega-lite": "vega_lite",
}
ENDINGS = {name: "csv" if name == "csv" else "json" for name in MODULES}
DRAWN = ("vega-lite",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How wide in px what is drawn is, and how high at most; None: as high as the file says."""

    width: float = 1160
    height: float | None = None


USUAL = Size()


class Exporter(Protocol):
    """What the module of a format has; `lost` only if it has no place for something."""

    def write(self, timeline: Timeline, size: Size) -> bytes:
        """The timeline in this format, the same bytes every time."""


def lost(timeline: Timeline, name: str) -> dict[str, int]:
    """What a format has no place for, by the key's name, and how often it is there."""
    module = importlib.import_module(f"timeline.exporting.{MODULES[name]}")
    found: dict[str, int] = module.lost(timeline) if hasattr(module, "lost") else {}
    return {key: count for key, count in found.items() if count}


def write(timeline: Timeline, name: str, size: Size = USUAL) -> bytes:
    """A timeline in the format of a name; raises KeyError, and what a layout raises."""
    module = importlib.import_module(f"timeline.exporting.{MODULES[name]}")
    return cast("Exporter", module).write(timeline, size)
