"""What an author says of a mark, drawn beside it where nothing else stands.

Labels come first: an annotation takes the room that marks and labels leave, of one or two
lines to the right of its mark, to the left or below, those of more importance before others.
A short line leads to it from the mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from timeline.layout import metrics, spare
from timeline.layout.callouts import (
    APART,
    CLEAR,
    GAP,
    HALF,
    LEAD,
    LOWER,
    MIDDLE,
    UNDER,
    Setting,
    settings,
    strip,
    under,
)
from timeline.layout.lanes import Lanes
from timeline.layout.parts import BEYOND, Annotation, Box, Cluster, Lead, PlacedEvent, Scale, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline

# That rows may grow for what has no room beside its mark: a share of the bands' height, or px.
GROWTH = 0.12
LEAST_GROWTH = 40.0


def placed(timeline: Timeline, lanes: Lanes, scale: Scale) -> tuple[Annotation, ...]:
    """The annotations that find room beside the marks of lanes, in the order of Timeline.events."""
    said = [item for item in lanes.items if timeline.events[item.event].annotation]
    if not said:
        return ()
    room = _room(lanes, scale)
    found = []
    for item in sorted(said, key=lambda item: -timeline.events[item.event].importance):
        annotation = _first_free(item, timeline.events[item.event].annotation, scale, room)
        if annotation:
            room.fill(annotation.box)
            room.fill(lead_box(annotation, scale))
            found.append(annotation)
    return tuple(sorted(found, key=lambda one: one.event))


def strips(
    timeline: Timeline, lanes: Lanes, found: Iterable[Annotation], scale: Scale, limit: float
) -> dict[int, float]:
    """How much higher rows have to be, by event, for what found no room beside its mark.

    It would stand below: of those of more importance, as much as makes the chart a little higher,
    and no band end below `limit`.
    """
    there = {one.event for one in found}
    wanting = [
        item
        for item in lanes.items
        if timeline.events[item.event].annotation and item.event not in there
    ]
    high = lanes.bottom - min(band.top for band in lanes.bands)
    left = min(max(GROWTH * high, LEAST_GROWTH), limit - lanes.bottom)
    rows: dict[tuple[int, int], float] = {}
    grown: dict[int, float] = {}
    for item in sorted(wanting, key=lambda item: -timeline.events[item.event].importance):
        mark = spare.mark_extent(item.mark, scale)
        way = under(mark, settings(timeline.events[item.event].annotation), scale)
        if way is None:
            continue
        high = strip(way, item.box[3] - item.mark[0].y)
        more = high - rows.get((item.lane, item.row), 0)
        if more <= left:
            left -= max(0, more)
            rows[item.lane, item.row] = max(high, high - more)
            grown[item.event] = high
    return grown


class Room:
    """Which px of the bands are taken: a number for each line of px, a bit for each of these."""

    def __init__(self, bands: Iterable[tuple[float, float]], left: float, right: float) -> None:
        self.left, self.right = left, right
        free = [(ceil(top), floor(bottom)) for top, bottom in bands]
        self.top = min(top for top, _ in free)
        self.lines = [-1] * (max(bottom for _, bottom in free) - self.top)
        for top, bottom in free:
            self.lines[top - self.top : bottom - self.top] = [0] * (bottom - top)

    def fill(self, box: Box) -> None:
        """Take what a box covers."""
        first, last, bits = self._within(box)
        for at in range(max(0, first), min(last, len(self.lines))):
            self.lines[at] |= bits

    def has(self, box: Box, beside: float, over: float) -> bool:
        """Whether a box within the bands is free, with so many px at its sides, over and under it."""
        left, top, right, bottom = box
        if left < self.left or right > self.right:
            return False
        first, last, bits = self._within((left - beside, top - over, right + beside, bottom + over))
        if first < 0 or last > len(self.lines):
            return False
        return not any(line & bits for line in self.lines[first:last])

    def _within(self, box: Box) -> tuple[int, int, int]:
        """The first line of a box, the one after its last, and its bits in each."""
        left, top, right, bottom = box
        start, end = max(0, floor(left - self.left)), max(0, ceil(right - self.left))
        bits = (1 << end) - (1 << start) if end > start else 0
        return floor(top) - self.top, ceil(bottom) - self.top, bits


def _room(lanes: Lanes, scale: Scale) -> Room:
    bands = [(band.top + 1, band.bottom - 1) for band in lanes.bands]
    room = Room(bands, scale.left - BEYOND, scale.right + BEYOND)
    for box in obstacles(lanes.items, lanes.clusters, scale):
        room.fill(box)
    for band in lanes.bands:
        for line in band.title:
            room.fill(title_box(line))
    return room


def obstacles(
    items: Iterable[PlacedEvent], clusters: Iterable[Cluster], scale: Scale
) -> Iterator[Box]:
    """What marks, labels and clusters cover."""
    for item in items:
        for drawn in item.mark:
            left, right = scale.extent(drawn.part)
            half = HALF * drawn.size
            yield left, drawn.y - half, right, (drawn.y2 or drawn.y) + half
        if item.named:
            yield spare.label_box(item, scale)
    for cluster in clusters:
        yield cluster.box


def lead_box(one: Annotation, scale: Scale) -> Box:
    """What the line that leads to an annotation covers."""
    at, lead = scale(one.lead.day), one.lead
    return at + lead.start_px, lead.y, at + lead.end_px, lead.y2


def title_box(line: Text) -> Box:
    """What a line of a lane's title covers."""
    width = metrics.text_width(line.text, SIZES.title, bold=True)
    ink = metrics.heights((line.text,), SIZES.title)
    left = line.x_px - (width if line.anchor == "end" else 0)
    return left, line.y - ink.ascent, left + width, line.y + ink.descent


