"""From which zoom on each label is shown.

As map makers do: for each zoom of LEVELS, from the widest, labels are taken in
the order of their rank, if they meet no mark and no label taken before. What
fits at one zoom fits at every deeper one: labels keep their width while the
gaps between instants grow. So a label once shown never goes again on the way
in, whatever the window.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from timeline.layout.packing import Extent
from timeline.layout.parts import BEYOND, Cluster, Drawn, PlacedEvent, Scale
from timeline.layout.theme import SIZES

# Doubling, as the steps of web maps do: between two levels a label waits at most for
# twice the zoom it would need. The deepest shows six days of a year, or a year of a lifetime.
LEVELS = (1, 2, 4, 8, 16, 32, 64)
GAP = 6.0  # px between a label and what stands beside it
_CLUSTERS = 1_000_000  # the number of a lane's row of clusters: below all others


def thresholds(
    items: Sequence[PlacedEvent],
    scale: Scale,
    ranks: Mapping[int, int],
    clusters: Iterable[Cluster] = (),
    deepest: int = LEVELS[-1],
) -> dict[int, float]:
    """The zoom from which each event's label is shown; events that never are are left out.

    Labels that items already show at zoom 1 are taken for granted. Zooms beyond
    the `deepest` are not looked at.
    """
    shown: dict[int, float] = {item.event: 1 for item in items if item.zoom == 1}
    waiting = sorted((i for i in items if i.zoom is None and i.label), key=lambda i: ranks[i.event])
    tallest = max((_label_height(item) for item in items if item.label), default=0.0)
    for level in LEVELS:
        if not waiting or level > deepest:
            break
        stage = _Stage(items, zoomed(scale, level), shown, clusters, tallest)
        left = []
        for item in waiting:
            if stage.take(item):
                shown[item.event] = level
            else:
                left.append(item)
        waiting = left
    return shown


def zoomed(scale: Scale, zoom: float) -> Scale:
    """The same scale drawn `zoom` times as wide, from the same left edge."""
    return replace(scale, right=scale.left + (scale.right - scale.left) * zoom)


class _Stretch(NamedTuple):
    """What a mark or label covers in px, and between which instants it is anchored."""

    left: float
    right: float
    first: float
    last: float

    def is_clear_of(self, other: _Stretch) -> bool:
        """Whether the two are a gap apart, and stay so at every deeper zoom.

        Their distance grows with zoom by the time between their anchors, so
        what lies to the left must be anchored no later.
        """
        # Else the two draw nearer on the way in: clear at one zoom, they meet at a deeper one.
        if self.left > other.left:
            return other.is_clear_of(self)
        return self.right + GAP <= other.left and self.last <= other.first


@dataclass(slots=True)
class _Line:
    """Things side by side at one height: stretches sorted by their left edge."""

    top: float
    bottom: float
    stretches: list[_Stretch]

    def is_free(self, wanted: _Stretch, own: _Stretch | None = None) -> bool:
        """Whether nothing but `own` is in the way: stretches do not meet each other."""
        # So only the nearest on either side can be in the way; two, as one may be `own`.
        place = bisect_left(self.stretches, wanted)
        near = self.stretches[max(0, place - 2) : place + 2]
        return all(stretch == own or wanted.is_clear_of(stretch) for stretch in near)


class _Stage:
    """All marks and labels at one zoom, by row."""

    def __init__(
        self,
        items: Sequence[PlacedEvent],
        scale: Scale,
        shown: Mapping[int, float],
        clusters: Iterable[Cluster],
        tallest: float,
    ) -> None:
        self.scale = scale
        self.marks: dict[tuple[int, int], _Line] = {}
        self.labels: dict[tuple[int, int], _Line] = {}
        self.stretches: dict[int, _Stretch] = {}
        self.tallest = tallest
        for item in items:
            key = (item.lane, item.row)
            stretch = self.stretches[item.event] = _mark_stretch(item, scale)
            top, bottom = item.box[1], item.box[3]
            self.marks.setdefault(key, _Line(top, bottom, [])).stretches.append(stretch)
            if item.event in shown:
                self._add_label(key, item)
        # By lane, how far up and down labels may go: a label in a low row is higher than
        # its row, and over the first it would stand in the lane's title.
        self.reach: dict[int, Extent] = {}
        for (lane, _), line in self.marks.items():
            top, bottom = self.reach.get(lane, (line.top, line.bottom))
            self.reach[lane] = min(top, line.top), max(bottom, line.bottom)
        for lane, box in {(c.lane, (c.box[1], c.box[3])) for c in clusters}:
            # A cluster's row is full from end to end, as far as labels go.
            self.marks[lane, _CLUSTERS] = _Line(*box, [_Stretch(-inf, inf, -inf, inf)])
        for lines in (self.marks, self.labels):
            for line in lines.values():
                line.stretches.sort()
        self.rows = {
            lane: sorted(row for other, row in self.marks if other == lane)
            for lane in {lane for lane, _ in self.marks}
        }

    def _add_label(self, key: tuple[int, int], item: PlacedEvent) -> None:
        box = label_box(item, self.scale)
        line = self.labels.setdefault(key, _Line(box[1], box[3], []))
        line.top, line.bottom = min(line.top, box[1]), max(line.bottom, box[3])
        line.stretches.append(_label_stretch(item, box))

    def take(self, item: PlacedEvent) -> bool:
        """Keep an item's label if there is room for it."""
        left, top, right, bottom = label_box(item, self.scale)
        if left < self.scale.left - BEYOND or right > self.scale.right + BEYOND:
            return False
        highest, lowest = self.reach[item.lane]
        if top < highest - 1 or bottom > lowest + SIZES.lane_bottom:
            return False
        own, wanted = self.stretches[item.event], _label_stretch(item, (left, top, right, bottom))
        key = (item.lane, item.row)
        for row in self._near(key, top, bottom):
            marks, labels = self.marks[row], self.labels.get(row)
            mine = own if row == key else None
            if _meet(marks, top, bottom) and not marks.is_free(wanted, mine):
                return False
            if labels and _meet(labels, top, bottom) and not labels.is_free(wanted):
                return False
        line = self.labels.setdefault(key, _Line(top, bottom, []))
        line.top, line.bottom = min(line.top, top), max(line.bottom, bottom)
        insort(line.stretches, wanted)
        return True

    def _near(self, key: tuple[int, int], top: float, bottom: float) -> Iterable[tuple[int, int]]:
        """The rows a label of this row can reach into: its neighbours, as far as it is high."""
        lane, row = key
        rows = self.rows[lane]
        place = bisect_left(rows, row)
        for step in (-1, 1):
            at = place
            while 0 <= at < len(rows):
                line = self.marks[lane, rows[at]]
                # A label of a row further off may be higher than ours, and reach towards us.
                if line.bottom < top - self.tallest or line.top > bottom + self.tallest:
                    break
                if at != place or step == 1:
                    yield lane, rows[at]
                at += step


