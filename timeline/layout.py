"""Events to lanes, rows and label places, for one width. Pure: no drawing, no files."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

from timeline import marks, metrics, ticks, wording
from timeline.edtf import Limit
from timeline.errors import TimelineError
from timeline.marks import Part, Shape, Span
from timeline.model import Event, Timeline
from timeline.places import (
    Band,
    Drawn,
    Item,
    KeyEntry,
    Layout,
    PeriodBand,
    Scale,
    Text,
    Tick,
)
from timeline.theme import SIZES

WIDE = 1160
MEDIUM = 720
LEAST_WIDTH = 240

Measure = Callable[[str], float]


class NothingToDraw(TimelineError):
    """The timeline has no event and no span, so it has no axis."""


def layout(timeline: Timeline, width: float = WIDE) -> Layout:
    """The places of everything in a picture `width` px wide, margins included."""
    width = max(width, LEAST_WIDTH)
    edge = SIZES.margin + SIZES.inset
    scale = Scale(span=span(timeline), left=edge, right=width - edge)
    lang = timeline.header.lang
    axis = ticks.ticks(scale.span, scale.per_day, lang, _measure(SIZES.tick))
    periods, periods_height = _periods(timeline, scale)
    top = SIZES.margin + SIZES.axis + periods_height
    bands, items, keys = _lanes(timeline, scale, top)
    bottom = bands[-1].bottom if bands else top
    key, height = _key(keys, lang, scale, bottom)
    return Layout(
        width=width,
        height=height + SIZES.margin,
        scale=scale,
        top=top,
        bottom=bottom,
        bands=bands,
        items=items,
        ticks=_tick_labels(axis, scale, width),
        periods=periods,
        key=key,
    )


def span(timeline: Timeline) -> Span:
    """The days of the axis: the timeline's own span, or its events' bounds rounded out."""
    if timeline.header.span is not None:
        bounds = timeline.header.span.bounds
        assert bounds.earliest_start is not None
        assert bounds.latest_end is not None
        return bounds.earliest_start, bounds.latest_end
    known = [
        day
        for event in timeline.events
        for date in (event.when, *(account.date for account in event.accounts))
        for point in date.points
        for day in marks.reach(point)
    ]
    if not known:
        raise NothingToDraw("no event has a bound, and the timeline has no span")
    return ticks.round_out(min(known), max(known))


def chronological(events: Iterable[Event]) -> list[Event]:
    """Events in reading order: by earliest start, then latest end, then id.

    An open start comes first and an open end last; where an end is not known,
    the bounds of the other stand in for it.
    """
    return sorted(events, key=_order)


def _order(event: Event) -> tuple[float, float, str]:
    date = event.when
    start, start_after, end, after = date.bounds
    if date.start is Limit.UNKNOWN:
        start = end
    if date.end is Limit.UNKNOWN:
        after = start_after
    return -inf if start is None else start, inf if after is None else after, event.id


def pack(extents: Sequence[tuple[float, float]], gap: float = 0) -> list[int]:
    """A row for each half-open extent, so that no two in a row are nearer than `gap`.

    Takes the fewest rows there are: as many as extents (each lengthened by
    `gap`) overlap at one place. Going through them by their left edge and
    taking the lowest free row is the greedy colouring of an interval graph;
    with two heaps it costs O(n log n).
    """
    rows = [0] * len(extents)
    busy: list[tuple[float, int]] = []  # (free again from, row)
    free: list[int] = []
    used = 0
    for index in sorted(range(len(extents)), key=lambda i: (extents[i][0], -extents[i][1], i)):
        left, right = extents[index]
        while busy and busy[0][0] <= left:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if not free:
            heapq.heappush(free, used)
            used += 1
        rows[index] = heapq.heappop(free)
        heapq.heappush(busy, (right + gap, rows[index]))
    return rows


@dataclass(frozen=True, slots=True)
class _Lined:
    """A part and the line of marks it is in; `to` is the line an upright one ends in."""

    part: Part
    line: int
    to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """An event before it has a row: all it needs to be packed."""

    event: int
    lines: tuple[str, ...]
    side: str
    day: float  # the label's fixed edge
    x_px: float
    extent: tuple[float, float]
    mark: tuple[_Lined, ...]
    mark_lines: int

    @property
    def height(self) -> float:
        further = (len(self.lines) - 1) * SIZES.line + (self.mark_lines - 1) * SIZES.account
        return SIZES.row + further


def _lanes(
    timeline: Timeline, scale: Scale, top: float
) -> tuple[tuple[Band, ...], tuple[Item, ...], set[str]]:
    bands: list[Band] = []
    items: list[Item] = []
    keys: set[str] = set()
    events_of: dict[str, list[tuple[int, Event]]] = {lane.id: [] for lane in timeline.lanes}
    for i, event in enumerate(timeline.events):
        events_of[event.lane].append((i, event))
    for index, lane in enumerate(timeline.lanes):
        blocks = []
        for i, event in events_of[lane.id]:
            block, names = _block(i, event, scale)
            if block is not None:
                blocks.append(block)
                keys |= names
        title = _lane_title(lane.title, scale, top)
        rows_top = top + SIZES.lane_top + len(title) * SIZES.lane_title
        placed, bottom, rows = _rows(blocks, index, rows_top)
        items += placed
        bottom += SIZES.lane_bottom
        bands.append(Band(lane=index, top=top, bottom=bottom, title=title, rows=rows))
        top = bottom + SIZES.lane_gap
    return tuple(bands), tuple(sorted(items, key=lambda item: item.event)), keys


def _lane_title(title: str, scale: Scale, top: float) -> tuple[Text, ...]:
    if not title:
        return ()
    lines = metrics.wrap(title, scale.right - scale.left, SIZES.title, bold=True)
    x = SIZES.margin + 8
    return tuple(
        Text(text=line, day=None, x_px=x, y=top + SIZES.lane_top + 12.5 + n * SIZES.lane_title)
        for n, line in enumerate(lines)
    )


def _rows(blocks: list[_Block], lane: int, top: float) -> tuple[list[Item], float, int]:
    """Items packed into rows, each as high as its highest item."""
    rows = pack([block.extent for block in blocks], SIZES.gap)
    heights = [0.0] * (max(rows, default=-1) + 1)
    for block, row in zip(blocks, rows, strict=True):
        heights[row] = max(heights[row], block.height)
    tops = list(accumulate([top, *heights]))
    items = [
        _item(block, lane, row, tops[row] + heights[row] - block.height)
        for block, row in zip(blocks, rows, strict=True)
    ]
    return items, top + sum(heights), len(heights)


def _item(block: _Block, lane: int, row: int, top: float) -> Item:
    label = tuple(
        Text(
            text=line,
            day=block.day,
            x_px=block.x_px,
            y=top + SIZES.label_baseline + n * SIZES.line,
            anchor=block.side,
        )
        for n, line in enumerate(block.lines)
    )
    bar = top + SIZES.bar_top + SIZES.bar / 2 + (len(block.lines) - 1) * SIZES.line
    drawn = tuple(
        Drawn(
            part=lined.part,
            y=bar + lined.line * SIZES.account,
            y2=None if lined.to is None else bar + lined.to * SIZES.account,
        )
        for lined in block.mark
    )
    left, right = block.extent
    box = (left, top, right, top + block.height)
    return Item(
        event=block.event,
        lane=lane,
        row=row,
        side=block.side,
        label=label,
        mark=drawn,
        box=box,
    )


def _block(index: int, event: Event, scale: Scale) -> tuple[_Block | None, set[str]]:
    """An event's mark and label with their extent; None if nothing of it is in the span."""
    mark = marks.mark(event.when, scale.span, attested=event.attested is not None)
    if not mark.anchor:
        return None, set()
    parts, lines, keys = _with_accounts(event, mark, scale)
    text_lines, side, day, x_px, label = _label(event.label or event.title, mark.anchor, scale)
    extents = [scale.extent(lined.part) for lined in parts]
    left = min(label[0], *(extent[0] for extent in extents))
    right = max(label[1], *(extent[1] for extent in extents))
    block = _Block(
        event=index,
        lines=text_lines,
        side=side,
        day=day,
        x_px=x_px,
        extent=(left, right),
        mark=parts,
        mark_lines=lines,
    )
    return block, {*mark.keys, *keys}


