"""The shortest chain of reasons that a bound follows from."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import inf
from typing import overload

from timeline.chronology.domains import Day
from timeline.chronology.network import Edge, Means, Network, ReasonAt, Side
from timeline.model.derived import Chain, End, Step

MOST_SPARED = 200  # reasons of a chain, each of which is tried to be done without
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
    sought: Sequence[tuple[int, Day]],
    without: Container[ReasonAt] = frozenset(),
    most: float = inf,
) -> list[Need]:
    """From one of some ends to a date that is stated, by the fewest reasons that bound it so.

    `sought` are ends, each with a day that bounds it. `found` are bounds as they follow,
    which say where it is no use to look. Empty if no chain of so many steps at `most` does.
    """
    line = _search(side, found, sought, without, most)
    used = reasons(line)
    # What a reason says twice, by its length or of both ends, may stand for another beside it.
    if 1 < len(used) <= MOST_SPARED and any(_says_more(need) for need in line):
        for each in sorted(used):
            if fewer := _search(side, found, sought, But(used - {each}), most):
                line, used = fewer, reasons(fewer)
    return line


def reasons(line: Iterable[Need]) -> set[ReasonAt]:
    """The reasons that a line of needs goes by."""
    return {need.edge.link.by for need in line if need.edge}


def _says_more(need: Need) -> bool:
    return need.edge is not None and (
        need.edge.link.means is Means.MOST or not need.edge.link.is_strict
    )


class But(Container[ReasonAt]):
    """All reasons but some."""

    def __init__(self, some: AbstractSet[ReasonAt]) -> None:
        self._some = some

    def __contains__(self, by: object) -> bool:
        return by not in self._some


def _search(
    side: Side,
    found: list[Day],
    sought: Iterable[tuple[int, Day]],
    without: Container[ReasonAt],
    most: float,
) -> list[Need]:
    least: dict[int, Day] = {}
    level, length = [Need(end, day) for end, day in sought], 0
    while level and length <= most:
        further: list[Need] = []
        for need in level:
            for own in _own(side, need):
                if least.get(own.end, inf) <= own.day:
                    continue
                least[own.end] = own.day
                if side.stated[own.end] >= own.day:
                    return own.line()
                further += _before(side, found, own, without)
        level, length = further, length + 1
    return []


def _own(side: Side, need: Need) -> Iterator[Need]:
    """What is needed of the ends of an event for a bound of one."""
    lead, follow = side.ends(need.end // 2)
    members = side.members[need.end // 2]
    at = next((at for at, (_, last) in enumerate(members) if last >= need.day), None)
    is_next = at is not None and need.day <= members[at][0]
    day = need.day
    if is_next:  # which is reached by any day that the member before does not have
        day = members[at - 1][1] + 1 if at else -inf
    same = Need(need.end, day, need.before, need.edge) if is_next else need
    yield same
    if need.end == follow:
        yield Need(lead, day, same)
    elif members:  # both are in one member, so what ends in a later one has not begun before it
        yield Need(follow, day if is_next or at is None else members[at][1] + 1, same)


def _before(
    side: Side, found: list[Day], need: Need, without: Container[ReasonAt]
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
