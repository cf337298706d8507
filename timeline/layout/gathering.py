"""The row of what no other row has room for: marks with a count, and what stands there alone.

A mark with a count is never of one event: that has its own mark, and its label if there is
room beside it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from timeline.layout.packing import MARK_GAP, Candidate, Extent
from timeline.layout.parts import Scale
from timeline.layout.theme import SIZES


@dataclass(frozen=True, slots=True)
class Gathered:
    """Events as one mark over a stretch of px; the middles of their marks are in it, in order."""

    extent: Extent
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """The row: what is gathered, the events that stand alone, and which of those are labelled."""

    gathered: tuple[Gathered, ...]
    alone: tuple[int, ...]
    labelled: frozenset[int]


def gather(left_over: Iterable[Candidate], scale: Scale) -> Gathering:
    """A lane's events in places of one width, each that has more than one as a mark with a count.

    Events whose marks meet a neighbour's go with that, and two in one place stand there
    both if both labels have room.
    """
    groups = _apart(_by_place(left_over, scale), scale)
    crowds = [group for group in groups if len(group.members) > 1]
    alone = [one for group in groups if len(group.members) == 1 for one in group.members]
    row = _Line([group.extent(scale) for group in crowds] + [one.mark for one in alone])
    labelled = {one.event for one in sorted(alone, key=_rank) if row.label(one)}
    kept = []
    for group in crowds:
        if row.open(group, scale):
            alone += group.members
            labelled |= {one.event for one in group.members}
        else:
            kept.append(group)
    return Gathering(
        gathered=tuple(_gathered(group, scale) for group in kept),
        alone=tuple(one.event for one in alone),
        labelled=frozenset(labelled),
    )


def _rank(one: Candidate) -> int:
    return one.rank


@dataclass(frozen=True, slots=True)
class _Group:
    """Events whose middles are in the places from `first` to `last`, by their middles."""

    first: int
    last: int
    members: tuple[Candidate, ...]

    def extent(self, scale: Scale) -> Extent:
        """The px of its places; what is left of the row after the last is part of that."""
        left = scale.left + self.first * SIZES.cluster
        right = scale.left + (self.last + 1) * SIZES.cluster
        return left, scale.right if self.last == _last_place(scale) else right

    def drawn(self, scale: Scale) -> Extent:
        """What is drawn of it: the mark of one, or its places."""
        return self.members[0].mark if len(self.members) == 1 else self.extent(scale)

    def joined(self, after: _Group) -> _Group:
        """One group of it and the one after it."""
        return _Group(self.first, after.last, self.members + after.members)


def _gathered(group: _Group, scale: Scale) -> Gathered:
    return Gathered(group.extent(scale), tuple(one.event for one in group.members))


def _middle(one: Candidate, scale: Scale) -> float:
    left, right = one.mark
    return min(max((left + right) / 2, scale.left), scale.right - 0.01)


def _last_place(scale: Scale) -> int:
    return int((scale.right - scale.left) // SIZES.cluster) - 1


def _by_place(left_over: Iterable[Candidate], scale: Scale) -> list[_Group]:
    """Events by the places that their middles are in."""
    found: dict[int, list[Candidate]] = {}
    last = _last_place(scale)
    for one in sorted(left_over, key=lambda one: (_middle(one, scale), one.event)):
        place = int((_middle(one, scale) - scale.left) // SIZES.cluster)
        found.setdefault(min(place, last), []).append(one)
    return [_Group(place, place, tuple(members)) for place, members in sorted(found.items())]


def _apart(groups: list[_Group], scale: Scale) -> list[_Group]:
    """Groups of which no single one's mark meets anything: it is joined to what is nearer."""
    while (at := _meeting(groups, scale)) is not None:
        before = _distance(groups[at - 1 : at + 1], scale)
        after = _distance(groups[at : at + 2], scale)
        first = at - 1 if before <= after else at
        groups = [*groups[:first], groups[first].joined(groups[first + 1]), *groups[first + 2 :]]
    return groups


def _meeting(groups: Sequence[_Group], scale: Scale) -> int | None:
    """The number of a group of one whose mark meets another's, or another group's places."""
    extents = [group.drawn(scale) for group in groups]
    for at, group in enumerate(groups):
        if len(group.members) > 1:
            continue
        left, right = extents[at]
        others = (*extents[:at], *extents[at + 1 :])
        if any(left < b + MARK_GAP and a < right + MARK_GAP for a, b in others):
            return at
    return None


def _distance(pair: Sequence[_Group], scale: Scale) -> float:
    """From the last middle of a group to the first of the next; infinite if there is no next."""
    if len(pair) < 2:
        return inf
    return _middle(pair[1].members[0], scale) - _middle(pair[0].members[-1], scale)


class _Line:
    """What stands in the row, by its left edge; nothing in it meets."""

    def __init__(self, busy: Iterable[Extent]) -> None:
        self.busy = sorted(busy)

    def label(self, one: Candidate) -> bool:
        """Give a mark that stands here its label, if there is room for that."""
        self.busy.remove(one.mark)
        fits = self._has_room(one)
        insort(self.busy, one.block if fits else one.mark)
        return fits

    def open(self, group: _Group, scale: Scale) -> bool:
        """Put two in the place of their group, with their labels, if there is room for both."""
        if len(group.members) > 2:
            return False
        self.busy.remove(group.extent(scale))
        put: list[Extent] = []
        for one in group.members:
            if self._has_room(one):
                put.append(one.block)
                insort(self.busy, one.block)
        if len(put) == len(group.members):
            return True
        for extent in put:
            self.busy.remove(extent)
        insort(self.busy, group.extent(scale))
        return False

    def _has_room(self, one: Candidate) -> bool:
        """Whether a mark with its label can stand here: apart from the next on the label's side."""
        start, end = one.block
        before = SIZES.gap if start < one.mark[0] else MARK_GAP
        after = SIZES.gap if end > one.mark[1] else MARK_GAP
        place = bisect_left(self.busy, one.block)
        return (
            one.height <= SIZES.cluster_row
            and (not place or self.busy[place - 1][1] + before <= start)
            and (place == len(self.busy) or end + after <= self.busy[place][0])
        )