def _with_accounts(
    event: Event, mark: marks.Mark, scale: Scale
) -> tuple[tuple[_Lined, ...], int, set[str]]:
    """The event's own mark and, beside it or on lines below, those of rival accounts."""
    parts = [_Lined(part, 0) for part in mark.parts]
    taken = [[_union(mark.parts, scale)]]
    keys: set[str] = set()
    for account in event.accounts:
        rival = marks.hollow(marks.mark(account.date, scale.span))
        if not rival.parts:
            continue
        left, right = _union(rival.parts, scale)
        line = next(
            (
                n
                for n, busy in enumerate(taken)
                if all(right + 6 < a or b + 6 < left for a, b in busy)
            ),
            len(taken),
        )
        if line == len(taken):
            taken.append([])
        taken[line].append((left, right))
        parts[:0] = _join(mark, rival, line)
        parts += [_Lined(part, line) for part in rival.parts]
        keys |= set(rival.keys)
    return tuple(parts), len(taken), keys


def _join(mark: marks.Mark, rival: marks.Mark, line: int) -> list[_Lined]:
    """A thin line from an event's mark along to another account of it, and down to its line."""
    own, other = _days(mark.anchor), _days(rival.anchor)
    first, second = sorted((own, other))
    apart = first[1] < second[0]
    near = other[0] if own < other else other[1]
    turn = near if apart else (second[0] + min(first[1], second[1])) / 2
    joints = []
    if apart:
        joints.append(_Lined(_line(first[1], second[0]), 0))
    if line:
        joints.append(_Lined(_line(turn, turn), 0, line))
    return joints


