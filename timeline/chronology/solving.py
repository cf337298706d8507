"""Events and their reasons to what follows of when each was, or to why nothing can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import ne

from timeline.chronology.chains import MOST_SPARED, But, Need, Traced, reasons, shortest, steps
from timeline.chronology.circles import circles
from timeline.chronology.dating import Found, dated
from timeline.chronology.domains import Day, Days
from timeline.chronology.network import (
    Link,
    Means,
    Network,
    ReasonAt,
    Side,
    network,
    without,
    without_doubt,
)
from timeline.chronology.spreading import settled, spread
from timeline.edtf import EdtfDate, Kind
from timeline.model import Event
from timeline.model.derived import Chain, Derived, Why

_NEAR = 6  # reasons of a chain that is looked for from each end by itself
_MOST_AT_ONE = 100  # contradictions that are told of one end
_Both = tuple[list[Day], list[Day]]  # of the two sides
_MOST_LOOKS = 50_000  # at edges, for members of sets that are tried one by one


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Reasons that cannot all be, none of which may be left out.

    `chain` leads from an end of an event, which its own date has too early for what
    follows, to a date that is stated. A circle leads from an end back to it, and says
    by itself that there is no time.
    """

    chain: Chain
    is_circle: bool = False


@dataclass(frozen=True, slots=True)
class Chronology:
    """What follows from dates and reasons.

    `derived` has what is known of an event by its id, where reasons say more than its own
    date; where they contradict each other, what follows without those that do. `idle` are
    reasons that the dates of both events, or a reason before, say already; `unbounded`
    the ids of events that have reasons alone, from which nothing follows.
    """

    derived: dict[str, Derived] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    idle: tuple[ReasonAt, ...] = ()
    unbounded: tuple[str, ...] = ()


def solve(events: Sequence[Event]) -> Chronology:
    """All that follows from the dates of events and from their reasons.

    The tightest bounds that follow: of each there is a way for all events to be as they are
    said to be in which it is met. Reasons to unknown events, to the event itself, and
    those that say no one thing, say nothing here.
    """
    whole = network(events)
    contradictions, used = _contradictions(whole)
    sound = without(whole, used)
    derived = _derived(sound, events)
    return Chronology(
        derived=derived,
        contradictions=contradictions,
        idle=tuple(_idle(sound)),
        unbounded=tuple(
            event.id
            for event in events
            if event.reasons and not (event.date or event.attested or event.undated)
            if event.id not in derived
        ),
    )


def _bounds(side: Side) -> list[Day]:
    """All bounds of a side, as they follow."""
    found = settled(side)
    spread(side, found, range(len(found)))
    return found


def _contradictions(whole: Network) -> tuple[tuple[Contradiction, ...], frozenset[ReasonAt]]:
    """All that contradicts, the shortest of what hangs together, and the reasons in it.

    No reason is in two.
    """
    told: list[Contradiction] = []
    used: set[ReasonAt] = set()
    unknown = [inf] * len(whole.early.stated)  # what circles would raise without end
    while circling := list(circles(whole, used)):
        fewest = min(len(reasons(line)) for line in circling)
        shorter = list(_clashes(whole, unknown, used, fewest - 1))
        told += [Contradiction(steps(whole, line)) for line in shorter]
        for circle in () if shorter else circling:
            if len(reasons(circle)) == fewest:
                line = _within(whole, unknown, circle)
                told.append(
                    Contradiction(steps(whole, line))
                    if line
                    else Contradiction(steps(whole, circle)[:-1], is_circle=True)
                )
                used |= reasons(line or circle)
    sound = without(whole, used)
    near = _clashes(sound, _bounds(sound.early), used)
    told += [Contradiction(steps(whole, line)) for line in near]
    while line := _far(without(whole, used)):
        told.append(Contradiction(steps(whole, line)))
        used |= reasons(line)
    return tuple(told), frozenset(used)


def _far(whole: Network) -> list[Need]:
    """The shortest chain of any length that leads an event past its own date; empty without one."""
    early = _bounds(whole.early)
    past = _past(whole, early)
    return shortest(whole.early, early, past) if past else []


def _within(whole: Network, unknown: list[Day], circle: list[Need]) -> list[Need]:
    """A chain by some of the reasons of a circle that dates leave no time for; empty without one."""
    used = reasons(circle)
    ends = {end for need in circle for end in (need.end, need.end ^ 1)}
    sought = [
        (end, 1 - whole.late.stated[end]) for end in sorted(ends) if whole.late.stated[end] > -inf
    ]
    for each in sorted(used) if len(used) <= MOST_SPARED else ():
        but = But(used - {each})
        if line := shortest(whole.early, unknown, sought, but, 2 * len(used)):
            return line
    return []


def _past(whole: Network, early: list[Day]) -> list[tuple[int, Day]]:
    """The ends that are bounded past what is stated of them, with the first day that is too late."""
    return [
        (end, 1 - day)
        for end, day in enumerate(whole.late.stated)
        if day > -inf and early[end] > -day
    ]


def _clashes(
    whole: Network, early: list[Day], used: set[ReasonAt], most: int = _NEAR
) -> Iterator[list[Need]]:
    """Short chains, of `most` reasons, that lead an event past its own date; these are then used."""
    past = _past(whole, early)
    for length in range(1, min(most, _NEAR) + 1):
        for each in past:
            for _ in range(_MOST_AT_ONE):
                if not (line := shortest(whole.early, early, [each], used, length)):
                    break
                used |= reasons(line)
                yield line