def _mark_stretch(item: PlacedEvent, scale: Scale) -> _Stretch:
    if len(item.mark) == 1:  # as most are
        part = item.mark[0].part
        return _Stretch(*scale.extent(part), part.start or 0, part.end or 0)
    first = min([drawn.part.start or 0 for drawn in item.mark])
    last = max([drawn.part.end or 0 for drawn in item.mark])
    return _Stretch(*mark_extent(item.mark, scale), first, last)


def _label_stretch(item: PlacedEvent, box: tuple[float, float, float, float]) -> _Stretch:
    day = item.label[0].day or 0
    return _Stretch(box[0], box[2], day, day)


def _label_height(item: PlacedEvent) -> float:
    return item.label[-1].y - item.label[0].y + sum(item.label_ink)


def _meet(line: _Line, top: float, bottom: float) -> bool:
    return line.top < bottom and top < line.bottom


def mark_extent(mark: Sequence[Drawn], scale: Scale) -> Extent:
    """What a mark covers on a scale."""
    if len(mark) == 1:
        return scale.extent(mark[0].part)
    extents = [scale.extent(drawn.part) for drawn in mark]
    return min([a for a, _ in extents]), max([b for _, b in extents])


def label_box(item: PlacedEvent, scale: Scale) -> tuple[float, float, float, float]:
    """Where a label is on a scale: left, top, right, bottom in px."""
    first, last = item.label[0], item.label[-1]
    x = scale(first.day or 0) + first.x_px
    left = x if item.side == "start" else x - item.label_width
    up, down = item.label_ink
    return left, first.y - up, left + item.label_width, last.y + down
