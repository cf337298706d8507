"""On which days an event may start and end by its own date alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from timeline.edtf import EdtfDate, Kind, Limit, Point, Range, neighbours
from timeline.model import Event

Day = float  # a day number; an infinite one where there is no bound
Days = tuple[Day, Day]  # half-open


@dataclass(frozen=True, slots=True)
class Domain:
    """The days on which an event starts and those on which it ends, half-open.

    Both lie in the same one of `members`, where there are any: they are in order and apart.
    """

    start: Days = (-inf, inf)
    end: Days = (-inf, inf)
    members: tuple[Days, ...] = ()
    is_uncertain: bool = False


ANY = Domain()


def domain(event: Event) -> Domain:
    """What an event's own date says; all days for one without a date.

    What is attested by a year has begun by then, and may be going on.
    """
    if event.attested:
        by = _reach(event.attested.start)[1]
        return Domain((-inf, by), is_uncertain=event.attested.uncertain)
    return of_date(event.date) if event.date else ANY


def of_date(date: EdtfDate) -> Domain:
    """What a date says: all of it that is about a time, as far as that is drawn."""
    match date.kind:
        case Kind.ONE_OF:
            members = _apart(sorted(days(member) for member in date.members))
            whole = (members[0][0], members[-1][1])
            kept = members if len(members) > 1 else ()
            return Domain(whole, whole, kept, date.uncertain)
        case Kind.DATE:
            whole = _reach(date.start)
            return Domain(whole, whole, (), date.uncertain)
        case Kind.ALL_OF:
            return Domain(*_first_and_last(date), (), date.uncertain)
        case Kind.INTERVAL:
            start, end = _reach(date.start), _reach(date.end)
            starts = (start[0], min(start[1], end[1]))
            return Domain(starts, (max(start[0], end[0]), end[1]), (), date.uncertain)


def days(member: Point | Range) -> Days:
    """The days of a member of a set."""
    if isinstance(member, Point):
        return _reach(member)
    first = _reach(member.start)[0] if member.start else -inf
    return first, _reach(member.end)[1] if member.end else inf


def _reach(end: Point | Limit) -> Days:
    """The days that are meant by a date: one about a time has a unit more on either side."""
    if isinstance(end, Limit):
        return -inf, inf
    return neighbours(end) if end.approximate else (end.first, end.after)


def _first_and_last(date: EdtfDate) -> tuple[Days, Days]:
    """When what is at each of a set's dates starts and ends."""
    each = [days(member) for member in date.members]
    first, last = min(first for first, _ in each), max(after for _, after in each)
    bounds = date.bounds
    starts = (first, inf if bounds.latest_start is None else min(after for _, after in each))
    return starts, (-inf if bounds.earliest_end is None else max(f for f, _ in each), last)


def _apart(members: list[Days]) -> tuple[Days, ...]:
    """Members in order, those that overlap as one."""
    joined: list[Days] = []
    for first, after in members:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(after, joined[-1][1]))
        else:
            joined.append((first, after))
    return tuple(joined)
