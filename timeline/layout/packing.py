"""Rows: the fewest for the extents given; and, where height is short, what goes into them.

Pure numbers: extents are half-open stretches of px along time.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from timeline.layout.theme import SIZES

Extent = tuple[float, float]  # px along time, half-open
_Size = TypeVar("_Size", int, float)

# Heights of a row of marks without labels, from easy to see to barely. Up to
# MOST_SINGLE events rows get as low as that before any event loses its mark.
PITCHES = (10.0, 8.0, 6.0)
LOW_PITCHES = (*PITCHES, 4.0, 3.0, 2.0, 1.5, 1.2)
MOST_SINGLE = 1000  # each keeps a mark of its own, which `test_crowds` holds
MOST_TURNED = 200  # extents of a lane: of more, as few are named above their marks
MARK_GAP = 2.0  # px between two marks in a row without labels
# Of the room that marks alone may take before their rows get lower. With all of it a
# crowded chart would have marks easy to see and no height left to say what any of them is.
SHARE = 0.6
NAMED_SHARE = 0.9  # the same of the lowest rows of more events than that: some of them are named
# Of the room that rows may take for lone events' labels. What stands alone is no more important
# than the rest, but names the empty stretches, and its rows have most of their length left.
LONE_SHARE = 0.3
FEW = 2  # events by each other, and no other there: to be drawn one by one and named


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


def pack_turning(
    extents: Sequence[Extent], turned: Sequence[Extent | None], gap: float
) -> tuple[list[int], set[int]]:
    """Rows as `pack` gives them; and which take their `turned` extent, as that saves a row.

    Turned are the extents of labels that end with their marks, where others begin with theirs.
    """
    rows, others = pack(extents, gap), set[int]()
    if len(extents) > MOST_TURNED:
        return rows, others
    for count in range(max(rows, default=0), 0, -1):
        found = _within(count, extents, turned, gap)
        if found is None:
            break
        rows, others = found
    return rows, others


@dataclass(slots=True)
class _Open:
    """A row that is being filled: free from where on, and so before its last was put in."""

    free: float = float("-inf")
    before: float = float("-inf")
    last: int | None = None

    def put(self, index: int, right: float) -> None:
        self.before, self.free, self.last = self.free, right, index


def _within(
    count: int, extents: Sequence[Extent], turned: Sequence[Extent | None], gap: float
) -> tuple[list[int], set[int]] | None:
    """Rows for extents by their left edges, no more than `count`; None if that is not found."""
    lines = [_Open() for _ in range(count)]
    rows, others = [0] * len(extents), set[int]()

    def turns(line: _Open, left: float) -> bool:
        """Whether a row is free from `left` on once its last is turned, which then is."""
        other = None if line.last is None or line.last in others else turned[line.last]
        if line.last is None or other is None or line.before > other[0] or other[1] + gap > left:
            return False
        others.add(line.last)
        line.free = other[1] + gap
        return True

    for index in sorted(range(len(extents)), key=lambda i: (extents[i][0], -extents[i][1], i)):
        (left, right), other = extents[index], turned[index]
        row = next((at for at, line in enumerate(lines) if line.free <= left), None)
        if row is None:
            row = next((at for at, line in enumerate(lines) if turns(line, left)), None)
        if row is None and other is not None:
            row = next((at for at, line in enumerate(lines) if line.free <= other[0]), None)
            others.add(index)
            right = other[1]
        if row is None:
            return None
        lines[row].put(index, right + gap)
        rows[index] = row
    return rows, others


def heaviest_first(
    places: Sequence[int], weights: Sequence[float], days: Sequence[float | None] = ()
) -> list[int]:
    """The rows that `pack` gave, in another order: those with the heaviest event come first.

    `days` are the instants of events that are a dot, None for others: those of one day are in
    the order they are given in, as nothing else in a picture tells which came first.
    """
    heaviest: dict[int, float] = {}
    for place, weight in zip(places, weights, strict=True):
        heaviest[place] = max(heaviest.get(place, weight), weight)
    order = sorted(heaviest, key=lambda place: (-heaviest[place], place))
    of_day: dict[float, list[int]] = {}
    for place, day in zip(places, days, strict=False):
        if day is not None:
            of_day.setdefault(day, []).append(place)
    free = set(order)
    for held in of_day.values():
        rows = [place for place in dict.fromkeys(held) if place in free]
        for at, place in zip(sorted(map(order.index, rows)), rows, strict=True):
            order[at] = place
        free -= {*rows} if len(rows) > 1 else set()
    numbers = {place: number for number, place in enumerate(order)}
    return [numbers[place] for place in places]


def depth(extents: Sequence[tuple[float, float]], gap: float = 0) -> int:
    """How many rows `pack` takes for extents, none empty; found sooner than the rows themselves."""
    ends = sorted([right + gap for _, right in extents])
    most = over = 0
    for begun, left in enumerate(sorted([left for left, _ in extents]), 1):
        while ends[over] <= left:
            over += 1
        if begun - over > most:
            most = begun - over
    return most


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event as packing sees it.

    `mark` is what its mark covers, `block` mark and label together; `height` is what
    a row with its label has to be high, in px, `mark_lines` how many lines of marks
    it has. `rank` says whose label comes first, `keep` whose mark: 0 is the first of
    all.
    """

    event: int
    mark: Extent
    block: Extent
    height: float
    mark_lines: int
    rank: int
    keep: int