# Places beside a mark


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text may stand: its left edge and first baseline, and the line that leads to it.

    It goes with the instant `day`; `anchor` is the end that its lines have in common.
    """

    x: float
    y: float
    lead: Box
    day: float
    anchor: str


def _first_free(item: PlacedEvent, text: str, scale: Scale, room: Room) -> Annotation | None:
    for setting, place in _places(item, text, scale):
        top = place.y - setting.ink.ascent
        box = place.x, top, place.x + setting.width, top + setting.height
        if room.has(box, GAP, CLEAR) and room.has(*_free(place.lead)):
            return _annotation(item, place, setting, box, scale)
    return None


def _places(item: PlacedEvent, text: str, scale: Scale) -> Iterator[tuple[Setting, _Place]]:
    """The ways and places in which a text may stand, the best first."""
    for places in (_level, _below):
        for way in settings(text):
            for place in places(item, way, scale):
                yield way, place


def _free(lead: Box) -> tuple[Box, float, float]:
    """What has to be free of a line from a mark, px beside it and above: a mark has room around it."""
    left, top, right, bottom = lead
    return (lead, 0.5, 2) if top == bottom else ((left, top + 1, right, bottom), 2, 0)


def _level(item: PlacedEvent, setting: Setting, scale: Scale) -> Iterator[_Place]:
    """To the right of a mark, to its left."""
    (left, right), middle = spare.mark_extent(item.mark, scale), item.mark[0].y
    first = min(drawn.part.start or 0 for drawn in item.mark)
    last = max(drawn.part.end or 0 for drawn in item.mark)
    anchor = "end" if metrics.aligns_right(setting.lines) else "start"
    further = (len(setting.lines) - 1) * setting.pitch
    # Level with the mark; lower, under a label; the same with its first line; its last one.
    shifts = (-further / 2, LOWER - further / 2, 0, LOWER, -further)
    levels = dict.fromkeys(middle + MIDDLE + shift for shift in shifts)
    for y in levels:
        lead = right + APART, middle, right + APART + LEAD, middle
        yield _Place(lead[2] + APART, y, lead, last, anchor)
    for y in levels:
        lead = left - APART - LEAD, middle, left - APART, middle
        yield _Place(lead[0] - APART - setting.width, y, lead, first, "end")


def _below(item: PlacedEvent, setting: Setting, scale: Scale) -> Iterator[_Place]:
    """Under a mark, from where it begins, to where it ends, or as near as there is room."""
    (left, right), top = spare.mark_extent(item.mark, scale), item.mark[0].y + HALF
    day = min(drawn.part.start or 0 for drawn in item.mark)
    y = top + UNDER + setting.ink.ascent
    least, most = scale.left - BEYOND, scale.right + BEYOND
    anchor = "end" if metrics.aligns_right(setting.lines) else "start"
    x = max(least, min(left + APART, (left + right) / 2))
    yield _Place(x + APART, y, (x, top, x, y - MIDDLE), day, anchor)
    x = min(most, max(right - APART, (left + right) / 2))
    yield _Place(x - APART - setting.width, y, (x, top, x, y - MIDDLE), day, "end")
    x = min(max(least, (left + right) / 2), most)
    start = min(max(least, x - setting.width / 2), most - setting.width)
    yield _Place(start, y, (x, top, x, top + UNDER - CLEAR), day, anchor)


def _annotation(
    item: PlacedEvent, place: _Place, setting: Setting, box: Box, scale: Scale
) -> Annotation:
    at = scale(place.day)
    x = box[2] if place.anchor == "end" else box[0]
    start, top, end, bottom = place.lead
    return Annotation(
        event=item.event,
        lines=tuple(
            Text(
                text=line,
                day=place.day,
                x_px=x - at,
                y=place.y + number * setting.pitch,
                anchor=place.anchor,
            )
            for number, line in enumerate(setting.lines)
        ),
        italic=setting.italic,
        lead=Lead(day=place.day, start_px=start - at, end_px=end - at, y=top, y2=bottom),
        box=box,
    )
