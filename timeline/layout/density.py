"""Events per unit of time, by lane: the numbers of the strip under the chart.

An event counts once, or once for each date of a set of all. What is not known
of its time is not made up: its weight of 1 is spread evenly over the days it
may fall in (aoristic analysis; Ratcliffe 2000, "Aoristic analysis: the spatial
interpretation of unspecific temporal events"). The days are those its mark
covers, soft edges included.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from timeline.edtf import EdtfDate, Kind, Point, Precision, Range, civil, day_number
from timeline.layout.marks import Span, outer, reach
from timeline.model import Timeline

_ONE = Fraction(1)
# What a whole event weighs while weights are added up. They are whole numbers
# then, so that the order of events is of no account and nothing is left over
# where there is none; over the longest window a day's share is still exact
# beyond the digits of a float.
_WHOLE = 2**128
_YEAR = Fraction(146097, 400)  # mean length in days; a run has no seasons
_LENGTHS = {
    Precision.DAY: _ONE,
    Precision.MONTH: _YEAR / 12,
    Precision.YEAR: _YEAR,
    Precision.DECADE: _YEAR * 10,
    Precision.CENTURY: _YEAR * 100,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One unit of time, from the day `start` to the day before `after`.

    `weights` are by lane, in the order of the timeline's lanes: how many
    events there are in the unit, with the shares of those that may be.
    """

    start: int
    after: int
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """Bins of `step` units each ("day", "month", "year"), without gaps from edge to edge.

    Ten years are a decade. The first and the last bin end where the span does
    and may be shorter than the others.
    """

    unit: str
    step: int
    bins: tuple[Bin, ...]


def density(timeline: Timeline, span: Span, most: int = 120) -> Density:
    """How many events there are in each unit of a span of one day or more, half-open, by lane.

    The unit is the finest round one that gives at most `most` bins: 1 day, 1 or
    3 months, 1, 5, 10, 20, 50, 100, ... years, as readers count them: 500 BCE
    begins a century, and 1 CE one of 99 years. `most` is 2 at least, as no round
    unit spans the turn from BCE to CE; ValueError if it is less.

    An event adds 1 in all, evenly over the days of its date, or of the date by
    which it is attested. What falls outside the span is lost. An interval
    adds 1 over all the time it lasted, and not 1 to each bin, or one long
    event would outweigh all that happened meanwhile; an open end reaches the
    span's edge, an unknown one adds no length. Of `[...]` each member has an
    equal share, a run as one. `{...}` adds 1 for each date it names, every unit
    of a run included. Other sources' accounts add nothing.
    """
    if most < 2:
        raise ValueError("a density has two bins at least")
    unit, step = next((unit, step) for unit, step in _units() if _count(span, unit, step) <= most)
    edges = _edges(span, unit, step)
    spreads: dict[str, list[_Spread]] = {lane.id: [] for lane in timeline.lanes}
    for event in timeline.events:
        spreads[event.lane] += _spreads(event.when, span)
    by_lane = [_weights(spread, edges) for spread in spreads.values()]
    bins = (
        Bin(start=start, after=after, weights=tuple(weights[index] for weights in by_lane))
        for index, (start, after) in enumerate(pairwise(edges))
    )
    return Density(unit=unit, step=step, bins=tuple(bins))


def _units() -> Iterator[tuple[str, int]]:
    """Round units, from fine to coarse."""
    yield "day", 1
    yield "month", 1
    yield "month", 3
    yield "year", 1
    yield "year", 5
    power = 10
    while True:
        yield from (("year", step * power) for step in (1, 2, 5))
        power *= 10


def _count(span: Span, unit: str, step: int) -> int:
    return _number(span[1] - 1, unit, step) - _number(span[0], unit, step) + 1


def _edges(span: Span, unit: str, step: int) -> list[int]:
    """Where bins begin, and the end of the last."""
    first, after = span
    further = range(_number(first, unit, step) + 1, _number(after - 1, unit, step) + 1)
    return [first, *(_start(number, unit, step) for number in further), after]


def _number(day: int, unit: str, step: int) -> int:
    """The running number of the round unit that holds a day."""
    if unit == "day":
        return day // step
    year, month, _ = civil(day)
    if unit == "month":
        return (year * 12 + month - 1) // step
    if step == 1:
        return year
    # In the reader's count there is no year 0: by that of astronomers, which is `civil`'s,
    # a century would begin in 501 BCE.
    return (year if year > 0 else year - 1) // step


def _start(number: int, unit: str, step: int) -> int:
    """The first day of a round unit; the inverse of `_number`."""
    if unit == "day":
        return number * step
    if unit == "month":
        return day_number(0, number * step + 1)
    year = number * step
    return day_number(year if step == 1 or year > 0 else year + 1)


class _Spread(NamedTuple):
    """A weight that lies evenly over days."""

    start: int
    after: int
    weight: Fraction


def _spreads(date: EdtfDate, span: Span) -> Iterator[_Spread]:
    """When something dated so took place, as far as is known."""
    match date.kind:
        case Kind.DATE:
            yield from (_Spread(*reach(point), _ONE) for point in date.points)
        case Kind.INTERVAL:
            yield _Spread(*outer(date, span), _ONE)
        # Each date has its share and no more: with a whole for each, one event of which
        # little is known would weigh more than many that are known well.
        case Kind.ONE_OF:
            share = _ONE / len(date.members)
            yield from (_Spread(*_window(member, span), share) for member in date.members)
        case Kind.ALL_OF:
            for member in date.members:
                yield _Spread(*_window(member, span), _times(member, span))


def _window(member: Point | Range, span: Span) -> Span:
    """The days of a member of a set, soft edges included; open sides reach the span's edge."""
    if isinstance(member, Point):
        return reach(member)
    first, after = _run(member, span)
    return (
        reach(member.start)[0] if member.start else first,
        reach(member.end)[1] if member.end else after,
    )


def _times(member: Point | Range, span: Span) -> Fraction:
    """How many dates a member names: the units of a run, in part at the span's edge."""
    if isinstance(member, Point):
        return _ONE
    unit = member.start or member.end
    assert unit is not None
    first, after = _run(member, span)
    times = (after - first) / _LENGTHS[unit.precision]
    return Fraction(round(times)) if member.start and member.end else times


def _run(run: Range, span: Span) -> Span:
    """The days of a run, without soft edges."""
    known = run.start or run.end
    assert known is not None
    return (
        run.start.first if run.start else min(span[0], known.first),
        run.end.after if run.end else max(span[1], known.after),
    )


def _weights(spreads: Iterable[_Spread], edges: Sequence[int]) -> list[float]:
    """The weight between each edge and the next; O(spreads * log(edges) + edges).

    From the day it starts, a spread adds its daily rate to every day; from the
    day it ends, it takes it away. So the weight before an edge is the sum, over
    the changes of rate before it, of change * (edge - day): the edge times the
    sum of changes, less the sum of change * day.
    """
    changes = [0] * (len(edges) + 1)
    moments = [0] * (len(edges) + 1)
    for start, after, weight in spreads:
        rate = _WHOLE * weight.numerator // (weight.denominator * (after - start))
        for day, change in ((start, rate), (after, -rate)):
            at = bisect_left(edges, day)
            changes[at] += change
            moments[at] += change * day
    rates = zip(edges, accumulate(changes), accumulate(moments), strict=False)
    before = (edge * change - moment for edge, change, moment in rates)
    return [(second - first) / _WHOLE for first, second in pairwise(before)]
