"""A timeline laid out for a picture of a given size, which it fills to the last px.

Nothing is laid out and then made larger or smaller: for each size that letters may have, the
timeline is laid out in the room that it then has, and the largest letters are taken at which
every event is named. What is left of the height goes between the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf, sqrt
from typing import TypeVar

from timeline.errors import TooSmall
from timeline.layout.filling import filled
from timeline.layout.furniture import with_note
from timeline.layout.layout import LEAST_WIDTH, layout
from timeline.layout.metrics import lettered
from timeline.layout.parts import Layout
from timeline.layout.selection import interval, select
from timeline.layout.sheet import (
    Line,
    Sheet,
    Type,
    foot_lines,
    head_lines,
    left_out_words,
    logo,
    most_words,
    note_words,
    part_words,
    plain_foot,
    without_note,
)
from timeline.layout.span import span
from timeline.layout.theme import SIZES, USUAL
from timeline.model import Timeline
from timeline.model.order import by_importance
from timeline.wording.short import shortened

_MOST_ON_CARD = 1000  # events
_SHORT = 60  # characters of what there is no room for
MM = 96 / 25.4  # px
_STEPS = 24  # sizes of letters that are tried
# What a title is made smaller by, so that the chart has room, and larger, where it has too much.
_SHARES, _LARGER = (1.0, 0.8, 0.62, 0.5), (1.25,)
_CHART = 0.6  # of the height, that the chart should have
_FEW_LINES = 3  # of a title and headline, which leave the chart room
_TURNED = 1.25  # how much larger letters have to be on paper that is turned
_STEP = 1.05  # that letters have to grow by for a larger title to be worth it
# How many ems a side has of the least letters that are good to read, and that can be read.
_GOOD, _READABLE = 60, 78
_OF_TITLE = 0.62  # of the size of a title, that labels may have
_ROUNDING = 1e-6
_BESIDE = 1.2  # how much larger letters have to be for labels to stand beside their marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The size of a picture in px; on paper a px is 1/96 of an inch, read from nearby."""

    width: float
    height: float
    is_paper: bool = False


CARD_SIZE = (1200, 630)  # px of the picture where a link is shown
A4 = Area(width=210 * MM, height=297 * MM, is_paper=True)
A4_LANDSCAPE = Area(width=297 * MM, height=210 * MM, is_paper=True)
# By the name of a size; of several the one with the largest letters.
NAMED: dict[str, tuple[Area, ...]] = {
    "social": (Area(width=CARD_SIZE[0], height=CARD_SIZE[1]),),
    "square": (Area(width=1080, height=1080),),
    "portrait": (Area(width=1080, height=1350),),
    "slide": (Area(width=1920, height=1080),),
    "a4": (A4_LANDSCAPE, A4),
    "a4-portrait": (A4,),
    "a4-landscape": (A4_LANDSCAPE,),
}


@lettered
def fitted(timeline: Timeline, area: Area, *, total: int = 0, bare: bool = False) -> Fitted:
    """A sheet of exactly that size, with the largest letters at which all events are named.

    Where letters would have to be too small for that, it has the least that can be read, and says
    how many events are named; where there is no room for all lanes, the most important. `total` is
    how many events there are beyond a selection. Raises TooSmall.
    """
    whole = max(total, len(timeline.all_events))
    found = _in_area(timeline, area, whole, bare)
    if found is None:
        raise TooSmall((area.width, area.height), _least(timeline, area, bare))
    return found


@lettered
def best(
    timeline: Timeline, areas: Sequence[Area], *, total: int = 0, bare: bool = False
) -> Fitted:
    """The sheet of the first of several sizes, unless another names more, or in larger letters."""
    first, *others = (fitted(timeline, area, total=total, bare=bare) for area in areas)
    for other in others:
        one, two = first.sheet.plan.labelled, other.sheet.plan.labelled
        if two > one or (two == one and other.sheet.unit > first.sheet.unit * _TURNED):
            first = other
    return first


