"""Labels for which rows made of marks alone have room to spare.

They are taken in the order of their rank, if they meet no mark and no label taken before.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from timeline.layout.packing import Extent
from timeline.layout.parts import BEYOND, Cluster, Drawn, PlacedEvent, Scale
from timeline.layout.theme import SIZES

GAP = 6.0  # px between a label and what stands beside it
_CLUSTERS = 1_000_000  # the number of a lane's row of clusters: below all others


def named(
    items: Sequence[PlacedEvent],
    scale: Scale,
    ranks: Mapping[int, int],
    clusters: Iterable[Cluster] = (),
) -> set[int]:
    """The events that have their label: those that are named already, and who finds room."""
    shown = {item.event for item in items if item.named}
    waiting = sorted((i for i in items if not i.named and i.label), key=lambda i: ranks[i.event])
    if waiting:
        stage = _Stage(items, scale, clusters)
        shown |= {item.event for item in waiting if stage.take(item)}
    return shown


def _is_clear(one: Extent, other: Extent) -> bool:
    """Whether two stretches are a gap apart."""
    return one[1] + GAP <= other[0] or other[1] + GAP <= one[0]


@dataclass(slots=True)
class _Line:
    """Things side by side at one height: stretches in px, sorted by their left edge."""

    top: float
    bottom: float
    stretches: list[Extent]

    def is_free(self, wanted: Extent, own: Extent | None = None) -> bool:
        """Whether nothing but `own` is in the way: stretches do not meet each other."""
        # So only the nearest on either side can be in the way; two, as one may be `own`.
        place = bisect_left(self.stretches, wanted)
        near = self.stretches[max(0, place - 2) : place + 2]
        return all(stretch == own or _is_clear(wanted, stretch) for stretch in near)


class _Stage:
    """All marks and labels, by row."""

    def __init__(
        self, items: Sequence[PlacedEvent], scale: Scale, clusters: Iterable[Cluster]
    ) -> None:
        self.scale = scale
        self.marks: dict[tuple[int, int], _Line] = {}
        self.labels: dict[tuple[int, int], _Line] = {}
        self.extents: dict[int, Extent] = {}
        self.tallest = max((_label_height(item) for item in items if item.label), default=0.0)
        for item in items:
            key = (item.lane, item.row)
            extent = self.extents[item.event] = mark_extent(item.mark, scale)
            top, bottom = item.box[1], item.box[3]
            self.marks.setdefault(key, _Line(top, bottom, [])).stretches.append(extent)
            if item.named:
                self._add_label(key, item)
        # By lane, how far up and down labels may go: a label in a low row is higher than
        # its row, and over the first it would stand in the lane's title.
        self.reach: dict[int, Extent] = {}
        for (lane, _), line in self.marks.items():
            top, bottom = self.reach.get(lane, (line.top, line.bottom))
            self.reach[lane] = min(top, line.top), max(bottom, line.bottom)
        for lane, box in {(c.lane, (c.box[1], c.box[3])) for c in clusters}:
            # A cluster's row is full from end to end, as far as labels go.
            self.marks[lane, _CLUSTERS] = _Line(*box, [(-inf, inf)])
        for lines in (self.marks, self.labels):
            for line in lines.values():
                line.stretches.sort()
        self.rows = {
            lane: sorted(row for other, row in self.marks if other == lane)
            for lane in {lane for lane, _ in self.marks}
        }

    def _add_label(self, key: tuple[int, int], item: PlacedEvent) -> None:
        left, top, right, bottom = label_box(item, self.scale)
        line = self.labels.setdefault(key, _Line(top, bottom, []))
        line.top, line.bottom = min(line.top, top), max(line.bottom, bottom)
        line.stretches.append((left, right))

    def take(self, item: PlacedEvent) -> bool:
        """Keep an item's label if there is room for it."""
        left, top, right, bottom = label_box(item, self.scale)
        if left < self.scale.left - BEYOND or right > self.scale.right + BEYOND:
            return False
        highest, lowest = self.reach[item.lane]
        if top < highest - 1 or bottom > lowest + SIZES.lane_bottom:
            return False
        own, wanted = self.extents[item.event], (left, right)
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
