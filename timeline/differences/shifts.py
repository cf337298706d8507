"""How one date moved from another: in time, in precision, in certainty.

Only what the bounds say is said: where two windows of time share a day, neither
is later.
"""

from __future__ import annotations

from enum import StrEnum
from math import inf
from typing import NamedTuple

from timeline.edtf import EdtfDate, Kind, Limit, Point, neighbours

_MONTH = 146_097 / 4800  # days, as the Gregorian calendar has it in the mean
_SHORTEST_MONTH = 28

Window = tuple[float, float]  # day numbers, half-open; infinite where no bound is known


class Of(StrEnum):
    """What of a date moved."""

    DATE = "date"
    START = "start"
    END = "end"


class How(StrEnum):
    """How it moved."""

    EARLIER = "earlier"  # wholly before the old one
    LATER = "later"
    OVERLAPPING = "overlapping"  # neither: they share some days, and each has others
    WITHIN = "within"  # neither: all its days are days of the old one
    AROUND = "around"  # neither: it has all days of the old one, and more
    OPEN = "open"  # now goes on, without a stated end
    STATED = "stated"  # no longer
    UNKNOWN = "unknown"  # now not known
    KNOWN = "known"
    ONCE = "once"  # now happened once, somewhere in a window
    LASTING = "lasting"  # now lasted from then to then
    REPEATED = "repeated"  # now happened at each of several dates
    MORE_PRECISE = "more precise"  # a narrower window
    LESS_PRECISE = "less precise"
    MORE_CERTAIN = "more certain"  # no longer in doubt
    LESS_CERTAIN = "less certain"
    ATTESTED = "attested"  # now a date by which it was so, not when it happened
    DATED = "dated"


class Shift(NamedTuple):
    """One way in which a date, its start or its end is not as it was."""

    of: Of
    how: How


_MANNERS = {
    Kind.DATE: How.ONCE,
    Kind.ONE_OF: How.ONCE,
    Kind.INTERVAL: How.LASTING,
    Kind.ALL_OF: How.REPEATED,
}


def shifts(before: EdtfDate, after: EdtfDate) -> tuple[Shift, ...]:
    """How a date moved; empty where it says the same of when, written in another way.

    Dates that happened once are compared as one window, all others by their
    starts and by their ends, and a change from one manner to another by the
    whole of each. Precision is the width of the windows, the fade of `~`
    counted in (one unit of the precision on either side); certainty is `?`.
    """
    manner = _MANNERS[after.kind]
    if manner is not _MANNERS[before.kind]:
        told = [Shift(Of.DATE, manner), *_moved(Of.DATE, _whole(before), _whole(after))]
    elif manner is How.ONCE:
        told = _moved(Of.DATE, _whole(before), _whole(after))
        told += _precision(_reach(before.points, before), _reach(after.points, after))
    else:
        told = _ends(before, after)
    return (*told, *_certainty(before, after))


def attested(before: EdtfDate, after: EdtfDate, *, now: bool) -> tuple[Shift, ...]:
    """How a date moved that is now one of attestation, or no longer one."""
    moved = _moved(Of.DATE, _whole(before), _whole(after))
    return Shift(Of.DATE, How.ATTESTED if now else How.DATED), *moved, *_certainty(before, after)


def _ends(before: EdtfDate, after: EdtfDate) -> list[Shift]:
    """How the starts and the ends of two intervals, or of two lists, moved."""
    told: list[Shift] = []
    widths = [0.0, 0.0]
    for of, was, now, old, new in (
        (Of.START, before.start, after.start, before.bounds[:2], after.bounds[:2]),
        (Of.END, before.end, after.end, before.bounds[2:], after.bounds[2:]),
    ):
        if isinstance(was, Limit) or isinstance(now, Limit):
            told += _limit(of, was, now)
            continue
        told += _moved(of, _window(*old), _window(*new))
        widths[0] += _reach((was,), before)
        widths[1] += _reach((now,), after)
    return told + _precision(*widths)


def _limit(of: Of, was: Point | Limit, now: Point | Limit) -> list[Shift]:
    """How an end moved that is or was open, or not known."""
    if was is now:
        return []
    if isinstance(now, Limit):
        return [Shift(of, How.OPEN if now is Limit.OPEN else How.UNKNOWN)]
    return [Shift(of, How.STATED if was is Limit.OPEN else How.KNOWN)]


def _moved(of: Of, old: Window, new: Window) -> list[Shift]:
    """Where a window lies beside an old one; nothing if it is the same."""
    if old == new:
        return []
    if new[0] >= old[1]:
        how = How.LATER
    elif new[1] <= old[0]:
        how = How.EARLIER
    elif old[0] <= new[0] and new[1] <= old[1]:
        how = How.WITHIN
    elif new[0] <= old[0] and old[1] <= new[1]:
        how = How.AROUND
    else:
        how = How.OVERLAPPING
    return [Shift(of, how)]


def _precision(old: float, new: float) -> list[Shift]:
    """Whether a window of so many days is wider or narrower than an old one."""
    was, now = _units(old), _units(new)
    if was == now:
        return []
    return [Shift(Of.DATE, How.LESS_PRECISE if now > was else How.MORE_PRECISE)]


def _units(days: float) -> float:
    """A number of days as one that is the same for every month and for every year."""
    return days if days < _SHORTEST_MONTH or days == inf else round(days / _MONTH) * _MONTH


def _certainty(before: EdtfDate, after: EdtfDate) -> list[Shift]:
    if before.uncertain == after.uncertain:
        return []
    return [Shift(Of.DATE, How.LESS_CERTAIN if after.uncertain else How.MORE_CERTAIN)]


def _whole(date: EdtfDate) -> Window:
    return _window(date.bounds.earliest_start, date.bounds.latest_end)


def _window(first: int | None, after: int | None) -> Window:
    return -inf if first is None else first, inf if after is None else after


def _reach(points: tuple[Point, ...], date: EdtfDate) -> float:
    """How many days some of a date's points span; endless if it is open on a side."""
    if date.kind is Kind.ONE_OF and Limit.OPEN in (date.start, date.end):
        return inf
    reaches = [neighbours(p) if p.approximate else (p.first, p.after) for p in points]
    return max(after for _, after in reaches) - min(first for first, _ in reaches)