def _line(start: float, end: float) -> Part:
    return Part(shape=Shape.LINE, start=start, end=end, key="account")


def _days(parts: Iterable[Part]) -> tuple[float, float]:
    known = [part for part in parts if part.start is not None and part.end is not None]
    return min(part.start or 0 for part in known), max(part.end or 0 for part in known)


def _union(parts: Iterable[Part], scale: Scale) -> tuple[float, float]:
    extents = [scale.extent(part) for part in parts]
    return min(a for a, _ in extents), max(b for _, b in extents)


def _label(
    text: str, anchor: Sequence[Part], scale: Scale
) -> tuple[tuple[str, ...], str, float, float, tuple[float, float]]:
    """A label's lines, side, fixed edge (day and px) and extent.

    It begins where the mark begins; where that would not fit it ends where the
    mark ends; where neither fits it ends at the band's edge.
    """
    least, most = scale.left - 9, scale.right + 9
    lines = metrics.wrap(text, most - least, SIZES.label)
    width = max(_measure(SIZES.label)(line) for line in lines)
    left_part = min(anchor, key=lambda part: scale.extent(part)[0])
    right_part = max(anchor, key=lambda part: scale.extent(part)[1])
    left, right = scale.extent(left_part)[0], scale.extent(right_part)[1]
    if left + width <= most:
        day = left_part.start or 0
        return lines, "start", day, left - scale(day), (left, left + width)
    if right - width >= least:
        day = right_part.end or 0
        return lines, "end", day, right - scale(day), (right - width, right)
    day = left_part.start or 0
    start = max(least, most - width)
    return lines, "start", day, start - scale(day), (start, start + width)


def _measure(size: float) -> Measure:
    return lambda text: metrics.text_width(text, size)


