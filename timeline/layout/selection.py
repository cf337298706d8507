"""A part of a timeline, by time, lane or importance; itself a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from timeline.edtf import Bounds, EdtfDate, Kind, Point, civil, day_number, parse, year_text
from timeline.errors import NoSuchLane, NothingSelected
from timeline.layout import marks, ticks
from timeline.model import Event, Header, Timeline
from timeline.text.tables import closest, shown

_DAYS_END = 9999  # the last year, either way, of which EDTF writes the days
_YEAR = 365  # days

Window = tuple[int | None, int | None]  # days, half-open; None: no edge on that side


def select(
    timeline: Timeline,
    *,
    start: EdtfDate | None = None,
    end: EdtfDate | None = None,
    lanes: Sequence[str] = (),
    least_importance: int = 1,
) -> Timeline:
    """The events that may fall between two dates, in some lanes, of some importance.

    The window runs from the first day of `start` to the last of `end`; None,
    or an open end, leaves that side as it is. An event is kept if its date, or
    another account of it, can touch the window: by its bounds, and by the soft
    edges of what is approximate. Periods likewise. `lanes` are ids, all if
    empty; the other lanes go, and the order of the file stays. `see` may name
    events that are left out; what follows from those still follows, and those that
    reasons and relations name are `outside`. No window has an undated event in it.

    With a window the result has a span: the window within the timeline's own
    span; where neither has an edge, up to the last day (from the first day)
    that the events kept name, rounded out. Raises NothingSelected and NoSuchLane.
    """
    _check_lanes(lanes, [lane.id for lane in timeline.lanes])
    window = (
        start.bounds.earliest_start if start else None,
        end.bounds.latest_end if end else None,
    )

    def asked(event: Event) -> bool:
        return (not lanes or event.lane in lanes) and event.importance >= least_importance

    events = tuple(
        event
        for event in timeline.events
        if asked(event) and any(_touches(date, window) for date in _dates(event))
    )
    undated = tuple(filter(asked, timeline.undated)) if window == (None, None) else ()
    if timeline.all_events and not (events or undated):
        raise NothingSelected(f"no event of {len(timeline.all_events)} is selected")
    return timeline.model_copy(
        update={
            "header": _header(timeline.header, window, events),
            "lanes": tuple(lane for lane in timeline.lanes if not lanes or lane.id in lanes),
            "periods": tuple(p for p in timeline.periods if _touches(p.date, window)),
            "events": events,
            "undated": undated,
            "outside": tuple(_outside(timeline, (*events, *undated))),
        }
    )


def _outside(timeline: Timeline, kept: Sequence[Event]) -> Iterator[Event]:
    """The events left out that reasons and relations of those kept name, or theirs in turn."""
    there = {event.id for event in kept}
    reasoned = (event.derived.why for event in kept if event.derived)
    named = {step.other or step.event for why in reasoned for chain in why for step in chain}
    named |= {reason.to for event in kept for reason in event.reasons}
    named |= {relation.to for event in kept for relation in event.relations}
    for event in (*timeline.all_events, *timeline.outside):
        if event.id not in there and event.id in named:
            yield event


def _check_lanes(asked: Sequence[str], known: list[str]) -> None:
    named = ", ".join(each for each in known if each)
    for lane in asked:
        if lane not in known:
            remedy = f"the lanes are {named}." if named else "the file has no lanes."
            if near := closest(lane, known):
                remedy = f"did you mean {shown(near)}?"
            raise NoSuchLane(f"{shown(lane)}: there is no such lane; {remedy}")


def _dates(event: Event) -> Iterable[EdtfDate]:
    """When an event happened, by every account."""
    return (event.when, *(account.date for account in event.accounts))


def _touches(date: EdtfDate, window: Window) -> bool:
    """Whether what happened on a date may have fallen in the window."""
    first, after = window
    earliest, latest = _extent(date)
    return (after is None or earliest is None or earliest < after) and (
        first is None or latest is None or latest > first
    )


def _extent(date: EdtfDate) -> Window:
    """The days a date may be about: its bounds, and its soft edges outside them."""
    earliest, _, _, latest = date.bounds
    lasted = date.kind is Kind.INTERVAL
    starts = (date.start,) if lasted else date.points
    ends = (date.end,) if lasted else date.points
    if earliest is not None:
        reached = (marks.reach(point)[0] for point in starts if isinstance(point, Point))
        earliest = min(reached, default=earliest)
    if latest is not None:
        reached = (marks.reach(point)[1] for point in ends if isinstance(point, Point))
        latest = max(reached, default=latest)
    return earliest, latest


def _header(header: Header, window: Window, events: Iterable[Event]) -> Header:
    """The header with the span that the window leaves; as it is without a window."""
    if window == (None, None):
        return header
    if header.span is not None:
        old = header.span.bounds.earliest_start, header.span.bounds.latest_end
        assert old[0] is not None
        assert old[1] is not None
        first = old[0] if window[0] is None else max(old[0], window[0])
        after = old[1] if window[1] is None else min(old[1], window[1])
        if first >= after:
            raise NothingSelected(f"the selection is outside the span, {header.span}")
        if (first, after) == old:
            return header
    else:
        first, after = _edges(window, events)
    return header.model_copy(update={"span": interval(first, after)})


def _edges(window: Window, events: Iterable[Event]) -> tuple[int, int]:
    """The window's edges; for one it lacks, as far as the events go, rounded out."""
    first, after = window
    known = [
        day
        for event in events
        for date in _dates(event)
        for point in date.points
        for day in marks.reach(point)
    ]
    if first is None:
        assert after is not None
        least = min(known, default=after)
        return ticks.round_out(least if least < after else after - _YEAR, after)[0], after
    if after is None:
        # Where all began before, and the ends are not known, no day is in the window.
        most = max(known, default=first)
        return first, ticks.round_out(first, most if most > first else first + _YEAR)[1]
    return first, after


def interval(first: int, after: int) -> EdtfDate:
    """A stretch of days as an interval: of years if it is whole years, else of days.

    EDTF has no days in years of five digits; there the years around it stand.
    """
    year, last = civil(first)[0], civil(after - 1)[0]
    whole = (first, after) == (day_number(year), day_number(last + 1))
    if whole or max(-year, last) > _DAYS_END:
        start, end = _point(year_text(year)), _point(year_text(last))
    else:
        start, end = _point(_day(first)), _point(_day(after - 1))
    # Not read from its text: EDTF lets no year of five digits end an interval.
    bounds = Bounds(
        start.first, min(start.after, end.after), max(start.first, end.first), end.after
    )
    text = f"{start.text}/{end.text}"
    return EdtfDate(text=text, kind=Kind.INTERVAL, start=start, end=end, members=(), bounds=bounds)


def _point(text: str) -> Point:
    point = parse(text).start
    assert isinstance(point, Point)
    return point


def _day(day: int) -> str:
    year, month, date = civil(day)
    return f"{year_text(year)}-{month:02}-{date:02}"
