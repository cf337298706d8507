"""What an author says of a mark, drawn beside it where nothing else stands.

Labels come first: an annotation takes the room that marks and labels leave, of one or two
lines to the right of its mark, to the left or below, those of more importance before others.
A short line leads to it from the mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from timeline import segments
from timeline.layout import metrics, spare
from timeline.layout.lanes import Lanes
from timeline.layout.metrics import Heights
from timeline.layout.parts import BEYOND, Annotation, Box, Cluster, Lead, PlacedEvent, Scale, Text
from timeline.layout.theme import SIZES
from timeline.model import Timeline

# Up to this many px a text stands in one line; a longer one in two where it can.
ONE_LINE = 200.0
GAP = 8.0  # px between an annotation and what stands left or right of it
CLEAR = 1.0  # px above it and below
LEAD = 12.0  # px of the line that leads to it
APART = 3.0  # px between mark and line, and between line and text
HALF = 7.0  # px that the highest mark goes above and below its middle
MIDDLE = 4.2  # px from the middle of a line of text to its baseline: half the height of capitals
LOWER = 2.0  # px that a text may stand lower than its mark, under a label


@dataclass(frozen=True, slots=True)
class Setting:
    """A text in lines, before it has a place; `width` is that of the longest, in px.

    Letters that the shipped font lacks have no italic that anybody has measured: a text with
    such is upright.
    """

    lines: tuple[str, ...]
    width: float
    ink: Heights
    pitch: float
    italic: bool

    @property
    def height(self) -> float:
        """From the top of its first line to the bottom of its last, in px."""
        return sum(self.ink) + (len(self.lines) - 1) * self.pitch


def settings(text: str) -> tuple[Setting, ...]:
    """The ways to set a text, the best first: in one line if it is short, else in two."""
    text = metrics.spaced(text)
    found = [_setting(lines) for lines in ((text,), _halves(text)) if lines]
    return tuple(found if found[0].width <= ONE_LINE else reversed(found))


def _setting(lines: tuple[str, ...]) -> Setting:
    italic = not metrics.foreign("".join(lines))
    ink = metrics.heights(lines, SIZES.annotation)
    return Setting(
        lines=lines,
        width=max(metrics.text_width(line, SIZES.annotation, italic=italic) for line in lines),
        ink=ink,
        pitch=max(SIZES.annotation_line, ceil(sum(ink))),
        italic=italic,
    )


def _halves(text: str) -> tuple[str, ...]:
    """A text in two lines as alike in length as its words let them be; none if it is one word."""
    words = segments.words(text)
    pairs = [("".join(words[:at]).rstrip(), "".join(words[at:])) for at in range(1, len(words))]
    return min(pairs, key=lambda pair: max(map(_plain_width, pair)), default=())


def _plain_width(line: str) -> float:
    return metrics.text_width(line, SIZES.annotation)


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
            found.append(annotation)
    return tuple(sorted(found, key=lambda one: one.event))


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
    for setting in settings(text):
        for place in _places(item, setting, scale):
            top = place.y - setting.ink.ascent
            box = place.x, top, place.x + setting.width, top + setting.height
            if room.has(box, GAP, CLEAR) and room.has(place.lead, 0.5, 2):
                return _annotation(item, place, setting, box, scale)
    return None


def _places(item: PlacedEvent, setting: Setting, scale: Scale) -> Iterator[_Place]:
    """To the right of a mark, to its left, below it."""
    (left, right), middle = spare.mark_extent(item.mark, scale), item.mark[0].y
    first = min(drawn.part.start or 0 for drawn in item.mark)
    last = max(drawn.part.end or 0 for drawn in item.mark)
    anchor = "end" if metrics.aligns_right(setting.lines) else "start"
    further = (len(setting.lines) - 1) * setting.pitch
    # Level with the mark; lower, under a label; its first line level, its last one.
    levels = [middle + MIDDLE + shift - further / 2 for shift in (0, LOWER)]
    levels += [middle + MIDDLE, middle + MIDDLE - further] if further else []
    for y in levels:
        lead = right + APART, middle, right + APART + LEAD, middle
        yield _Place(lead[2] + APART, y, lead, last, anchor)
    for y in levels:
        lead = left - APART - LEAD, middle, left - APART, middle
        yield _Place(lead[0] - APART - setting.width, y, lead, first, "end")
    x, top = min(left + APART, (left + right) / 2), middle + HALF
    y = top + APART + setting.ink.ascent
    yield _Place(x + APART, y, (x, top, x, y - MIDDLE), first, anchor)


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
