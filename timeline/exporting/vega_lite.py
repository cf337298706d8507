"""The chart as a Vega-Lite specification, its data in it: what the Vega editor opens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline.drawing.charts import chart
from timeline.layout.layout import layout

if TYPE_CHECKING:
    from timeline.exporting import Size
    from timeline.model import Timeline


def lost(timeline: Timeline) -> dict[str, int]:
    """What no chart draws."""
    return {"undated events": len(timeline.undated)}


def write(timeline: Timeline, size: Size) -> bytes:
    """The specification; raises `timeline.NothingToDraw` without an event or span.

    The time shown is the parameter `win`, as in `timeline.chart`.
    """
    spec = chart(timeline, layout(timeline, size.width, size.height)).to_dict()
    ordered = {"$schema": spec.pop("$schema"), **spec}
    return (json.dumps(ordered, indent=1, ensure_ascii=False) + "\n").encode()
