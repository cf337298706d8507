"""What reasons say, tried day by day: slow, plain, and nothing of the tool but dates and lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.edtf import Kind, Point, day_number, neighbours
from timeline.model import Event, Reason

Span = tuple[int, int]  # the day that an event starts on, and the day that it ends on


@dataclass(frozen=True)
class Ways:
    """Each way in which all events can be: what is possible for every one."""

    possible: dict[str, set[Span]]

    def starts(self, name: str) -> set[int]:
        """The days that an event can start on."""
        return {start for start, _ in self.possible[name]}

    def ends(self, name: str) -> set[int]:
        """The days that an event can end on."""
        return {end for _, end in self.possible[name]}


def ways(events: Sequence[Event], days: Sequence[int]) -> Ways | None:
    """All ways in which events can be on some days; None where there is none."""
    if _is_circle(events):
        return None
    spans = {event.id: [span for span in _spans(days) if _may_be(event, span)] for event in events}
    names = [event.id for event in events]
    # Which spans of a later event go with one of an earlier, as bits of a number.
    fits = {
        (one, two, at): sum(
            1 << number
            for number, other in enumerate(spans[two])
            if all(_holds(each, {one: span, two: other}) for each in _between(events, one, two))
        )
        for place, one in enumerate(names)
        for two in names[place + 1 :]
        for at, span in enumerate(spans[one])
    }
    found = [0] * len(names)

    def go(place: int, chosen: list[int], left: list[int]) -> None:
        if place == len(names) - 1:
            if left[place]:
                found[place] |= left[place]
                for other, at in enumerate(chosen):
                    found[other] |= 1 << at
            return
        for at in range(len(spans[names[place]])):
            if left[place] >> at & 1:
                narrowed = [
                    mask & fits[names[place], names[other], at] if other > place else mask
                    for other, mask in enumerate(left)
                ]
                go(place + 1, [*chosen, at], narrowed)

    go(0, [], [(1 << len(spans[name])) - 1 for name in names])
    if not found[0]:
        return None
    return Ways(
        {
            name: {span for at, span in enumerate(spans[name]) if found[place] >> at & 1}
            for place, name in enumerate(names)
        }
    )


def _spans(days: Sequence[int]) -> Iterator[Span]:
    yield from ((start, end) for start in days for end in days if start <= end)


def _days(point: Point) -> Span:
    first, after = neighbours(point) if point.approximate else (point.first, point.after)
    return first, after - 1


def _may_be(event: Event, span: Span) -> bool:
    """Whether an event may be on some days by its own date."""
    start, end = span
    if event.attested:
        return start < event.attested.end.after  # type: ignore[union-attr]
    if event.date is None:
        return True
    match event.date.kind:
        case Kind.DATE | Kind.ONE_OF:
            members = event.date.members or (event.date.start,)
            return any(in_member(start, one) and in_member(end, one) for one in members)
        case Kind.INTERVAL:
            return all(
                not isinstance(point, Point) or in_member(day, point)
                for day, point in ((start, event.date.start), (end, event.date.end))
            )
        case Kind.ALL_OF:
            return in_member(start, event.date.members[0]) and in_member(
                end, event.date.members[-1]
            )


def in_member(day: int, member: object) -> bool:
    """Whether a day is one of a member of a set, as far as that is drawn."""
    if isinstance(member, Point):
        first, last = _days(member)
        return first <= day <= last
    first = _days(member.start)[0] if member.start else day  # type: ignore[attr-defined]
    last = _days(member.end)[1] if member.end else day  # type: ignore[attr-defined]
    return first <= day <= last


Said = tuple[Event, Reason, Event]  # whose reason it is, and the other


def _between(events: Sequence[Event], one: str, two: str) -> list[Said]:
    by_id = {event.id: event for event in events}
    return [
        (event, reason, by_id[reason.to])
        for event in events
        for reason in event.reasons
        if {event.id, reason.to} == {one, two}
    ]


def _once(event: Event) -> bool:
    return not event.attested and (
        event.date is None or event.date.kind in (Kind.DATE, Kind.ONE_OF)
    )


def _holds(said: Said, spans: dict[str, Span]) -> bool:
    """Whether what a reason says is so, by whole days."""
    event, reason, other = said
    (start, end), (first, last) = spans[event.id], spans[other.id]
    if reason.during:
        return first <= start and end <= last
    named = {"start": first, "end": last, "": last if reason.after else first}[reason.end]
    is_plain = _once(other) and not reason.end
    if reason.after:
        earlier, later = named, start
        soonest = first if is_plain else named
        latest = end if _once(event) else start
    else:
        earlier, later = end, named
        soonest = start if _once(event) else end
        latest = last if is_plain else named
    if reason.at_least:
        return reason.at_least.after(earlier) <= later
    return earlier <= later and (reason.within is None or latest <= reason.within.after(soonest))


def _is_circle(events: Sequence[Event]) -> bool:
    """Whether something comes before itself."""
    before = {(event.id, "start", event.id, "end"): False for event in events}
    for event in events:
        for reason in event.reasons:
            if reason.during:
                pairs = [
                    (reason.to, "start", event.id, "start"),
                    (event.id, "end", reason.to, "end"),
                ]
            elif reason.after:
                pairs = [(reason.to, reason.end or "end", event.id, "start")]
            else:
                pairs = [(event.id, "end", reason.to, reason.end or "start")]
            for pair in pairs:
                before[pair] = before.get(pair, False) or not reason.during
    ends = {(name, end) for event in events for name in [event.id] for end in ("start", "end")}
    for _ in ends:
        for (a, b, c, d), strict in list(before.items()):
            for (e, f, g, h), too in list(before.items()):
                if (c, d) == (e, f):
                    before[a, b, g, h] = before.get((a, b, g, h), False) or strict or too
    return any(strict for (a, b, c, d), strict in before.items() if (a, b) == (c, d))


def january(day: int) -> int:
    """The number of a day of January 1959."""
    return day_number(1959, 1, day)
