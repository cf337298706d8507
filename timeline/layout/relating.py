"""Relations between events as quiet curves from mark to mark, which touch no word.

A few are drawn always; the rest are found as well, to be shown for an event that is chosen.
Nothing gives way to a curve. Of simple ones, of one bend or two, it is that which crosses the
fewest marks and is the shortest; where each would touch a word it winds its way between words
(`winding.py`), and waits for its event to be chosen where that is a long way round or runs along
marks. Where there is none it is not drawn.
`templates/script/relating.js` is the same rule for windows of the chart to explore.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, product
from math import ceil, dist, floor
from operator import itemgetter

from timeline.layout import annotating, metrics, spare
from timeline.layout.callouts import HALF
from timeline.layout.marks import SHAPES, Form
from timeline.layout.parts import Box, Control, Curve, Drawn, Layout, PlacedEvent, Scale, mixed
from timeline.layout.theme import SIZES
from timeline.layout.winding import End, Point, Strips
from timeline.model import Kin, Timeline

FEW = 12  # relations that are drawn unasked
GREAT = 4  # the importance of both events of those, where there are more
CROWD = 200  # events: of more, relations are shown for what is chosen alone
MOST = 60  # relations that a picture holds to be shown
CLEAR = 3.0  # px between a curve and words
NEAR = 1.25  # px between its sign and words
APART = 2.0  # px between a mark and a curve's sign
INSET = 5.0  # px from the end of a bar that a curve may be set on
BESIDE = 14.0  # px beside the other mark that a curve may be set on a bar
REACHES = (0.3, 0.6, 1.0, 1.6)  # how far controls go out, as a share of the distance
LEAST_REACH, MOST_REACH = 14.0, 240.0  # px
MOST_DETOUR = 2.0  # times the distance that a curve may be long, and as many px as it takes to turn
ROUND = 60.0
MOST_ALONG = 24.0  # px of marks that it may run over, where nobody has asked for it
ASKEW = 50.0  # px of length that an end is worth which says less
CROSSING = 160.0  # the same of a mark crossed
MEETING = 50.0  # and of another curve
STEP = 2.0  # px from point to point of what is looked at

EDGE = SIZES.inset - 3  # px beyond the axis that a curve may reach


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of the event with index `event` to that with index `to`."""

    event: int
    to: int
    kind: Kin


@dataclass(frozen=True, slots=True)
class Ties:
    """Relations between events that have a place in time: a `few` to draw always, and the `rest`."""

    few: tuple[Tie, ...]
    rest: tuple[Tie, ...]


def ties(timeline: Timeline) -> Ties:
    """The relations of a timeline, those between events of more importance first."""
    events = timeline.events
    found = list(_all(timeline))
    found.sort(key=lambda tie: -events[tie.event].importance - events[tie.to].importance)
    few: list[Tie] = []
    if len(events) <= CROWD:
        few = found if len(found) <= FEW else [tie for tie in found if _is_great(tie, timeline)]
    few = few[:FEW]
    taken = set(few)
    return Ties(tuple(few), tuple(tie for tie in found if tie not in taken))


def _all(timeline: Timeline) -> Iterator[Tie]:
    places = {old: at for at, event in enumerate(timeline.events) for old in event.was}
    places |= {event.id: at for at, event in enumerate(timeline.events)}
    seen = set()
    for at, event in enumerate(timeline.events):
        for relation in event.relations:
            to = places.get(relation.to, at)
            ends = (at, to)
            key = tuple(sorted(ends)) if relation.kind is Kin.CONTRADICTS else ends
            if to != at and (key, relation.kind) not in seen:
                seen.add((key, relation.kind))
                yield Tie(at, to, relation.kind)


def _is_great(tie: Tie, timeline: Timeline) -> bool:
    return all(timeline.events[at].importance >= GREAT for at in (tie.event, tie.to))


def kinds(timeline: Timeline) -> tuple[Kin, ...]:
    """The kinds of relations that a picture of a timeline may draw unasked, in their order."""
    found = {tie.kind for tie in ties(timeline).few}
    return tuple(kind for kind in Kin if kind in found)


@metrics.lettered
def related(timeline: Timeline, plan: Layout) -> Layout:
    """A layout with the curves that find a way in it."""
    found = ties(timeline) if any(event.relations for event in timeline.events) else None
    if found is None:
        return plan
    items = {item.event: item for item in plan.items}
    ground: _Ground | None = None
    curves = []
    for tie in (*found.few, *found.rest[:MOST]):
        if tie.event in items and tie.to in items:
            ground = ground or _Ground(plan)
            drawn = tie in found.few
            curve = _curve(tie, items[tie.event], items[tie.to], ground, drawn=drawn)
            curves += [curve] if curve else []
    return replace(plan, curves=tuple(curves))


