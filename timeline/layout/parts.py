"""The parts of a laid-out picture and the scale they stand on.

Instants stay days throughout; only lengths across rows, and the offsets that
do not scale with time, are px. A picture can therefore be zoomed along time
without laying it out anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.layout.marks import SHAPES, Part, Span
from timeline.layout.metrics import NO_INK, Heights
from timeline.layout.theme import SIZES, USUAL, Weight
from timeline.model import Kin

Box = tuple[float, float, float, float]  # left, top, right, bottom in px


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Days to px: `span` falls on [left, right], from the picture's left edge."""

    span: Span
    left: float
    right: float
    per_day: float = field(init=False)  # px

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "per_day", (self.right - self.left) / (self.span[1] - self.span[0])
        )

    def __call__(self, day: float) -> float:
        """The px of an instant."""
        return self.left + (day - self.span[0]) * self.per_day

    def extent(self, part: Part) -> tuple[float, float]:
        """The px a part covers, its least width and the thickness of outlines included."""
        # A layout asks for this more often than for anything else, so nothing is called.
        left, first, per_day = self.left, self.span[0], self.per_day
        start, end = part.start_px, part.end_px
        if part.start is not None:
            start += left + (part.start - first) * per_day
        if part.end is not None:
            end += left + (part.end - first) * per_day
        if part.beside is not None:
            start = max(start, self(part.beside) + SIZES.least)
        if part.leftward:
            if end - part.least < start:
                start = end - part.least
        elif start + part.least > end:
            end = start + part.least
        room = _ROOM[part.shape]
        start, end = start - room, end + room
        if part.start is None:
            return start, end
        # What has a fixed length stops at the band's edge.
        least, most = left - EDGE, self.right + EDGE
        return (
            least if start < least else most if start > most else start,
            least if end < least else most if end > most else end,
        )


EDGE = SIZES.inset - 1  # px beyond the axis that marks may be drawn in
BEYOND = 9.0  # px beyond the axis that labels may reach, at either end
_ROOM = {shape: look.room for shape, look in SHAPES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text; x is `day` (or the left edge, if None) and `x_px`, y its baseline."""

    text: str
    day: float | None
    x_px: float
    y: float
    anchor: str = "start"  # or "middle", "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A part of a mark at its place: `y` is the middle of its line.

    `y2` is given for an upright line alone: where it ends.
    """

    part: Part
    y: float
    y2: float | None = None
    size: float = 1  # of its height and of symbols, in a row too low for the whole
    weight: Weight = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEvent:
    """One event's place: its row, its label's lines, its mark.

    `named` is whether there is room for the label. `box` is (left, top, right, bottom)
    in px: the mark, and the label if it is shown, lie between its left and right;
    a label in a low row may reach over its top and bottom. No two boxes meet.
    """

    event: int  # index in Timeline.events
    lane: int
    row: int
    side: str  # "start" or "end": which ends of the label's lines are given
    label: tuple[Text, ...]
    mark: tuple[Drawn, ...]
    box: tuple[float, float, float, float]
    named: bool = True
    weight: Weight = USUAL
    label_size: float = USUAL.label
    label_width: float = 0
    label_ink: Heights = NO_INK  # px over the first baseline, under the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A line that leads from a mark to words on it, from the instant `day` moved by px."""

    day: float
    start_px: float
    end_px: float
    y: float
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What an event's mark means, at its place: lines of text, and one that leads to them.

    `box` is what the text covers, in px.
    """

    event: int  # index in Timeline.events
    lines: tuple[Text, ...]
    italic: bool
    lead: Lead
    box: Box


@dataclass(frozen=True, slots=True)
class Control:
    """A point that bends a curve: px right of the instant `day`, and down the picture."""

    day: float
    x_px: float
    y: float


def mixed(controls: Sequence[Control], shares: Sequence[float]) -> Control:
    """A point made of so much of each of some."""
    pairs = list(zip(controls, shares, strict=True))
    return Control(
        sum(share * one.day for one, share in pairs),
        sum(share * one.x_px for one, share in pairs),
        sum(share * one.y for one, share in pairs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A relation from one event's mark to another's: a uniform cubic B-spline of four controls or more.

    It goes from beside the second control to beside the last but one, where the middle of its
    sign is. Those that are not `drawn` are shown for an event that is
    chosen.
    """

    event: int  # index in Timeline.events, as is `to`
    to: int
    kind: Kin
    controls: tuple[Control, ...]
    drawn: bool = True

    @property
    def end(self) -> tuple[Control, Control]:
        """Where it ends, and a point that it comes to there from."""
        last = self.controls[-3:]
        end = mixed(last, (1 / 6, 4 / 6, 1 / 6))
        return end, mixed((end, last[0], last[2]), (1, 0.5, -0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Events there was no room for one by one, as one mark with their count.

    The mark spans the days [start, end), a place of the row wide enough for a
    count; the middles of the events' marks lie in it.
    """

    lane: int
    events: tuple[int, ...]
    start: float
    end: float
    box: tuple[float, float, float, float]
    count: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A lane's band, in px from the top of the picture; a rule in the lane's colour is its edge."""

    lane: int
    top: float
    bottom: float
    title: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of the grid and its label; the label is empty where it would not fit.

    A `half` stands between two round instants, and is fainter.
    """

    day: int
    label: str
    label_x: float
    half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumb:
    """A small picture of an event, and its box (left, top, right, bottom) in px."""

    event: int  # index in Timeline.events
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodBand:
    """A background span, cut at the bands' edges: the days it may have been, those it was."""

    stretches: tuple[tuple[float, float], ...]
    title: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """A sample mark (px from the left edge) and its words."""

    name: str
    sample: tuple[Drawn, ...]
    words: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripBar:
    """How many events of a lane fall in one bin of the density strip, as a height."""

    lane: int
    start: float
    end: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything's place in a picture of `width` by `height` px."""

    width: float
    height: float
    scale: Scale
    top: float  # where the bands begin
    bottom: float  # where they end
    row: float  # the least height of a row of labels over their marks
    bands: tuple[Band, ...]
    items: tuple[
        PlacedEvent, ...
    ]  # in the order of Timeline.events, without those outside the span
    ticks: tuple[Tick, ...]
    periods: tuple[PeriodBand, ...]
    key: tuple[KeyEntry, ...]
    clusters: tuple[Cluster, ...] = ()
    annotations: tuple[Annotation, ...] = ()  # those that found room
    curves: tuple[Curve, ...] = ()  # relations between marks, those that found a way
    thumbs: tuple[Thumb, ...] = ()  # those that found room
    strip: tuple[StripBar, ...] = ()
    caption: tuple[Text, ...] = ()  # of the strip
    note: tuple[Text, ...] = ()  # how many are labelled, if not all are

    @property
    def count(self) -> int:
        """How many events are drawn, alone or gathered."""
        return len(self.items) + sum(len(cluster.events) for cluster in self.clusters)

    @property
    def labelled(self) -> int:
        """How many events have their label."""
        return sum(item.named for item in self.items)