def card(timeline: Timeline, total: int = 0) -> Fitted:
    """The sheet for where a link is shown, of any timeline: what has no room at all is cut short.

    Of very many events it has the most important: it is seen small, and each build makes one.
    """
    area = NAMED["social"][0]
    total = max(total, len(timeline.all_events))
    timeline = _weightiest(timeline)
    try:
        return fitted(timeline, area, total=total)
    except TooSmall:
        return fitted(_short(timeline), area, total=total)


def _weightiest(timeline: Timeline) -> Timeline:
    """The timeline in its own span, with its most important events alone if there are very many."""
    if len(timeline.events) <= _MOST_ON_CARD:
        return timeline
    kept = {event.id for event in by_importance(timeline.events)[:_MOST_ON_CARD]}
    header = timeline.header.model_copy(update={"span": interval(*span(timeline))})
    events = tuple(event for event in timeline.events if event.id in kept)
    return timeline.model_copy(update={"header": header, "events": events})


def _short(timeline: Timeline) -> Timeline:
    """A timeline without titles of lanes and periods, and with short words for all else."""
    said = ("title", "headline", "author", "licence")
    header = {name: shortened(getattr(timeline.header, name), _SHORT) for name in said}
    kept = {
        "header": timeline.header.model_copy(update=header),
        "lanes": tuple(lane.model_copy(update={"title": ""}) for lane in timeline.lanes),
        "periods": (),
        "events": tuple(
            event.model_copy(update={"label": shortened(event.label or event.title, _SHORT)})
            for event in timeline.events
        ),
    }
    return timeline.model_copy(update=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A sheet and what of the timeline is on it."""

    timeline: Timeline
    sheet: Sheet


def _in_area(timeline: Timeline, area: Area, total: int, bare: bool) -> Fitted | None:
    """The sheet, of as many lanes as there is room for; None without room for one.

    Where that is not all, it is as many as leave half of their events a label, if there are such.
    Where all lanes have room, but the labels of most events have none, it is of the events of more
    importance, if those can all be named: specks without a name tell nobody anything.
    """
    if found := _sheet_of(timeline, area, total, bare):
        whole = Fitted(timeline=timeline, sheet=found)
        return whole if _is_named(whole) else _weighty(timeline, area, total, bare) or whole
    lanes = _ranked_lanes(timeline)
    tried: dict[int, Fitted] = {}

    def has_room(count: int) -> Fitted | None:
        part = select(timeline, lanes=lanes[:count])
        if count not in tried and (found := _sheet_of(part, area, total, bare)):
            tried[count] = Fitted(timeline=part, sheet=found)
        return tried.get(count)

    def is_named(count: int) -> bool:
        found = has_room(count)
        return found is not None and _is_named(found)

    counts = range(1, len(lanes))
    return tried.get(_last(counts, is_named)) or tried.get(
        _last(counts, lambda n: bool(has_room(n)))
    )


def _is_named(found: Fitted) -> bool:
    """Whether at least half of the events have a label."""
    return 2 * found.sheet.plan.labelled >= len(found.timeline.events)


def _weighty(timeline: Timeline, area: Area, total: int, bare: bool) -> Fitted | None:
    """The sheet of the events of the least importance at which all can be named; None without one."""
    for least in sorted({event.importance for event in timeline.events})[1:]:
        part = select(timeline, least_importance=least)
        found = _sheet_of(part, area, total, bare)
        if found and found.plan.labelled == len(part.events):
            return Fitted(timeline=part, sheet=found)
    return None


def _ranked_lanes(timeline: Timeline) -> list[str]:
    """The lanes that have events, those that weigh most first."""
    weights: Counter[str] = Counter()
    for event in timeline.events:
        weights[event.lane] += event.importance
    return [lane for lane, _ in weights.most_common()]


def _least(timeline: Timeline, area: Area, bare: bool) -> tuple[int, int]:
    """The least area of about the same shape that has room."""
    area = replace(area, width=max(area.width, LEAST_WIDTH), height=max(area.height, LEAST_WIDTH))
    growth = 1.0
    while True:
        growth *= 1.05
        larger = replace(area, width=area.width * growth, height=area.height * growth)
        if _in_area(timeline, larger, len(timeline.all_events), bare):
            return ceil(larger.width), ceil(larger.height)


def _sheet_of(timeline: Timeline, area: Area, total: int, bare: bool) -> Sheet | None:
    """The sheet of a timeline, whatever its title leaves for the chart; None without room.

    The title is smaller where the chart would have too little room, and larger where there is
    more of it than the chart can use.
    """
    found: Sheet | None = None
    for share in (1.0,) if bare else _SHARES:
        frame = Frame.of(timeline, area, share, bare)
        has_room = frame.bottom - frame.top >= _CHART * area.height
        smaller = _filled(frame, total) if has_room or share == _SHARES[-1] else None
        if smaller and (found is None or smaller.plan.labelled > found.plan.labelled):
            found = smaller
        is_named = found is not None and found.plan.labelled == found.plan.count
        if is_named or (has_room and len(frame.head) < _FEW_LINES):
            break
    for share in () if bare else _LARGER:
        if found is None or found.unit * _STEP < _largest_unit(area, share / _LARGER[0]):
            break  # its letters would be no larger under a larger title
        larger = _filled(Frame.of(timeline, area, share, bare), total)
        if larger is None or larger.unit <= found.unit * _STEP:
            break
        found = larger
    return found


def _largest_unit(area: Area, share: float) -> float:
    """How large letters may be beside a title."""
    return _type(area, share).title * _OF_TITLE / USUAL.label


def _base(area: Area) -> float:
    """The side of a square as large as an area."""
    return sqrt(area.width * area.height)


def _type(area: Area, share: float = 1) -> Type:
    base = _base(area)
    title = base * (0.036 if area.is_paper else 0.048) * share
    edge = round(base * (0.045 if area.is_paper else 0.034))
    return Type(
        title=round(title, 1),
        headline=round(max(title * 0.56, SIZES.key), 1),
        credit=round(max(title * (0.36 if area.is_paper else 0.32), SIZES.key), 1),
        edge=edge,
        over=edge * 0.8,
        gap=title * 0.18,
        apart=title * 0.5,
        under=edge * 0.8,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a chart, which has the room from `top` to `bottom`, in px."""

    timeline: Timeline
    area: Area
    share: float  # of the usual size of a title
    sizes: Type
    bare: bool
    head: tuple[Line, ...]
    foot: tuple[Line, ...]
    plain_foot: tuple[Line, ...]
    top: float
    bottom: float

    @staticmethod
    def of(timeline: Timeline, area: Area, share: float, bare: bool) -> Frame:
        """The frame under a title of a `share` of its usual size, or `bare`."""
        sizes = _type(area, share)
        edge = sizes.edge
        if bare:
            return Frame(timeline, area, share, sizes, True, (), (), (), edge, area.height - edge)
        head, bottom = head_lines(timeline, area.width, sizes)
        frame = Frame(timeline, area, share, sizes, False, head, (), (), bottom + sizes.apart, 0)
        return frame.noting("")

    def noting(self, note: str) -> Frame:
        """The same with a note at its foot."""
        if self.bare:
            return self  # its chart says so itself
        _, high = foot_lines(self.timeline, self.area.width, 0, self.sizes, note)
        top = self.area.height - self.sizes.under - high
        foot, _ = foot_lines(self.timeline, self.area.width, top, self.sizes, note)
        plain = plain_foot(self.timeline, self.area.width, top, self.sizes, note)
        return replace(self, foot=foot, plain_foot=plain, bottom=top - self.sizes.apart / 2)

    def width(self, unit: float) -> float:
        """How wide a layout is that reaches from edge to edge, its own margins beyond them."""
        return (self.area.width - 2 * self.sizes.edge) / unit + 2 * SIZES.margin

    def height(self, unit: float) -> float:
        """How high it may be."""
        return (self.bottom - self.top) / unit + 2 * SIZES.margin

    def plan(self, unit: float, *, every: bool = False) -> Layout:
        """The layout; with `every` label over its mark, however high that is."""
        return layout(self.timeline, self.width(unit), inf if every else self.height(unit))

    def holds(self, plan: Layout, unit: float) -> bool:
        """Whether there is room for a layout."""
        return self.alone(plan).height <= self.height(unit) + _ROUNDING

    def alone(self, plan: Layout) -> Layout:
        """A layout without what the foot says in its place; without a foot it says so itself."""
        if not self.bare:
            return without_note(plan)
        is_said = plan.note or self.timeline.undated
        return with_note(plan, note_words(self.timeline, plan)) if is_said else plan

    def full(self, unit: float, plan: Layout) -> Sheet:
        """The chart in its place, as high as there is room."""
        return self.sheet(unit, filled(self.timeline, self.alone(plan), self.height(unit)))

    def sheet(self, unit: float, plan: Layout) -> Sheet:
        """The chart in its place."""
        return Sheet(
            width=self.area.width,
            height=self.area.height,
            head=self.head,
            foot=self.foot,
            plain_foot=self.plain_foot,
            plan=plan,
            left=self.sizes.edge - SIZES.margin * unit,
            top=self.top - SIZES.margin * unit,
            unit=unit,
            logo=None
            if self.bare
            else logo(
                self.timeline, self.area.width, self.area.height - self.sizes.under, self.sizes
            ),
        )


def _filled(frame: Frame, total: int) -> Sheet | None:
    """The sheet with its chart and what that leaves out; None where there is no room."""
    units = _units(frame)
    timeline = frame.timeline
    if units is None:
        return None
    if left_out := left_out_words(timeline, total):
        frame = frame.noting(left_out)
    if found := _all_named(frame, units.named):
        return frame.full(*found)
    frame = frame.noting(f"{part_words(timeline, total)} {most_words(timeline)}")
    for unit in (units.good, 1.0):
        plan = frame.plan(unit)
        if plan.labelled and frame.holds(plan, unit):
            return frame.noting(note_words(timeline, plan, total)).full(unit, plan)
    return None


def _units(frame: Frame) -> _Units | None:
    """The sizes that letters may have; None where a layout is too wide for the least."""
    area, sizes = frame.area, frame.sizes
    widest = (area.width - 2 * sizes.edge) / (LEAST_WIDTH - 2 * SIZES.margin)
    if widest < 1:
        return None
    if area.is_paper:
        good = readable = 1.0
    else:
        good, readable = (
            max(1.0, _base(area) / ems / SIZES.compact_label) for ems in (_GOOD, _READABLE)
        )
    most = _largest_unit(area, frame.share)
    least = min(readable, widest)
    most = max(least, min(most, widest))
    return _Units(
        good=min(good, widest),
        named=tuple(least * (most / least) ** (step / _STEPS) for step in range(_STEPS + 1)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Units:
    """The sizes that letters may have, px of the sheet to one of a layout.

    Of `named` from the least, the largest is taken at which all events are named; if none is,
    `good`.
    """

    good: float
    named: tuple[float, ...]


def _all_named(frame: Frame, units: Sequence[float]) -> tuple[float, Layout] | None:
    """The largest letters at which all events are named, and their layout, if there are any."""

    def holds(unit: float, *, every: bool) -> bool:
        plan = frame.plan(unit, every=every)
        return plan.labelled == plan.count and frame.holds(plan, unit)

    if not holds(units[0], every=False):
        return None
    beside = _last(units, lambda unit: holds(unit, every=False))
    over = _last(units, lambda unit: holds(unit, every=True))
    if over and over * _BESIDE >= beside:
        return over, frame.plan(over, every=True)
    return beside, frame.plan(beside)


_Tried = TypeVar("_Tried", int, float)


def _last(each: Sequence[_Tried], holds: Callable[[_Tried], bool]) -> _Tried:
    """The largest of what rises that holds, if what is smaller does; 0 if none does."""
    low, high = -1, len(each)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(each[middle]) else (low, middle)
    return each[low] if low >= 0 else type(each[0])(0)
