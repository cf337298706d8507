"""Ways between words where no simple curve has one: through what is free, drawn taut and rounded.

The bands are cut into strips a few px high, and each of these into the stretches that no word
reaches into. The way that is sought goes from stretch to stretch; where it steps from one to the
next it may stand anywhere that both are free, so it is pulled straight between those gates, and
its bends are rounded as widely as there is room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import dist

from timeline.layout.annotating import Room

HIGH = 4  # px of a strip
LEAST = 3  # px of a stretch
STRAIGHT = 6.0  # px that a way goes straight out from a mark
MARK = 30.0  # px of length that it costs to cross a mark
ALONG = 2.0  # the same of a px along one
PULLS = 60  # times that a way is pulled straight
SLACK = 0.75  # px that a bend may be off a straight line and be none
ROUNDS = (60.0, 40.0, 24.0, 14.0, 8.0, 4.0)  # px on either side of a bend that may be rounded

Point = tuple[float, float]
Stretch = tuple[int, int]  # a strip, and which stretch of it


@dataclass(frozen=True, slots=True)
class End:
    """Where a curve meets a mark: a point, the way out from it, and what it costs to take it."""

    x: float
    y: float
    out: Point
    cost: float = 0.0

    def off(self, far: float) -> Point:
        """The point so many px out."""
        return self.x + far * self.out[0], self.y + far * self.out[1]


@dataclass(frozen=True, slots=True)
class _Gate:
    """Where one steps from a stretch to the next: at `y`, between two px."""

    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Step:
    """How a stretch was reached: at which x, through which gate from which other, from which end."""

    cost: float
    x: float
    start: End
    before: Stretch | None = None
    gate: _Gate | None = None


class Strips:
    """The free stretches of a room of words."""

    def __init__(self, words: Room, marks: Room) -> None:
        self.words, self.marks = words, marks
        self.wide = int(words.right - words.left)
        lines = range(0, len(words.lines) - HIGH + 1, HIGH)
        self.strips = [list(self._free(words.lines[line : line + HIGH])) for line in lines]

    def _free(self, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
        taken = 0
        for line in lines:
            taken |= line
        free = bin(~taken & (1 << self.wide) - 1 | 1 << self.wide)[:2:-1]
        for found in re.finditer(f"1{{{LEAST},}}", free):
            yield found.start(), found.end()

    def way(self, starts: Sequence[End], ends: Sequence[End]) -> list[list[Point]]:
        """The cheapest way from a start to an end, as splines to try: with wider bends first."""
        found = self._found(starts, ends)
        if found is None:
            return []
        start, end, gates = found
        bends = _plain(
            [
                (start.x, start.y),
                *_taut(start.off(STRAIGHT), gates, end.off(STRAIGHT)),
                (end.x, end.y),
            ]
        )
        return [_rounded(bends, far) for far in ROUNDS]

    def _found(
        self, starts: Sequence[End], ends: Sequence[End]
    ) -> tuple[End, End, list[_Gate]] | None:
        left = self.words.left
        goals: dict[Stretch, list[End]] = {}
        for stretch, end in self._reached(ends):
            goals.setdefault(stretch, []).append(end)
        heap = [
            (start.cost, at, stretch, _Step(start.cost, start.off(STRAIGHT)[0] - left, start))
            for at, (stretch, start) in enumerate(self._reached(starts))
        ]
        heapify(heap)
        count = len(heap)
        done: dict[Stretch, _Step] = {}
        best: tuple[float, Stretch, End] | None = None
        while heap and (best is None or heap[0][0] < best[0]):
            cost, _, stretch, step = heappop(heap)
            if stretch in done:
                continue
            done[stretch] = step
            for end in goals.get(stretch, ()):
                total = cost + abs(end.off(STRAIGHT)[0] - step.x) + end.cost
                if best is None or total < best[0]:
                    best = total, stretch, end
            for other, gate in self._next(stretch):
                if other not in done:
                    x = min(max(step.x, gate.low - left), gate.high - left)
                    far = cost + HIGH + abs(x - step.x) + self._crossed(step.x, x, gate.y)
                    count += 1
                    heappush(heap, (far, count, other, _Step(far, x, step.start, stretch, gate)))
        return self._led(best, done) if best else None

    def _led(
        self, best: tuple[float, Stretch, End], done: dict[Stretch, _Step]
    ) -> tuple[End, End, list[_Gate]]:
        gates = []
        step = done[best[1]]
        while step.gate is not None and step.before is not None:
            gates.append(step.gate)
            step = done[step.before]
        return step.start, best[2], gates[::-1]

    def _reached(self, ends: Sequence[End]) -> Iterator[tuple[Stretch, End]]:
        """Ends with the stretches that they lead into."""
        for end in ends:
            if (stretch := self._at(end.off(STRAIGHT))) is not None:
                yield stretch, end

    def _at(self, point: Point) -> Stretch | None:
        x, strip = point[0] - self.words.left, int((point[1] - self.words.top) // HIGH)
        if not 0 <= strip < len(self.strips):
            return None
        for number, (low, high) in enumerate(self.strips[strip]):
            if low <= x <= high:
                return strip, number
        return None

    def _next(self, stretch: Stretch) -> Iterator[tuple[Stretch, _Gate]]:
        strip, number = stretch
        low, high = self.strips[strip][number]
        for step in (-1, 1):
            if not 0 <= strip + step < len(self.strips):
                continue
            y = self.words.top + (strip + max(step, 0)) * HIGH
            for other, (start, end) in enumerate(self.strips[strip + step]):
                first, last = max(low, start) + 1, min(high, end) - 1
                if first <= last:
                    left = self.words.left
                    yield (strip + step, other), _Gate(y, first + left, last + left)

    def _crossed(self, start: float, end: float, y: float) -> float:
        """What it costs to go along from start to end at y, and on."""
        line = min(max(int(y) - self.marks.top, 0), len(self.marks.lines) - 1)
        marks = self.marks.lines[line] >> int(min(start, end))
        along = (marks & (1 << int(max(start, end)) - int(min(start, end))) - 1).bit_count()
        at = self.marks.lines[line] >> int(end) & 1
        return ALONG * along + MARK * at


def _taut(start: Point, gates: Sequence[_Gate], end: Point) -> list[Point]:
    """A way through gates pulled straight."""
    xs = [start[0], *(min(max(start[0], gate.low), gate.high) for gate in gates), end[0]]
    for _ in range(PULLS):
        for at, gate in enumerate(gates, 1):
            xs[at] = min(max((xs[at - 1] + xs[at + 1]) / 2, gate.low), gate.high)
        for at, gate in reversed(list(enumerate(gates, 1))):
            xs[at] = min(max((xs[at - 1] + xs[at + 1]) / 2, gate.low), gate.high)
    return list(zip(xs, [start[1], *(gate.y for gate in gates), end[1]], strict=True))


def _plain(points: Sequence[Point]) -> list[Point]:
    """A way without the points that are on a straight line (Douglas and Peucker, 1973)."""
    first, last = points[0], points[-1]
    if len(points) < 3:
        return list(points)
    offs = [_off(point, first, last) for point in points[1:-1]]
    most = max(offs)
    if most <= SLACK:
        return [first, last]
    at = offs.index(most) + 1
    return [*_plain(points[: at + 1])[:-1], *_plain(points[at:])]


def _off(point: Point, first: Point, last: Point) -> float:
    """How far a point is from a line."""
    far = dist(first, last)
    if far == 0:
        return dist(point, first)
    (x, y), (x1, y1), (x2, y2) = point, first, last
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / far


def _rounded(bends: Sequence[Point], far: float) -> list[Point]:
    """The controls of a spline along a way from end to end, which bends so many px about each bend."""
    found = [bends[0]]
    for before, bend, after in zip(bends, bends[1:], bends[2:], strict=False):
        found += [_toward(bend, before, far), bend, _toward(bend, after, far)]
    return [*found, bends[-1]]


def _toward(point: Point, other: Point, far: float) -> Point:
    share = min(far / (dist(point, other) or 1), 0.5)
    return point[0] + share * (other[0] - point[0]), point[1] + share * (other[1] - point[1])
