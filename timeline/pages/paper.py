"""How the chart is printed: which of its layouts, how high, with the title or on its own page.

A style sheet does not know the paper, only which way it lies. What is reckoned
here fits both A4 and US Letter within the margins of the page's style for print.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from timeline.layout.parts import Layout
from timeline.layout.theme import SIZES

_PX = 96 / 25.4  # to a mm
_PT = 0.75  # to a px
# By the way the paper lies: the width and height both kinds have within margins of
# 12 mm, or a little less, in mm; and the characters of a line of what stands above it.
_PAPERS = {"portrait": (186, 253, 100), "landscape": (253, 184, 130)}
_TITLE = 22  # mm: the page's title, the line of sources and the room around the chart
_LINE = 5.2  # mm: a line of what stands above it

GOOD = 8  # pt: letters that gain nothing by being larger
LEAST = 4.5  # pt: below, a chart is cut into pages rather than shrunk
# The least size of a chart that a reader has zoomed into, drawn in px.
LEAST_PX = round(LEAST / (SIZES.compact_label * _PT), 3)
_CAPTION = 20  # mm: from when to when it goes, above it
_WORTH = 1.15  # how much larger its letters have to be for the chart to leave the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """Where a chart is printed; `height` is at most so many mm, None for all it needs."""

    layout: str  # the name of the layout
    alone: bool  # on a page of its own, rather than below the title
    height: int | None
    zoomed: int  # at most so many mm of one that a reader has zoomed into


def sheets(layouts: Mapping[str, Layout], above: str) -> dict[str, Printout]:
    """How to print a chart whole on one page with large letters, by the way the paper lies.

    `layouts` are its layouts by name, the widest first; `above` is what
    stands between the title and it. A chart is below the title, unless its letters are much larger on
    a page of their own, or too small otherwise. One whose letters are too small
    even so is the widest with large letters in the page's width, and takes as
    many pages as it needs. Empty without layouts.
    """
    return {lie: _sheet(layouts, above, lie) for lie in _PAPERS if layouts}


def _sheet(layouts: Mapping[str, Layout], above: str, lie: str) -> Printout:
    width, whole, characters = _PAPERS[lie]
    lines = -(-len(above) // characters)
    below = max(1, whole - round(_TITLE + _LINE * lines))
    zoomed = whole - _CAPTION
    name, size = _largest(layouts, width, below)
    own_name, own_size = _largest(layouts, width, whole)
    if own_size > size * _WORTH or size < LEAST <= own_size:
        return Printout(layout=own_name, alone=True, height=whole, zoomed=zoomed)
    if size < LEAST:
        high, _ = _largest(layouts, width, math.inf)
        return Printout(layout=high, alone=False, height=None, zoomed=zoomed)
    return Printout(layout=name, alone=False, height=below, zoomed=zoomed)


def _largest(layouts: Mapping[str, Layout], width: float, height: float) -> tuple[str, float]:
    """The layout with the largest letters in so many mm, and their height in pt."""
    sizes = {name: min(GOOD, _letters(drawn, width, height)) for name, drawn in layouts.items()}
    name = max(sizes, key=lambda name: sizes[name])
    return name, sizes[name]


def _letters(layout: Layout, width: float, height: float) -> float:
    """The height in pt of the smallest letters of a chart that fits into so many mm."""
    around = 2 * SIZES.margin  # which a page cuts off
    across = width * _PX / (layout.width - around)
    down = height * _PX / (layout.height - around)
    smallest = min([SIZES.key, *(item.label_size for item in layout.items if item.label)])
    return smallest * min(1, across, down) * _PT