def _tick_labels(axis: Sequence[ticks.TickAt], scale: Scale, width: float) -> tuple[Tick, ...]:
    """Ticks with their labels, moved in from the edges; one that would meet another is left out."""
    measure = _measure(SIZES.tick)
    placed: list[Tick] = []
    free_from = -1.0
    for tick in axis:
        half = measure(tick.label) / 2
        x = min(max(scale(tick.day), half + 1), width - half - 1)
        if x - half < free_from:
            placed.append(Tick(day=tick.day, label="", label_x=x))
            continue
        placed.append(Tick(day=tick.day, label=tick.label, label_x=x))
        free_from = x + half + SIZES.gap
    return tuple(placed)


def _periods(timeline: Timeline, scale: Scale) -> tuple[tuple[PeriodBand, ...], float]:
    """Periods cut to the span; their titles packed in lines above the lanes, and how high."""
    first, after = scale.span
    bands: list[PeriodBand] = []
    extents: list[tuple[float, float]] = []
    measure = _measure(SIZES.key)
    least, most = scale.left - 9, scale.right + 9
    for index, period in enumerate(timeline.periods):
        outer = marks.outer(period.date, scale.span)
        core = marks.core(period.date, scale.span)
        start, end = max(first, outer[0]), min(after, outer[1])
        if start >= end:
            continue
        lines = metrics.wrap(period.title, most - least - 4, SIZES.key)
        width = max(measure(line) for line in lines) + 4
        x = max(least, min(scale(start), most - width))
        texts = tuple(
            Text(text=line, day=start, x_px=x - scale(start) + 4, y=n * SIZES.period_line)
            for n, line in enumerate(lines)
        )
        stretches = [(start, end), (max(first, core[0]), min(after, core[1]))]
        bands.append(
            PeriodBand(
                period=index, stretches=tuple(s for s in stretches if s[0] < s[1]), title=texts
            )
        )
        extents.append((x, x + width))
    rows = pack(extents, SIZES.gap)
    heights = [0.0] * (max(rows, default=-1) + 1)
    for band, row in zip(bands, rows, strict=True):
        heights[row] = max(heights[row], len(band.title) * SIZES.period_line)
    tops = [SIZES.margin + SIZES.axis + 12 + before for before in accumulate([0.0, *heights])]
    placed = [
        replace(band, title=tuple(replace(text, y=text.y + tops[row]) for text in band.title))
        for band, row in zip(bands, rows, strict=True)
    ]
    return tuple(placed), sum(heights)


def _key(
    names: set[str], lang: str, scale: Scale, bottom: float
) -> tuple[tuple[KeyEntry, ...], float]:
    """The key of the marks in use, in lines as wide as the bands; and where it ends."""
    measure = _measure(SIZES.key)
    left, most = SIZES.margin + 8, scale.right + SIZES.inset
    x, y = left, bottom + SIZES.key_line
    entries: list[KeyEntry] = []
    for name in marks.KEYS:
        if name not in names:
            continue
        lines = metrics.wrap(
            wording.key_words(name, lang), most - left - SIZES.key_sample, SIZES.key
        )
        width = SIZES.key_sample + max(measure(line) for line in lines)
        if x > left and x + width > most:
            x, y = left, y + SIZES.key_line
        entries.append(_key_entry(name, lines, x, y))
        y += (len(lines) - 1) * SIZES.line
        x += width + SIZES.key_gap
    return tuple(entries), y + 4 if entries else bottom


def _key_entry(name: str, lines: Sequence[str], x: float, y: float) -> KeyEntry:
    sample = tuple(
        Drawn(part=replace(part, start_px=part.start_px + x, end_px=part.end_px + x), y=y - 4)
        for part in marks.SAMPLES[name]
    )
    words = tuple(
        Text(text=line, day=None, x_px=x + SIZES.key_sample, y=y + n * SIZES.line)
        for n, line in enumerate(lines)
    )
    return KeyEntry(name=name, sample=sample, words=words)
