"""Where labels go in any window of time: free ones, and those moved in from its edges.

A label stands where its mark begins, or beside it. One above a mark that begins
left of the window stays at the window's edge, and one that would be cut at the
right is moved in, while there is room before the next thing in its row; where
there is none, and where a label beside its mark would be cut, it is not shown.

The rule needs nothing but the label's neighbours in its row, since blocks in a
row do not overlap. It is written twice: here, where it is proved, and as Vega
expressions in `charts`, which are tested against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from timeline.layout import metrics
from timeline.layout.label_zoom import GAP, LEVELS, label_box, mark_extent, zoomed
from timeline.layout.parts import BEYOND, Drawn, Layout, PlacedEvent, Scale
from timeline.layout.theme import SIZES

LENIENT = 1.000001  # a zoom that rounding made a trace too small still counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A px that goes with an instant: `day` on the scale, and `px` further right."""

    day: float
    px: float

    def on(self, scale: Scale) -> float:
        """Where it is on a scale."""
        return scale(self.day) + self.px


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """What an event covers in any window: its mark, and its label where it stands free."""

    first: float  # the days of the mark
    last: float
    left: Anchored  # of the mark, at least as far out as it is drawn
    right: Anchored
    label: Anchored  # its left edge
    width: float

    def is_seen(self, window: tuple[float, float]) -> bool:
        """Whether any of its mark is in the window."""
        return self.last >= window[0] and self.first <= window[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLabel:
    """An event's label, and what is beside it in its row."""

    own: Footprint
    before: Footprint | None
    after: Footprint | None
    movable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelBox:
    """A label as it stands in a window: left, top, right, bottom in px."""

    event: int
    box: tuple[float, float, float, float]


def row_labels(layout: Layout) -> dict[int, RowLabel]:
    """Each label there is at any zoom, among its neighbours, by event."""
    rows: dict[tuple[int, int], list[PlacedEvent]] = {}
    for item in layout.items:
        rows.setdefault((item.lane, item.row), []).append(item)
    found: dict[int, RowLabel] = {}
    scales = [zoomed(layout.scale, level) for level in LEVELS]
    for items in rows.values():
        items.sort(key=lambda item: item.box[0])
        footprints = [_footprint(item, scales) for item in items]
        for at, item in enumerate(items):
            if item.zoom is None or not item.label:
                continue
            found[item.event] = RowLabel(
                own=footprints[at],
                before=footprints[at - 1] if at else None,
                after=footprints[at + 1] if at + 1 < len(items) else None,
                # Labels above their marks are shown at every zoom, and have the row's
                # air to themselves; only they can be moved.
                movable=item.label_size == SIZES.label,
            )
    return found


def period_labels(layout: Layout) -> list[RowLabel]:
    """Each period's title, in the order of Layout.periods; no marks are in its way."""
    lines: dict[float, list[tuple[int, Footprint]]] = {}  # by the baseline that a row shares
    for index, period in enumerate(layout.periods):
        first, title = period.stretches[0][0], period.title[0]
        label = Anchored(day=title.day or 0, px=title.x_px)
        width = max(metrics.text_width(line.text, SIZES.key) for line in period.title)
        footprint = Footprint(
            first=first,
            last=max(end for _, end in period.stretches),
            left=label,
            right=label,
            label=label,
            width=width,
        )
        lines.setdefault(title.y, []).append((index, footprint))
    found: dict[int, RowLabel] = {}
    for members in lines.values():
        members.sort(key=lambda member: member[1].label.on(layout.scale))
        for at, (index, footprint) in enumerate(members):
            found[index] = RowLabel(
                own=footprint,
                before=members[at - 1][1] if at else None,
                after=members[at + 1][1] if at + 1 < len(members) else None,
                movable=True,
            )
    return [found[index] for index in range(len(layout.periods))]


def labels_in(layout: Layout, window: tuple[float, float]) -> list[LabelBox]:
    """The labels to show while the picture holds the days of `window`, and where."""
    full = layout.scale.span[1] - layout.scale.span[0]
    zoom = full / (window[1] - window[0])
    scale = windowed(layout.scale, window)
    edges = layout.scale.left - BEYOND, layout.scale.right + BEYOND
    by_event = row_labels(layout)
    shown = []
    for item in layout.items:
        place = by_event.get(item.event)
        if place is None or (item.zoom or inf) > zoom * LENIENT:
            continue
        left = left_edge(place, scale, window, edges)
        if left is not None:
            _, top, _, bottom = label_box(item, scale)
            shown.append(
                LabelBox(event=item.event, box=(left, top, left + item.label_width, bottom))
            )
    return shown


def left_edge(
    one: RowLabel, scale: Scale, window: tuple[float, float], edges: tuple[float, float]
) -> float | None:
    """The px a label begins at, between the edges; None if it is not shown."""
    own, low, high = one.own, *edges
    if not own.is_seen(window):
        return None
    free = own.label.on(scale)
    left = max(low, min(free, high - own.width))
    if left == free:
        return left
    if not one.movable:
        return None
    # Kept at the edge without asking what is beside them, labels met 9 times in 150
    # random windows, by up to 144 px. A neighbour may be kept there itself: it is taken where
    # it then stands, not where it would stand free.
    least, most = low, high
    if one.before is not None:
        end = one.before.right.on(scale)
        if end > low:  # what ends outside the window has no label in it either
            label = max(one.before.label.on(scale), low) + one.before.width
            least = max(end, label) + GAP
    if one.after is not None:
        start = one.after.left.on(scale)
        if start < high:
            label = min(one.after.label.on(scale), high - one.after.width)
            most = min(start, label) - GAP
    return left if least <= left and left + own.width <= min(most, high) else None


def windowed(scale: Scale, window: tuple[float, float]) -> Scale:
    """The scale on which the window fills the picture."""
    per_day = (scale.right - scale.left) / (window[1] - window[0])
    left = scale.left - (window[0] - scale.span[0]) * per_day
    width = (scale.span[1] - scale.span[0]) * per_day
    return replace(scale, left=left, right=left + width)


def _footprint(item: PlacedEvent, scales: Sequence[Scale]) -> Footprint:
    """What an item covers on the scale as laid out, the first, and on those that are zoomed."""
    scale = scales[0]
    days = [
        day for drawn in item.mark for day in (drawn.part.start, drawn.part.end) if day is not None
    ]
    first, last = min(days), max(days)
    # Arrowheads, fades and least widths keep their px at every zoom, but which of them
    # reaches furthest does not: the furthest of all zooms is on the safe side.
    ends = [_overhang(item.mark, first, last, one) for one in scales]
    box = label_box(item, scale) if item.label else item.box
    day = (item.label[0].day if item.label else first) or 0
    return Footprint(
        first=first,
        last=last,
        left=Anchored(day=first, px=min(left for left, _ in ends)),
        right=Anchored(day=last, px=max(right for _, right in ends)),
        label=Anchored(day=day, px=box[0] - scale(day)),
        width=item.label_width,
    )


def _overhang(
    mark: Sequence[Drawn], first: float, last: float, scale: Scale
) -> tuple[float, float]:
    """How far a mark reaches beyond its first and last day on a scale, in px."""
    left, right = mark_extent(mark, scale)
    return left - scale(first), right - scale(last)
