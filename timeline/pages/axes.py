"""The axis that stays in view while a high chart scrolls: the chart's own words, shown once more.

Nothing is drawn twice: an SVG over the chart's beginning uses the words by their id, and
sticks to the window's edge as long as the chart is in it, by its style alone. Where the axis
itself is in view the copy lies on it and looks the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.drawing.pictures import TICKS
from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The copy of a chart's axis; lengths are px of the layout, without its margins."""

    ticks: str  # the id of the words
    left: float  # of the instant they begin at, and
    top: float  # of the bands below them: both with margins, as the words are placed
    margin: float
    width: float  # of the chart
    height: float
    depth: float  # of the axis, without the titles of periods below it


def axis(layout: Layout, prefix: str) -> Axis:
    """The axis of a chart whose ids begin with `prefix`."""
    margin = SIZES.margin
    return Axis(
        ticks=prefix + TICKS,
        left=layout.scale.left,
        top=layout.top,
        margin=margin,
        width=layout.width - 2 * margin,
        height=round(layout.height - 2 * margin, 2),
        depth=SIZES.axis,
    )
