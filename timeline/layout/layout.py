"""Events to lanes, rows and label places, for one width. Pure: no drawing, no files.

Two ways to make rows: `roomy` has every label above its mark. In a chart that would be
higher so than its limit these rows get lower, as far as words stay with their own bars;
if that does not do, it is made by `compact`: labels stand beside their marks; then
labels go, by importance, length and room; then rows without labels get lower; and
last, events are gathered in clusters.
"""

from __future__ import annotations

from dataclasses import replace
from math import floor

from timeline.layout import annotating, furniture, labels, metrics, picturing, relating, ticks
from timeline.layout.compact import compact
from timeline.layout.examples import explained, tied
from timeline.layout.furniture import LaneTitle
from timeline.layout.labels import Block
from timeline.layout.lanes import Lanes
from timeline.layout.parts import Layout, Scale
from timeline.layout.roomy import roomy
from timeline.layout.span import span
from timeline.layout.theme import SIZES
from timeline.model import Timeline

WIDE = 1160
MEDIUM = 720
LEAST_WIDTH = 240


@metrics.lettered
def layout(
    timeline: Timeline,
    width: float = WIDE,
    height: float | None = None,
    *,
    row: float | None = None,
) -> Layout:
    """The places of everything in a picture `width` px wide, margins included.

    It is at most `height` px high; by default what the file says, or 1,600. Not
    left out for it are ticks, periods, lane titles, the key and, in each lane
    that needs one, a row of clusters. Rows of labels over their marks are `row` px
    high or more; by default what suits the width, or less where that keeps all labels there.
    """
    width = max(width, LEAST_WIDTH)
    limit = height or timeline.header.height or SIZES.most_height
    usual = SIZES.row_wide if width >= SIZES.wide_from else SIZES.row
    edge = SIZES.margin + SIZES.inset
    left = edge + furniture.gutter((lane.title for lane in timeline.lanes), width)
    scale = Scale(span=span(timeline), left=left, right=width - edge)
    lang = timeline.header.lang
    axis = ticks.ticks(scale.span, scale.per_day, lang, furniture.measured(SIZES.tick))
    periods, periods_height = furniture.periods(timeline, scale)
    top = SIZES.margin + SIZES.axis + periods_height
    blocks = labels.blocks(timeline, scale)
    kinds = explained(timeline, (block for lane in blocks for block in lane))
    ties = tied(relating.kinds(timeline), lang)
    titles = furniture.lane_titles(timeline, scale)
    crowding = furniture.crowding(timeline, scale) if limit >= SIZES.strip_height else None
    _, _, rest = furniture.strip(crowding, lang, scale, 0)
    _, rest = furniture.key((*kinds, *ties), scale, rest)
    count = sum(map(len, blocks))
    unmarked = len(timeline.events) - count
    _, below = furniture.note((count, count, 0), unmarked, lang, scale, rest)
    row, lanes = _roomy(blocks, titles, row or usual, top, limit - below - SIZES.margin)
    is_roomy = lanes is not None
    if lanes is None:
        _, rest = furniture.note((0, count, count), unmarked, lang, scale, rest)
        lanes = compact(timeline, blocks, titles, scale, top, limit - rest - SIZES.margin)
    said = annotating.placed(timeline, lanes, scale)
    lowest = limit - below - SIZES.margin
    if is_roomy and (strips := annotating.strips(timeline, lanes, said, scale, lowest)):
        grown = roomy(blocks, titles, row, top, strips)
        if grown.bottom <= lowest:
            lanes, said = grown, annotating.placed(timeline, grown, scale)
    strip, caption, bottom = furniture.strip(crowding, lang, scale, lanes.bottom)
    plan = relating.related(
        timeline,
        Layout(
            width=width,
            height=lanes.bottom,
            scale=scale,
            top=top,
            bottom=lanes.bottom,
            row=row,
            bands=tuple(lanes.bands),
            items=tuple(sorted(lanes.items, key=lambda item: item.event)),
            ticks=furniture.tick_labels(axis, scale, width),
            periods=periods,
            key=(),
            clusters=tuple(lanes.clusters),
            annotations=said,
            strip=strip,
            caption=caption,
        ),
    )
    drawn = {curve.kind for curve in plan.curves if curve.drawn}
    shown = (*kinds, *(one for one in ties if one.name in drawn))
    key, bottom = furniture.key(shown, scale, bottom)
    counts = (lanes.labelled, lanes.total, lanes.total - len(lanes.items))
    note, bottom = furniture.note(counts, unmarked, lang, scale, bottom)
    plan = replace(plan, height=bottom + SIZES.margin, key=key, note=note)
    return picturing.pictured(timeline, plan)


def _roomy(
    blocks: list[list[Block]], titles: list[LaneTitle], row: float, top: float, limit: float
) -> tuple[float, Lanes | None]:
    """Lanes with every label above its mark, and how high rows then are; None if they are too high."""
    lanes = roomy(blocks, titles, row, top)
    over = lanes.bottom - limit
    if over <= 0:
        return row, lanes
    rows = len({(item.lane, item.row) for item in lanes.items})
    lower = floor((row - over / rows) * 4) / 4 if rows else 0
    if lower >= SIZES.row_least:
        lanes = roomy(blocks, titles, lower, top)
        if lanes.bottom <= limit:
            return lower, lanes
    if any(one.said for lane in blocks for one in lane):
        # Rather no room kept for words beside marks than a label lost.
        least = min(row, max(lower, SIZES.row_least))
        lanes = roomy(blocks, titles, least, top, said=False)
        if lanes.bottom <= limit:
            return least, lanes
    return min(row, SIZES.row), None
