"""Bounds from end to end of events, until nothing rises any more."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from timeline.chronology.domains import Day
from timeline.chronology.network import Edge, Side

# Bounds looked at for each edge, at most: what rises on after that would for centuries, by a
# day or so a turn. What has been found by then holds, if it may not be all.
_TURNS = 100


def settled(side: Side) -> list[Day]:
    """What each event's own date says of its ends, each of which bounds the other."""
    found = list(side.stated)
    for event in range(len(side.members)):
        settle(side, found, event)
    return found


def settle(side: Side, found: list[Day], event: int) -> None:
    """Raise the ends of an event to what they say of each other, into one member of a set."""
    lead, follow = side.ends(event)
    if found[follow] < found[lead]:
        found[follow] = min(found[lead], side.limit[follow])
    if side.members[event]:
        past = found[follow]  # where no member is left, as there is no time for it at all
        least = next((first for first, last in side.members[event] if last >= past), past)
        found[lead] = max(found[lead], least)
        found[follow] = max(past, least)


def spread(side: Side, found: list[Day], raised: Iterable[int]) -> int:
    """Raise all bounds to what follows from those of the ends that were raised.

    Edges the way of time are followed from the first end to the last, then those against
    it from the last to the first, and so on: so a chain of either, or of both, is gone
    through once or twice, whatever the order of its file. Gives how many were followed.
    """
    sweeps = _Sweep(side, side.onward, 1), _Sweep(side, side.back, -1)
    for end in raised:
        for sweep in sweeps:
            sweep.add(end)
    looks, most = 0, _TURNS * (len(side.into) + 10)
    while looks < most and any(sweep.waiting for sweep in sweeps):
        for sweep in sweeps:
            while sweep.waiting and looks < most:
                for edge in sweep.next():
                    looks += 1
                    for risen in _raise(side, found, edge):
                        for each in sweeps:
                            each.add(risen)
    return looks


def _raise(side: Side, found: list[Day], edge: Edge) -> tuple[int, ...]:
    """The ends that rise by an edge."""
    target = edge.target
    value = min(edge.carried(found[edge.source]), side.limit[target])
    if value <= found[target]:
        return ()
    other = target ^ 1
    before = found[other]
    found[target] = value
    settle(side, found, target // 2)
    return (target, other) if found[other] > before else (target,)


class _Sweep:
    """Ends whose edges of one kind are to be followed, in their order or from its end."""

    def __init__(self, side: Side, edges: list[list[Edge]], way: int) -> None:
        self.waiting: list[int] = []
        self._edges = edges
        self._order, self._place, self._way = side.order, side.place, way
        self._added: set[int] = set()

    def add(self, end: int) -> None:
        """Have the edges of an end followed, if it has any."""
        if self._edges[end] and end not in self._added:
            self._added.add(end)
            heappush(self.waiting, self._way * self._place[end])

    def next(self) -> list[Edge]:
        """The edges of the next end in order."""
        end = self._order[self._way * heappop(self.waiting)]
        self._added.remove(end)
        return self._edges[end]
