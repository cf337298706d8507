"""A timeline as data for other tools: one module a format.

A module has `write(timeline) -> bytes`, or `write(timeline, size)` if it draws, and
`lost(timeline)` if it has no place for something. A new format is a new module and
a line here.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.model import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Where a format is written, and how its files end; `draws` if a size has a meaning for it."""

    module: str
    ending: str = "json"
    draws: bool = False


EXPORTERS = {  # by the name of the format
    "timelinejs": Exporter(module="timelinejs"),
    "csv": Exporter(module="tables", ending="csv"),
    "json": Exporter(module="model"),
    "vega-lite": Exporter(module="vega_lite", draws=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How wide in px what is drawn is, and how high at most; None: as high as the file says."""

    width: float = 1160
    height: float | None = None


USUAL = Size()


def lost(timeline: Timeline, name: str) -> dict[str, int]:
    """What a format has no place for, by the key's name, and how often it is there."""
    module = _module(name)
    found: dict[str, int] = module.lost(timeline) if hasattr(module, "lost") else {}
    return {key: count for key, count in found.items() if count}


def write(timeline: Timeline, name: str, size: Size = USUAL) -> bytes:
    """A timeline in the format of a name, the same bytes every time.

    Raises KeyError, and what a layout raises.
    """
    module = _module(name)
    drawn = (size,) if EXPORTERS[name].draws else ()
    written: bytes = module.write(timeline, *drawn)
    return written


def _module(name: str) -> Any:
    """The module of a format, imported when it is asked for: one of them brings Altair."""
    return importlib.import_module(f"timeline.exporting.{EXPORTERS[name].module}")