def _derived(whole: Network, events: Sequence[Event]) -> dict[str, Derived]:
    """What is known of each event of which reasons say more than its date."""
    if not whole.ids:
        return {}
    by_id = {event.id: event for event in reversed(events)}
    both = _bounds(whole.early), _bounds(whole.late)
    sure = both
    if any(each.is_uncertain for each in whole.domains):
        certain = without_doubt(whole)
        sure = _bounds(certain.early), _bounds(certain.late)
    tried = _Tried(whole, *both)
    told = {}
    for at, name in enumerate(whole.ids):
        found = _found(both, sure, at, tried.possible(at))
        if not by_id[name].undated and (date := dated(by_id[name], found)):
            told[name] = Derived(date=date, why=_why(whole, both, at, by_id[name].date, date))
    return told


def _found(both: _Both, sure: _Both, at: int, members: tuple[Days, ...]) -> Found:
    """What follows for one event, of which that is in doubt which is not sure as well."""
    ends = 2 * at, 2 * at + 1
    start, end = ((both[0][each], 1 - both[1][each]) for each in ends)
    doubts = [both[side][each] > sure[side][each] for each in ends for side in (0, 1)]
    return Found(start, end, (doubts[0], doubts[1], doubts[2], doubts[3]), members)


def _why(whole: Network, bounds: _Both, at: int, stated: EdtfDate | None, date: EdtfDate) -> Why:
    """The chains of those bounds of an event that its date tells and that are not as stated.

    What happened once is dated by its earliest start and its latest end.
    """
    own = [_stated_alone(side, at) for side in whole.sides]

    def chain(side: int, end: int) -> Chain:
        found = bounds[side]
        is_moved = found[2 * at + end] > own[side][end]
        return Traced(whole, whole.sides[side], found, 2 * at + end) if is_moved else ()

    begun = stated is None and whole.domains[at].start != whole.domains[at].end  # all attested
    if date.kind in (Kind.INTERVAL, Kind.ALL_OF):
        why = chain(0, 0), chain(1, 0), chain(0, 1), chain(1, 1)
    else:
        why = chain(0, 0), (), (), chain(1, 0 if begun else 1)
    if stated is None:
        return Why(*why)
    told = map(ne, stated.bounds, date.bounds)
    return Why(*(each if moved else () for each, moved in zip(why, told, strict=True)))


def _stated_alone(side: Side, at: int) -> tuple[Day, Day]:
    """What the date of one event says of its start and its end."""
    lead, follow = side.ends(at)
    first = side.stated[lead]
    pair = {lead: first, follow: max(first, side.stated[follow])}
    return pair[2 * at], pair[2 * at + 1]


class _Tried:
    """Which members of sets remain possible, between those that bounds leave.

    All days between two bounds are possible, unless what goes back and forth between
    events is uneven: other sets, or months. Then each member is tried.
    """

    def __init__(self, whole: Network, early: list[Day], late: list[Day]) -> None:
        self._whole, self._early, self._late = whole, early, late
        sets = sum(bool(each.members) for each in whole.domains)
        uneven = any(link.length and link.length.unit in ("month", "year") for link in whole.links)
        self._looks = _MOST_LOOKS if sets > 1 or uneven else 0

    def possible(self, at: int) -> tuple[Days, ...]:
        """The members of an event's set that it may be in; empty for one without a set."""
        found = [
            member
            for member in self._whole.domains[at].members
            if member[1] > self._early[2 * at + 1] and member[0] < 1 - self._late[2 * at]
        ]
        return tuple(
            member
            for number, member in enumerate(found)
            if number in (0, len(found) - 1) or self._is_possible(at, member)
        )

    def _is_possible(self, at: int, member: Days) -> bool:
        """Whether the event may be in a member, by all that follows of its being there or later."""
        if self._looks <= 0:
            return True
        values, ends = list(self._early), (2 * at, 2 * at + 1)
        for end in ends:
            values[end] = member[0]
        self._looks -= spread(self._whole.early, values, ends)
        return values[ends[1]] < member[1]


def _idle(whole: Network) -> Iterator[ReasonAt]:
    """Reasons that say nothing more: the dates of both say it, or a reason before says the same."""
    early, late = (settled(side) for side in whole.sides)
    told: set[tuple[object, ...]] = set()
    says_more: dict[ReasonAt, bool] = {}
    for link in whole.links:
        says = (link.earlier, link.later, int(link.means), link.length)
        is_known = says in told or _is_stated(link, early, late)
        told.add(says)
        says_more[link.by] = says_more.get(link.by, False) or not is_known
    return (by for by, more in says_more.items() if not more)


def _is_stated(link: Link, early: list[Day], late: list[Day]) -> bool:
    """Whether the dates of two events say by themselves what a link says; bounds as on the sides."""
    if link.length is None:
        return -late[link.earlier] < early[link.later]
    if link.means is Means.LEAST:
        last = -late[link.earlier]
        return last < inf and link.length.after(int(last)) <= early[link.later]
    first = early[link.earlier]
    return first > -inf and -late[link.later] <= link.length.after(int(first))
