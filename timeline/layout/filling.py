"""A layout made as high as there is room: what was left over goes between its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.layout import annotating, metrics, picturing, relating
from timeline.layout.lanes import Lanes
from timeline.layout.parts import (
    Band,
    Cluster,
    Drawn,
    KeyEntry,
    Layout,
    PlacedEvent,
    StripBar,
    Text,
)
from timeline.model import Timeline


@metrics.lettered
def filled(timeline: Timeline, plan: Layout, height: float) -> Layout:
    """A layout made `height` px high: each row has as much more room as any other, half above it.

    Letters and marks keep their size, labels their distance from their marks; annotations and
    curves are placed anew. A layout that is as high already, or higher, stays as it is.
    """
    more = height - plan.height
    if more <= 0:
        return plan
    stretch = _Stretch.of(plan, more)
    lanes = Lanes(
        [stretch.band(number, band) for number, band in enumerate(plan.bands)],
        [stretch.item(item) for item in plan.items],
        [stretch.cluster(cluster) for cluster in plan.clusters],
        plan.top,
    )
    higher = replace(
        plan,
        height=height,
        bottom=plan.bottom + more,
        bands=tuple(lanes.bands),
        items=tuple(lanes.items),
        clusters=tuple(lanes.clusters),
        annotations=annotating.placed(timeline, lanes, plan.scale),
        key=tuple(lower_key(entry, more) for entry in plan.key),
        strip=tuple(_bar(bar, more) for bar in plan.strip),
        caption=lower(plan.caption, more),
        note=lower(plan.note, more),
    )
    return picturing.pictured(timeline, relating.related(timeline, higher))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """How far down the bands go, each lane's rows, and how much higher a row becomes."""

    places: dict[int, int]  # of a lane's band, from the top
    rows: tuple[int, ...]  # of each band
    each: float

    @staticmethod
    def of(plan: Layout, more: float) -> _Stretch:
        rows = {band.lane: 0 for band in plan.bands}
        for item in plan.items:
            rows[item.lane] = max(rows[item.lane], item.row + 1)
        for lane in {cluster.lane for cluster in plan.clusters}:
            rows[lane] = max(rows[lane], _cluster_row(plan, lane) + 1)
        # A band without rows is a row: it would be a line among the others.
        counts = tuple(max(1, rows[band.lane]) for band in plan.bands)
        places = {band.lane: place for place, band in enumerate(plan.bands)}
        return _Stretch(places, counts, more / max(1, sum(counts)))

    def before(self, place: int) -> float:
        """How far down a band goes."""
        return sum(self.rows[:place]) * self.each

    def band(self, place: int, band: Band) -> Band:
        down = self.before(place)
        bottom = band.bottom + down + self.rows[place] * self.each
        return replace(band, top=band.top + down, bottom=bottom, title=lower(band.title, down))

    def item(self, item: PlacedEvent) -> PlacedEvent:
        down = self.before(self.places[item.lane]) + (item.row + 0.5) * self.each
        return lower_item(item, down)

    def cluster(self, cluster: Cluster) -> Cluster:
        place = self.places[cluster.lane]
        down = self.before(place) + (self.rows[place] - 0.5) * self.each
        (count,) = lower([cluster.count], down)
        return replace(cluster, box=_lower_box(cluster.box, down), count=count)


def _cluster_row(plan: Layout, lane: int) -> int:
    """The number of the row that a lane's clusters stand in, its last."""
    (top, *_) = [cluster.box[1] for cluster in plan.clusters if cluster.lane == lane]
    above = [item.row for item in plan.items if item.lane == lane and item.box[3] <= top]
    return max(above, default=-1) + 1


def lower(lines: Sequence[Text], down: float) -> tuple[Text, ...]:
    """Lines of text, so many px further down."""
    return tuple(replace(line, y=line.y + down) for line in lines)


def lower_item(item: PlacedEvent, down: float) -> PlacedEvent:
    """An event's label and mark, so many px further down."""
    return replace(
        item,
        label=lower(item.label, down),
        mark=_lower_marks(item.mark, down),
        box=_lower_box(item.box, down),
    )


def lower_key(entry: KeyEntry, down: float) -> KeyEntry:
    """An entry of the key, so many px further down."""
    return replace(entry, sample=_lower_marks(entry.sample, down), words=lower(entry.words, down))


def _lower_marks(marks: Sequence[Drawn], down: float) -> tuple[Drawn, ...]:
    return tuple(
        replace(mark, y=mark.y + down, y2=None if mark.y2 is None else mark.y2 + down)
        for mark in marks
    )


def _lower_box(
    box: tuple[float, float, float, float], down: float
) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left, top + down, right, bottom + down


def _bar(bar: StripBar, down: float) -> StripBar:
    return replace(bar, top=bar.top + down, bottom=bar.bottom + down)