@dataclass(slots=True)
class Row:
    """A row: its height, whether labels stand in it, its events and how many lines of marks."""

    height: float
    tall: bool
    mark_lines: int = 1
    events: list[int] = field(default_factory=list)
    labelled: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Fit:
    """Rows by lane, and the events by lane that no row has room for."""

    rows: list[list[Row]]
    left_over: list[list[int]]


def fit(lanes: Sequence[Sequence[Candidate]], room: float) -> Fit:
    """Rows no higher than `room` in all, with as many labels as that allows.

    Labels go first: those of lone events, then the best by rank, as many as fit. If marks
    alone are too high, their rows get lower; if that does not do either, the
    last by rank are left over, but where a row for them would gain nothing.
    """
    lanes = _lone_first(lanes, room * LONE_SHARE)
    count = sum(map(len, lanes))
    pitches = LOW_PITCHES if count <= MOST_SINGLE else PITCHES
    for pitch in pitches:
        last = 1.0 if count <= MOST_SINGLE else NAMED_SHARE
        share = last if pitch == pitches[-1] else SHARE
        if _height(lanes, 0, pitch) <= room * share:
            return Fit(_rows(lanes, room, pitch), [[] for _ in lanes])
    return _fit_some(lanes, room, pitches[-1])


def _fit_some(lanes: Sequence[Sequence[Candidate]], room: float, pitch: float) -> Fit:
    """The best by rank in rows; a row a lane is kept free for those left over."""
    total = sum(map(len, lanes))
    taken = [_height([lane], 0, pitch) for lane in lanes]
    if sum(min(height, SIZES.cluster_row) for height in taken) > room:
        # It will be too high whatever is left out: then marks are seen at least.
        pitch = PITCHES[-1]
        taken = [_height([lane], 0, pitch) for lane in lanes]
    whole = [height <= SIZES.cluster_row for height in taken]
    room -= SIZES.cluster_row * whole.count(False)

    def single(count: int) -> list[list[Candidate]]:
        return [
            [one for one in lane if all_of_it or one.keep < count]
            for lane, all_of_it in zip(lanes, whole, strict=True)
        ]

    share = 1.0 if total <= MOST_SINGLE else SHARE
    count = most(total, lambda n: _height(single(n), 0, pitch) <= room * share)
    left_over = [
        [] if all_of_it else [one.event for one in lane if one.keep >= count]
        for lane, all_of_it in zip(lanes, whole, strict=True)
    ]
    return Fit(_rows(single(count), room, pitch), left_over)


def _lone_first(lanes: Sequence[Sequence[Candidate]], room: float) -> list[list[Candidate]]:
    """Lanes of which the lone events come before all others, as many as fit with their labels.

    Those of one lane are far apart, so that a few rows take them all: elsewhere in these
    rows there is room for others. None of them is left over.
    """
    lone = [_lone(lane) for lane in lanes]
    ranked = sorted((one.rank, one.event) for lane in lone for one in lane)

    def first(count: int) -> list[dict[int, Candidate]]:
        events = {event for _, event in ranked[:count]}
        return [
            {one.event: replace(one, rank=-1, keep=-1) for one in lane if one.event in events}
            for lane in lone
        ]

    def fits(count: int) -> bool:
        return _height([list(lane.values()) for lane in first(count)], 0, 0) <= room

    found = first(most(len(ranked), fits))
    return [
        [some.get(one.event, one) for one in lane] for lane, some in zip(lanes, found, strict=True)
    ]


def _lone(lane: Sequence[Candidate]) -> list[Candidate]:
    """The events of a lane that have none by their middle, or one alone."""
    found: list[list[Candidate]] = []
    last = float("-inf")
    for one in sorted(lane, key=lambda one: (sum(one.mark), one.event)):
        middle = sum(one.mark) / 2
        if middle - last >= SIZES.cluster / 2:
            found.append([])
        found[-1].append(one)
        last = middle
    return [one for group in found if len(group) <= FEW for one in group]


def _rows(lanes: Sequence[Sequence[Candidate]], room: float, pitch: float) -> list[list[Row]]:
    """Rows by lane, with labels for the first by rank, as many as halving finds room for."""
    total = max((one.rank + 1 for lane in lanes for one in lane), default=0)
    labels = most(total, lambda n: _height(lanes, n, pitch) <= room)
    return [_arrange(lane, labels, pitch) for lane in lanes]


