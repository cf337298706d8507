"""Rows: the fewest for the extents given; and, where height is short, what goes into them.

Pure numbers: extents are half-open stretches of px along time.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from timeline.theme import SIZES

Extent = tuple[float, float]

# Heights of a row of marks without labels, from easy to see to barely. Up to
# MOST_SINGLE events rows get as low as that before any event loses its mark.
PITCHES = (10.0, 8.0, 6.0)
LOW_PITCHES = (*PITCHES, 4.0, 3.0, 2.0, 1.5, 1.2)
MOST_SINGLE = 1000
MARK_GAP = 2.0  # px between two marks in a row without labels
_SHARE = 0.6  # of the room that marks alone may take before their rows get lower


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event as packing sees it.

    `mark` is what its mark covers, `block` mark and label together; `lines` is how many lines of text the block is
    high, `mark_lines` how many lines of marks. `rank` says whose label comes
    first, `keep` whose mark: 0 is the first of all.
    """

    event: int
    mark: Extent
    block: Extent
    lines: int
    mark_lines: int
    rank: int
    keep: int


@dataclass(slots=True)
class Row:
    """A row: its height, whether labels stand in it, and its events."""

    height: float
    tall: bool
    events: list[int] = field(default_factory=list)
    labelled: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Fit:
    """Rows by lane, and the events by lane that no row has room for."""

    rows: list[list[Row]]
    left_over: list[list[int]]


def row_height(lines: int) -> float:
    """The height of a compact row whose labels have that many lines."""
    return SIZES.compact_row + (lines - 1) * SIZES.compact_line


def fit(lanes: Sequence[Sequence[Candidate]], room: float) -> Fit:
    """Rows no higher than `room` in all, with as many labels as that allows.

    Labels go first: the best by rank keep theirs, as many as fit. If marks
    alone are too high, their rows get lower; if that does not do either, the
    last by rank are left over.
    """
    count = sum(map(len, lanes))
    pitches = LOW_PITCHES if count <= MOST_SINGLE else PITCHES
    for pitch in pitches:
        share = 1.0 if pitch == pitches[-1] else _SHARE
        if _height(lanes, 0, pitch) <= room * share:
            return Fit(_rows(lanes, room, pitch), [[] for _ in lanes])
    return _fit_some(lanes, room, pitches[-1])


def _fit_some(lanes: Sequence[Sequence[Candidate]], room: float, pitch: float) -> Fit:
    """The best by rank in rows; a row a lane is kept free for those left over."""
    room -= len(lanes) * SIZES.cluster_row

    def single(count: int) -> list[list[Candidate]]:
        return [[one for one in lane if one.keep < count] for lane in lanes]

    total = sum(map(len, lanes))
    count = _most(total, lambda n: _height(single(n), 0, pitch) <= room * _SHARE)
    left_over = [[one.event for one in lane if one.keep >= count] for lane in lanes]
    return Fit(_rows(single(count), room, pitch), left_over)


def _rows(lanes: Sequence[Sequence[Candidate]], room: float, pitch: float) -> list[list[Row]]:
    """Rows by lane, with labels for the first by rank, as many as halving finds room for."""
    total = max((one.rank + 1 for lane in lanes for one in lane), default=0)
    labels = _most(total, lambda n: _height(lanes, n, pitch) <= room)
    return [_arrange(lane, labels, pitch) for lane in lanes]


def _most(total: int, fits: Callable[[int], bool]) -> int:
    """The largest count up to `total` that fits, by halving; 0 is taken to fit."""
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
        height += sum(row.height for row in _tall_rows(tall, labels))
        height += pitch * (max(pack([one.mark for one in low], MARK_GAP), default=-1) + 1)
    return height


def _split(lane: Iterable[Candidate], labels: int) -> tuple[list[Candidate], list[Candidate]]:
    """Those that need a tall row, for their label or their lines of marks; and the others."""
    tall: list[Candidate] = []
    low: list[Candidate] = []
    for one in lane:
        (tall if one.rank < labels or one.mark_lines > 1 else low).append(one)
    return tall, low


def _tall_rows(tall: Iterable[Candidate], labels: int) -> list[Row]:
    """Rows of blocks, those with as many lines together: a row is as high as its highest."""
    by_lines: dict[int, list[Candidate]] = {}
    for one in tall:
        lines = max(one.lines if one.rank < labels else 1, one.mark_lines)
        by_lines.setdefault(lines, []).append(one)
    rows: list[Row] = []
    for lines, members in sorted(by_lines.items()):
        extents = [_taken(one, labels) for one in members]
        places = pack(extents, SIZES.gap)
        group = [Row(row_height(lines), tall=True) for _ in range(max(places) + 1)]
        for one, place in zip(members, places, strict=True):
            group[place].events.append(one.event)
            if one.rank < labels:
                group[place].labelled.add(one.event)
        rows += group
    return rows


def _taken(one: Candidate, labels: int) -> Extent:
    return one.block if one.rank < labels else one.mark


def _arrange(lane: Sequence[Candidate], labels: int, pitch: float) -> list[Row]:
    """A lane's rows: tall ones with labels, marks without labels in their gaps, then low ones."""
    tall, low = _split(lane, labels)
    rows = _tall_rows(tall, labels)
    by_event = {one.event: one for one in lane}
    left = sorted(low, key=lambda one: (one.mark, one.event))
    for row in rows:
        busy = sorted(_taken(by_event[event], labels) for event in row.events)
        left = _fill(row, busy, left)
    places = pack([one.mark for one in left], MARK_GAP)
    group = [Row(pitch, tall=False) for _ in range(max(places, default=-1) + 1)]
    for one, place in zip(left, places, strict=True):
        group[place].events.append(one.event)
    return rows + group


def _fill(row: Row, busy: list[Extent], marks: list[Candidate]) -> list[Candidate]:
    """Put marks, which come by their left edge, into the gaps of a row; those left are given back."""
    left: list[Candidate] = []
    free_from = float("-inf")
    starts = [start for start, _ in busy]
    for one in marks:
        start, end = one.mark
        place = bisect_left(starts, start)
        before = max(free_from, busy[place - 1][1] if place else float("-inf"))
        after = starts[place] if place < len(starts) else float("inf")
        if before + SIZES.gap <= start and end + SIZES.gap <= after:
            row.events.append(one.event)
            free_from = end
        else:
            left.append(one)
    return left
