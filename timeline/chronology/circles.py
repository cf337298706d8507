"""Reasons that go round in a circle and leave no time, whatever any date says."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from timeline.chronology.chains import Need, reasons
from timeline.chronology.network import Edge, Means, Network, ReasonAt
from timeline.edtf import Duration, day_number

_MOST_LOOKS = 300_000  # at edges, in search of the shortest of many circles
_FEW_RISES = 4  # of one end, before it may be on a circle
_OWN: Literal["own"] = "own"  # an end that is raised by the start of its event
_MONTHS = 4800  # after which the calendar repeats


def circles(whole: Network, without: AbstractSet[ReasonAt]) -> Iterator[list[Need]]:
    """Circles that share no reason, each as the needs from an end back to it."""
    used = set(without)
    for search in (_of_order, _of_lengths):
        while found := search(whole, used):
            for circle in found:
                used |= reasons(circle)
            yield from found


# Before itself


def _of_order(whole: Network, used: AbstractSet[ReasonAt]) -> list[list[Need]]:
    """Circles of what comes after what, the shortest first."""
    if not whole.circling:
        return []
    found, looks = [], _MOST_LOOKS
    knots = _knots(whole, used)
    for end in sorted(knots):
        for edge in _onward(whole, end, used):
            if edge.link.is_strict and knots.get(edge.source) == knots[end] and looks > 0:
                circle, seen = _round(whole, edge, knots, used)
                looks -= seen
                found.append(circle)
    return _apart(sorted(found, key=lambda circle: len(reasons(circle))))


def _apart(found: list[list[Need]]) -> list[list[Need]]:
    """Those that share no reason with one before."""
    kept: list[list[Need]] = []
    used: set[ReasonAt] = set()
    for circle in found:
        if not used & reasons(circle):
            kept.append(circle)
            used |= reasons(circle)
    return kept


def _onward(whole: Network, end: int, used: AbstractSet[ReasonAt]) -> Iterator[Edge]:
    """The edges by which something comes before an end."""
    for edge in whole.early.into[end]:
        if edge.link.means is not Means.MOST and edge.link.by not in used:
            yield edge


def _sources(whole: Network, end: int, used: AbstractSet[ReasonAt]) -> list[int]:
    """The ends that come before an end."""
    own = [end - 1] if end % 2 else []
    return own + [edge.source for edge in _onward(whole, end, used)]


def _round(
    whole: Network, edge: Edge, knots: dict[int, int], used: AbstractSet[ReasonAt]
) -> tuple[list[Need], int]:
    """The shortest circle that an edge is on, and how many edges were looked at."""
    first = Need(edge.target, 0)
    level, seen, looks = [Need(edge.source, 0, first, edge)], {edge.source}, 0
    while True:
        further: list[Need] = []
        for need in level:
            line = [need]
            if need.end % 2 and need.end - 1 not in seen:
                seen.add(need.end - 1)
                line.append(Need(need.end - 1, 0, need))
            for own in line:
                if own.end == edge.target:
                    return own.line(), looks
                for each in _onward(whole, own.end, used):
                    looks += 1
                    if each.source not in seen and knots.get(each.source) == knots[edge.target]:
                        seen.add(each.source)
                        further.append(Need(each.source, 0, own, each))
        level = further


def _knots(whole: Network, used: AbstractSet[ReasonAt]) -> dict[int, int]:
    """Ends that each come before each other, by a number that they have in common.

    Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972.
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    held: list[int] = []
    knots: dict[int, int] = {}
    for start in sorted(whole.circling):
        if start in number:
            continue
        way = [(start, iter(_sources(whole, start, used)))]
        number[start] = low[start] = len(number)
        held.append(start)
        while way:
            end, rest = way[-1]
            for each in rest:
                if each not in number:
                    number[each] = low[each] = len(number)
                    held.append(each)
                    way.append((each, iter(_sources(whole, each, used))))
                    break
                if each not in knots:
                    low[end] = min(low[end], number[each])
            else:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[end])
                if low[end] == number[end]:
                    while held and end not in knots:
                        knots[held.pop()] = end
    return knots


# Longer than they may be


def _of_lengths(whole: Network, used: AbstractSet[ReasonAt]) -> list[list[Need]]:
    """A circle on which the least times between are longer than the most, if there is one."""
    kinds = {link.means for link in whole.links if link.by not in used}
    if not {Means.LEAST, Means.MOST} <= kinds:
        return []
    circle = _gaining(whole, used)
    return [circle] if circle else []


def _gaining(whole: Network, used: AbstractSet[ReasonAt]) -> list[Need]:
    """A circle on which days rise with every round, if there is one.

    All ends are raised as dates are, by the least that links say: where what raised an end
    leads back to it, it would rise for ever (R. Bellman and L. Ford).
    """
    side = whole.early
    rising = _Rising([0] * len(side.place), [None] * len(side.place), [0] * len(side.place))
    onward: list[list[Edge]] = [[] for _ in side.place]
    for edges in side.into:
        for edge in edges:
            if edge.link.by not in used:
                onward[edge.source].append(edge)
    for turn in range(2 * len(side.place) + 2 * _FEW_RISES):
        before = sum(rising.rises)
        for end in side.order if turn % 2 == 0 else side.order[::-1]:
            if end % 2:
                rising.lift(end, rising.day[end - 1], _OWN)
            for edge in onward[end]:
                day = rising.day[end] + _least_days(edge)
                if rising.lift(edge.target, day, edge) and (circle := rising.circle(edge.target)):
                    return circle
        if sum(rising.rises) == before:
            return []
    return []


@dataclass(slots=True)
class _Rising:
    """Days of ends that rise, by what each was raised last, and how often."""

    day: list[int]
    by: list[Edge | Literal["own"] | None]
    rises: list[int]

    def lift(self, end: int, day: int, by: Edge | Literal["own"]) -> bool:
        """Raise an end; whether it is time to ask if it is on a circle."""
        if day <= self.day[end]:
            return False
        self.day[end], self.by[end] = day, by
        self.rises[end] += 1
        count = self.rises[end]
        return count >= _FEW_RISES and count & (count - 1) == 0

    def circle(self, end: int) -> list[Need]:
        """The circle that leads to an end, if what raised it leads back to it."""
        need, seen = Need(end, 0), set[int]()
        while need.end not in seen:
            seen.add(need.end)
            by = self.by[need.end]
            if by is None:
                return []
            need = Need(need.end - 1, 0, need) if by == _OWN else Need(by.source, 0, need, by)
            if need.end == end:
                return need.line()
        return []


def _least_days(edge: Edge) -> int:
    """By how many days at least an edge raises its target above its source."""
    length = edge.link.length
    if length is None:
        return 0
    return _days(length)[0] if edge.link.means is Means.LEAST else -_days(length)[1]


@lru_cache(maxsize=256)
def _days(length: Duration) -> tuple[int, int]:
    """The fewest and the most days that a length of time has, anywhere in the calendar."""
    if length.unit in ("day", "week"):
        return length.after(0), length.after(0)
    lasts = [day_number(2000, month + 2) - 1 for month in range(_MONTHS)]
    firsts = [day_number(2000, month + 1) for month in range(_MONTHS)]
    return (
        min(length.after(day) - day for day in lasts),
        max(length.after(day) - day for day in firsts),
    )