def most(total: int, fits: Callable[[int], bool]) -> int:
    """The largest count up to `total` that fits, by halving; 0 is taken to fit."""
    # Halving takes height to grow with the count. Where one more costs nothing it may
    # stop early; what it finds always fits.
    low, high = 0, total
    if fits(total):
        return total
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _height(lanes: Iterable[Sequence[Candidate]], labels: int, pitch: float) -> float:
    """What rows take with so many labels, before marks are put into gaps between labels."""
    height = 0.0
    for lane in lanes:
        tall, low = _split(lane, labels)
        for high, members in _by(tall, _height_of):
            height += high * depth([one.block for one in members], SIZES.gap)
        for lines, members in _by(low, _low_lines):
            height += pitch * lines * depth([one.mark for one in members], MARK_GAP)
    return height


def _split(lane: Iterable[Candidate], labels: int) -> tuple[list[Candidate], list[Candidate]]:
    """Those that get a tall row, for their label; and the others."""
    tall: list[Candidate] = []
    low: list[Candidate] = []
    for one in lane:
        (tall if one.rank < labels else low).append(one)
    return tall, low


def _tall_rows(tall: Iterable[Candidate]) -> list[Row]:
    """Rows of blocks, those of one height together: a row is as high as its highest."""
    # Packed all at once, a few labels of three lines would make nearly every row as high.
    rows: list[Row] = []
    for height, members in _by(tall, _height_of):
        places = pack([one.block for one in members], SIZES.gap)
        group = [Row(height, tall=True) for _ in range(max(places) + 1)]
        for one, place in zip(members, places, strict=True):
            group[place].events.append(one.event)
            group[place].labelled.add(one.event)
        rows += group
    return rows


def _low_rows(low: Iterable[Candidate], pitch: float) -> list[Row]:
    """Rows of marks without labels, those with as many lines together: `pitch` px a line."""
    rows: list[Row] = []
    for lines, members in _by(low, _low_lines):
        places = pack([one.mark for one in members], MARK_GAP)
        group = [Row(pitch * lines, tall=False, mark_lines=lines) for _ in range(max(places) + 1)]
        for one, place in zip(members, places, strict=True):
            group[place].events.append(one.event)
        rows += group
    return rows


def _height_of(one: Candidate) -> float:
    return one.height


def _low_lines(one: Candidate) -> int:
    return one.mark_lines


def _by(
    candidates: Iterable[Candidate], size: Callable[[Candidate], _Size]
) -> list[tuple[_Size, list[Candidate]]]:
    """Candidates by a size, from small to large."""
    found: dict[_Size, list[Candidate]] = {}
    for one in candidates:
        found.setdefault(size(one), []).append(one)
    return sorted(found.items())


def _arrange(lane: Sequence[Candidate], labels: int, pitch: float) -> list[Row]:
    """A lane's rows: tall ones with labels, what fits into their gaps, then low ones.

    What goes into gaps first is further labels with their marks, by rank; then
    marks alone.
    """
    # Rows made for the first by rank have gaps that further labels fit into: left empty,
    # a long timeline had stretches without any label.
    tall, low = _split(lane, labels)
    rows = _tall_rows(tall)
    by_event = {one.event: one for one in lane}
    gaps = [_Gaps(row, [by_event[event].block for event in row.events]) for row in rows]
    left = []
    for one in sorted(low, key=lambda one: one.rank):
        taken = any(gap.row.height >= one.height and gap.take(one) for gap in gaps)
        if not taken:
            left.append(one)
    left.sort(key=lambda one: (one.mark, one.event))
    for gap in gaps:
        left = gap.fill(left)
    return rows + _low_rows(left, pitch)


class _Gaps:
    """What is free in a row with labels; `busy` is sorted, and nothing in it meets."""

    def __init__(self, row: Row, busy: Iterable[Extent]) -> None:
        self.row = row
        self.busy = sorted(busy)

    def take(self, one: Candidate) -> bool:
        """Take in a mark with its label if there is room."""
        start, end = one.block
        place = bisect_left(self.busy, one.block)
        if place and self.busy[place - 1][1] + SIZES.gap > start:
            return False
        if place < len(self.busy) and end + SIZES.gap > self.busy[place][0]:
            return False
        self.busy.insert(place, one.block)
        self.row.events.append(one.event)
        self.row.labelled.add(one.event)
        return True

    def fill(self, marks: list[Candidate]) -> list[Candidate]:
        """Put marks of one line, which come by their left edge, into gaps; the others are left."""
        left: list[Candidate] = []
        free_from = float("-inf")
        starts = [start for start, _ in self.busy]
        for one in marks:
            start, end = one.mark
            place = bisect_left(starts, start)
            before = max(free_from, self.busy[place - 1][1] if place else float("-inf"))
            after = starts[place] if place < len(starts) else float("inf")
            fits = before + SIZES.gap <= start and end + SIZES.gap <= after
            if fits and one.mark_lines == 1:
                self.row.events.append(one.event)
                free_from = end
            else:
                left.append(one)
        return left
