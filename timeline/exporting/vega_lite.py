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
    """What no chart draws; it has curves for relations, and what follows from reasons."""
    relations = [relation for event in timeline.events for relation in event.relations]
    return {
        "undated events": len(timeline.undated),
        "reasons": sum(len(event.reasons) for event in timeline.events),
        "words, who, sources and notes of relations": sum(
            bool(each.words or each.who or each.sources or each.note) for each in relations
        ),
    }


def write(timeline: Timeline, size: Size) -> bytes:
    """The specification; raises `timeline.NothingToDraw` without an event or span.

    The time shown is the parameter `win`, as in `timeline.chart`.
    """
    spec = chart(timeline, layout(timeline, size.width, size.height)).to_dict()
    ordered = {"$schema": spec.pop("$schema"), **spec}
    return (json.dumps(ordered, indent=1, ensure_ascii=False) + "\n").encode()
