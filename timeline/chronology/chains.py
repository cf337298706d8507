"""The shortest chain of reasons that a bound follows from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import inf
from typing import overload

from timeline.chronology.domains import Day
from timeline.chronology.network import Edge, Network, ReasonAt, Side
from timeline.model.derived import Chain, End, Step

_NAMES: tuple[End, End] = ("start", "end")


@dataclass(frozen=True, slots=True)
class Need:
    """That an end is bounded by a day at least, for what stands before it to follow.

    `edge` leads from this end to that of the one before; None where that is the same
    event's other end, or there is none.
    """

    end: int
    day: Day
    before: Need | None = None
    edge: Edge | None = None

    def line(self) -> list[Need]:
        """All needs that lead to this one, the first first."""
        line = [self]
        while (before := line[-1].before) is not None:
            line.append(before)
        return line[::-1]


def shortest(
    side: Side,
    found: list[Day],
    sought: Iterable[tuple[int, Day]],
    without: AbstractSet[ReasonAt] = frozenset(),
) -> list[Need]:
    """From one of some ends to a date that is stated, by the fewest reasons that bound it so.

    `sought` are ends, each with a day that bounds it. `found` are bounds as they follow,
    which say where it is no use to look. Empty if no chain does.
    """
    least: dict[int, Day] = {}
    level = [Need(end, day) for end, day in sought]
    while level:
        further: list[Need] = []
        for need in level:
            for own in _own(side, need):
                if least.get(own.end, inf) <= own.day:
                    continue
                least[own.end] = own.day
                if side.stated[own.end] >= own.day:
                    return own.line()
                further += _before(side, found, own, without)
        level = further
    return []


def _own(side: Side, need: Need) -> Iterator[Need]:
    """What is needed of the ends of an event for a bound of one."""
    event = need.end // 2
    lead, follow = side.ends(event)
    day = need.day
    members = side.members[event]
    at = next((at for at, (_, last) in enumerate(members) if last >= day), 0)
    is_moved = at > 0 and day <= members[at][0]
    if is_moved:  # to the next member, by any day that the one before does not have
        day = members[at - 1][1] + 1
    same = need if day == need.day else Need(need.end, day, need.before, need.edge)
    yield same
    other = follow if need.end == lead else lead
    if other == lead or is_moved:
        yield Need(other, day, same)


def _before(
    side: Side, found: list[Day], need: Need, without: AbstractSet[ReasonAt]
) -> Iterator[Need]:
    """What is needed of other events for a bound."""
    for edge in side.into[need.end]:
        if edge.link.by not in without:
            day = edge.needed(need.day)
            if found[edge.source] >= day:
                yield Need(edge.source, day, need, edge)


def steps(whole: Network, line: list[Need]) -> Chain:
    """A line of needs as steps."""
    return tuple(
        _step(whole, need, after) for need, after in zip(line, [*line[1:], None], strict=True)
    )


def _step(whole: Network, need: Need, after: Need | None) -> Step:
    event, end = _named(whole, need.end)
    if after is None:
        return Step(event=event, end=end)
    other, other_end = _named(whole, after.end)
    if after.edge is None:
        return Step(event=event, end=end, other=other, other_end=other_end)
    by = after.edge.link.by
    return Step(
        event=event, end=end, other=other, other_end=other_end, by=by.event, reason=by.reason
    )


def _named(whole: Network, end: int) -> tuple[str, End]:
    return whole.ids[end // 2], _NAMES[end % 2]


@dataclass(slots=True, eq=False)
class Traced(Sequence[Step]):
    """The chain of one bound, which is looked for when it is asked for: of many nobody asks."""

    whole: Network
    side: Side
    found: list[Day]
    end: int
    _steps: Chain = field(default=(), init=False)

    def _all(self) -> Chain:
        if not self._steps:
            line = shortest(self.side, self.found, [(self.end, self.found[self.end])])
            self._steps = steps(self.whole, line)
        return self._steps

    def __bool__(self) -> bool:
        """A bound that moved has a chain."""
        return True

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    @overload
    def __getitem__(self, at: int) -> Step: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Step]: ...
    def __getitem__(self, at: int | slice) -> Step | Sequence[Step]:
        return self._all()[at]