class _Ground:
    """What is in a curve's way: words, which it must not touch, and what it had better not cross."""

    def __init__(self, plan: Layout) -> None:
        self.scale = plan.scale
        self.words, self.near, self.marks, self.curves = (_room(plan) for _ in range(4))
        for box in words(plan):
            self.words.fill(_grown(box, CLEAR))
            self.near.fill(_grown(box, NEAR))
        for box in marks(plan):
            self.marks.fill(box)

    @cached_property
    def strips(self) -> Strips:
        """The same cut into what is free."""
        return Strips(self.words, self.marks)

    def take(self, points: Iterable[Point]) -> None:
        """Remember a curve: others had better not cross it."""
        for x, y in points:
            self.curves.fill((x - 1, y - 1, x + 1, y + 1))


def _room(plan: Layout) -> annotating.Room:
    bands = [(plan.top + 2, plan.bottom - 2)]
    return annotating.Room(bands, plan.scale.left - EDGE, plan.scale.right + EDGE)


def _grown(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return left - by, top - by, right + by, bottom + by


def words(plan: Layout) -> Iterator[Box]:
    """What labels, annotations, titles of lanes, counts and question marks cover."""
    for item in plan.items:
        if item.named:
            yield spare.label_box(item, plan.scale)
        for drawn in item.mark:
            if SHAPES[drawn.part.shape].form is Form.LETTER:
                left, right = plan.scale.extent(drawn.part)
                yield left, drawn.y - HALF, right, drawn.y + HALF
    for annotation in plan.annotations:
        yield annotation.box
    for band in plan.bands:
        for line in band.title:
            yield annotating.title_box(line)
    for cluster in plan.clusters:
        yield cluster.box


def marks(plan: Layout) -> Iterator[Box]:
    """What marks cover, and lines that lead from these to words."""
    for item in plan.items:
        for drawn in item.mark:
            left, right = plan.scale.extent(drawn.part)
            half = _half(drawn)
            yield left, drawn.y - half, right, (drawn.y2 or drawn.y) + half
    for annotation in plan.annotations:
        yield annotating.lead_box(annotation, plan.scale)


def _half(drawn: Drawn) -> float:
    """Half the height of a part."""
    look = SHAPES[drawn.part.shape]
    if look.form is Form.LINE:
        return 0.5
    return (drawn.weight.symbol * look.radius or drawn.weight.bar / 2) * drawn.size + 0.5


# Where a curve may begin and end


@dataclass(frozen=True)
class Side:
    """An event's own mark as curves meet it: its edges in px, its line."""

    item: PlacedEvent
    scale: Scale

    @cached_property
    def parts(self) -> list[Drawn]:
        """The parts in its first line."""
        level = [drawn for drawn in self.item.mark if drawn.y2 is None or drawn.y2 == drawn.y]
        return [drawn for drawn in level if drawn.y == min(one.y for one in level)]

    @cached_property
    def edges(self) -> Point:
        """From where to where it goes, in px."""
        extents = [self.scale.extent(drawn.part) for drawn in self.parts]
        return min(a for a, _ in extents), max(b for _, b in extents)

    @property
    def y(self) -> float:
        """The middle of its line."""
        return self.parts[0].y

    @property
    def half(self) -> float:
        """Half of its height."""
        return max(map(_half, self.parts))

    def ends(self, gap: float, toward: Point, worse: str) -> Iterator[End]:
        """The ends so many px beyond a mark: at its sides, over and under it.

        `toward` is from where to where the other mark goes, `worse` the side that says less: "start", "end",
        "sides" or "".
        """
        (left, right), y = self.edges, self.y
        high = self.half + gap
        low = ASKEW if worse == "sides" else 0.0
        yield End(left - gap, y, (-1, 0), low + ASKEW * (worse == "start"))
        yield End(right + gap, y, (1, 0), low + ASKEW * (worse == "end"))
        for x, cost in self._along(toward, worse):
            yield End(x, y + high, (0, 1), cost)
            yield End(x, y - high, (0, -1), cost)

    def _along(self, toward: Point, worse: str) -> Iterator[tuple[float, float]]:
        """Places along a mark."""
        left, right = self.edges
        first, last = left + INSET, right - INSET
        if first >= last:
            yield (left + right) / 2, 0
            return
        yield first, ASKEW * (worse == "start")
        yield last, ASKEW * (worse == "end")
        start, end = toward
        near = (
            (start + end) / 2,
            start - BESIDE,
            end + BESIDE,
            start - 3 * BESIDE,
            end + 3 * BESIDE,
        )
        within = [x for x in near if first < x < last]
        for x in (*within, (first + last) / 2):
            yield x, 0.0 if worse == "sides" else ASKEW / 2

    def control(self, at: Point) -> Control:
        """A point as one that goes with the mark."""
        left, right = self.edges
        parts = [drawn.part for drawn in self.parts]
        first = min(part.start or 0 for part in parts)
        last = max(part.end or 0 for part in parts)
        share = min(max((at[0] - left) / (right - left), 0), 1) if right > left else 0
        day = first + share * (last - first)
        return Control(day, at[0] - self.scale(day), at[1])


def _curve(
    tie: Tie, item: PlacedEvent, other: PlacedEvent, ground: _Ground, *, drawn: bool
) -> Curve | None:
    """The best curve of a relation that touches no word."""
    one, two = Side(item, ground.scale), Side(other, ground.scale)
    starts = one.ends(APART, two.edges, WORSE[tie.kind][0])
    ends = two.ends(APART + SIZES.tie_end, one.edges, WORSE[tie.kind][1])
    free, free_ends = _free(starts, ground), _free(ends, ground)
    best = _best(free, free_ends, ground)
    if best:
        (a, b, c, d), points = best, _points(best)
        controls = _spline((one.control(a), one.control(b), two.control(c), two.control(d)))
    else:
        controls, points = _wound(one, two, ground.strips.way(free, free_ends), ground)
        drawn = drawn and _is_quiet(points, ground)
    ground.take(points)
    curve = Curve(event=tie.event, to=tie.to, kind=tie.kind, controls=controls, drawn=drawn)
    return curve if controls else None


def _is_quiet(points: Sequence[Point], ground: _Ground) -> bool:
    """Whether a way that winds is no long way round, and runs along no mark."""
    if not points:
        return False
    length = sum(dist(a, b) for a, b in pairwise(points))
    along = sum(dist(a, b) for a, b in pairwise(points) if _is_in(b, ground.marks))
    return along <= MOST_ALONG and length <= MOST_DETOUR * dist(points[0], points[-1]) + ROUND


def _spline(bezier: Sequence[Control]) -> tuple[Control, ...]:
    """A Bezier curve of four controls as the uniform B-spline of which it is the one stretch."""
    shares = ((6, -7, 2, 0), (0, 2, -1, 0), (0, -1, 2, 0), (0, 2, -7, 6))
    return tuple(mixed(bezier, row) for row in shares)


def _wound(
    one: Side, two: Side, ways: Iterable[Sequence[Point]], ground: _Ground
) -> tuple[tuple[Control, ...], list[Point]]:
    """The first of some ways that touches no word where its bends are rounded; none if all do."""
    for way in ways:
        controls = _framed(one.control(way[0]).day, two.control(way[-1]).day, way, ground.scale)
        places = [(ground.scale(at.day) + at.x_px, at.y) for at in controls]
        points = _spline_points(places)
        if not any(_is_in(point, ground.near) for point in (*points, *_sign(*way[-2:]))):
            return controls, points
    return (), []


def _framed(first: float, last: float, way: Sequence[Point], scale: Scale) -> tuple[Control, ...]:
    """A way as controls that go with the day of its first point and that of its last."""
    days = [first + (last - first) * at / (len(way) - 1) for at in range(len(way))]
    found = [Control(day, x - scale(day), y) for day, (x, y) in zip(days, way, strict=True)]
    before, after = mixed(found[:2], (2, -1)), mixed(found[-2:], (-1, 2))
    return before, *found, after


def points(curve: Curve, scale: Scale) -> list[Point]:
    """Points of a curve in px, no further than STEP from each other."""
    return _spline_points([(scale(at.day) + at.x_px, at.y) for at in curve.controls])


def _spline_points(places: Sequence[Point]) -> list[Point]:
    """Points of a spline, no further than STEP from each other."""
    found = []
    for at in range(len(places) - 3):
        four = places[at : at + 4]
        count = ceil(max(dist(a, b) for a, b in pairwise(four)) / STEP - _ROUNDING) + 1
        found += _at(four, [_spline_shares(number / count) for number in range(count + 1)])
    return found


def _spline_shares(t: float) -> Shares:
    """How much of each of four controls there is in a point of a spline's stretch."""
    s = 1 - t
    middle = (3 * t - 6) * t * t + 4, (3 * s - 6) * s * s + 4
    return s * s * s / 6, middle[0] / 6, middle[1] / 6, t * t * t / 6


# Of each kind, at which side of the first mark it says less, and at which of the second.
WORSE = {
    Kin.LED_TO: ("start", "end"),
    Kin.FOLLOWED_BY: ("start", "end"),
    Kin.PART_OF: ("", "sides"),
    Kin.CONTRADICTS: ("", ""),
}


def _free(ends: Iterable[End], ground: _Ground) -> list[End]:
    """The ends that a curve can come to."""
    return [end for end in ends if not any(_is_in(end.off(far), ground.words) for far in (0, 3, 6))]


def _best(starts: Sequence[End], ends: Sequence[End], ground: _Ground) -> tuple[Point, ...] | None:
    """The controls of the cheapest curve from a start to an end."""
    best, least = None, float("inf")
    for cost, controls in sorted(_candidates(starts, ends), key=itemgetter(0)):
        if cost >= least:
            break
        if _touches(controls, ground):
            continue
        points = list(_points(controls))
        cost += CROSSING * _crossings(points, ground.marks)
        cost += MEETING * _crossings(points, ground.curves)
        if cost < least:
            best, least = controls, cost
    return best


def _candidates(
    starts: Sequence[End], ends: Sequence[End]
) -> Iterator[tuple[float, tuple[Point, ...]]]:
    """Curves from a start to an end, with what they cost at least: px of length."""
    for one, two in product(starts, ends):
        (x, y), (x2, y2) = a, d = (one.x, one.y), (two.x, two.y)
        chord = dist(a, d)
        reaches = sorted({min(max(each * chord, LEAST_REACH), MOST_REACH) for each in REACHES})
        outs = [(out, (x + one.out[0] * out, y + one.out[1] * out)) for out in reaches]
        backs = [(back, (x2 + two.out[0] * back, y2 + two.out[1] * back)) for back in reaches]
        ends_cost = one.cost + two.cost
        for (out, b), (back, c) in product(outs, backs):
            length = (chord + out + dist(b, c) + back) / 2
            if length <= MOST_DETOUR * chord + ROUND:
                # Of straight ones, which are all as long, that with the shortest reach.
                yield length + ends_cost + out / 1000 + back / 900, (a, b, c, d)


# Looking at a curve


Shares = tuple[float, float, float, float]


def _shares(t: float) -> Shares:
    """How much of each control there is in a point of a curve."""
    s = 1 - t
    return s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t


def _points(controls: Sequence[Point]) -> list[Point]:
    """Points of a curve, no further than STEP from each other."""
    longest = max(dist(a, b) for a, b in pairwise(controls))
    count = ceil(3 * longest / STEP - _ROUNDING) + 1
    return _at(controls, [_shares(number / count) for number in range(count + 1)])


def _at(controls: Sequence[Point], shares: Iterable[Shares]) -> list[Point]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = controls
    return [
        (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
        for a, b, c, d in shares
    ]


_COARSE = [_shares(eighth / 8) for eighth in (4, 2, 6, 1, 7, 3, 5)]  # what is looked at first
_ROUNDING = 1e-6  # that sums of lengths may be off


def _touches(controls: Sequence[Point], ground: _Ground) -> bool:
    """Whether a curve or its sign touches a word, or leaves the bands."""
    words = ground.words
    return (
        any(_is_in(point, words) for point in _at(controls, _COARSE))
        or any(_is_in(point, ground.near) for point in _sign(*controls[2:]))
        or any(_is_in(point, words) for point in _points(controls))
    )


def _sign(before: Point, end: Point) -> Iterator[Point]:
    """The corners of the sign that a curve ends in, as it comes from the point before."""
    (x2, y2), (x3, y3) = before, end
    far = dist(before, end)
    x, y = (x3 - x2) / far * SIZES.tie_end, (y3 - y2) / far * SIZES.tie_end
    for along, across in ((1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        yield x3 + along * x - across * y, y3 + along * y + across * x


def _is_in(point: Point, room: annotating.Room) -> bool:
    x, y = floor(point[0] - room.left), floor(point[1]) - room.top
    if x < 0 or point[0] > room.right or not 0 <= y < len(room.lines):
        return True
    return bool(room.lines[y] >> x & 1)


def _crossings(points: Iterable[Point], room: annotating.Room) -> int:
    """How often a curve comes upon what is taken."""
    count, was = 0, False
    for point in points:
        now = _is_in(point, room)
        count += now and not was
        was = now
    return count
