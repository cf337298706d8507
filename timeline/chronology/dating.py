"""The date that says what follows: true EDTF, in the largest units that say exactly that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from timeline.chronology.domains import Days, days
from timeline.edtf import (
    Bounds,
    EdtfDate,
    Kind,
    Limit,
    Point,
    Range,
    parse,
)
from timeline.edtf.windows import run, window
from timeline.model import Event


@dataclass(frozen=True, slots=True)
class Found:
    """What follows for an event: when it starts and ends, half-open, and what of that is in doubt.

    `doubts` are those of the four bounds that rest on an uncertain date, as in `Bounds`;
    `members` those of its set that remain possible.
    """

    start: Days
    end: Days
    doubts: tuple[bool, bool, bool, bool]
    members: tuple[Days, ...] = ()


def dated(event: Event, found: Found) -> EdtfDate | None:
    """The date of an event by what follows; None where that is no more than is stated."""
    date = event.date
    if event.attested:  # it had begun by then, and may have gone on
        stated = -inf, event.attested.bounds.latest_start or 0
        return _window(found.start, found.doubts[:2]) if _bites(found.start, stated) else None
    whole, doubts = (found.start[0], found.end[1]), (found.doubts[0], found.doubts[3])
    if date is None:
        return _window(whole, doubts) if _bites(whole, (-inf, inf)) else None
    if date.kind in (Kind.INTERVAL, Kind.ALL_OF):
        return _narrowed(date, found)
    if date.kind is Kind.DATE:
        assert isinstance(date.start, Point), "a date is a point"
        return (
            _window(whole, doubts) if _bites(whole, (date.start.first, date.start.after)) else None
        )
    return _of_set(date, whole, doubts, found.members)


def _bites(whole: Days, stated: Days) -> bool:
    """Whether days leave any of those stated out."""
    return whole[0] > stated[0] or whole[1] < stated[1]


# Once


def _window(whole: Days, doubts: tuple[bool, bool]) -> EdtfDate:
    """The date of what happened once, between two days."""
    return window(*whole, _marks(doubts))


def _run(whole: Days, doubts: tuple[bool, bool]) -> str:
    return run(*whole, _marks(doubts))


def _marks(doubts: tuple[bool, bool]) -> tuple[str, str]:
    return "?" if doubts[0] else "", "?" if doubts[1] else ""


def _of_set(
    date: EdtfDate, whole: Days, doubts: tuple[bool, bool], possible: tuple[Days, ...]
) -> EdtfDate | None:
    """What is left of a set: members as they are written, and those cut short by what is left."""
    kept = list(_left(date.members, whole, doubts, possible))
    if kept == [_written(member) for member in date.members]:
        return None
    text = ",".join(kept)
    return parse(text if len(kept) == 1 and ".." not in text else f"[{text}]")


def _left(
    members: tuple[Point | Range, ...],
    whole: Days,
    doubts: tuple[bool, bool],
    possible: tuple[Days, ...],
) -> Iterator[str]:
    for member in members:
        first, after = days(member)
        if possible and not any(f <= first and after <= a for f, a in possible):
            continue
        cut = max(first, whole[0]), min(after, whole[1])
        if cut[0] >= cut[1]:
            continue
        if not _bites(cut, _nominal(member)):
            yield _written(member)
            continue
        ends = _ends(member)
        own = [bool(end and end.uncertain) for end in (ends[0], ends[-1])]
        yield _run(
            cut,
            (
                doubts[0] if cut[0] > first else own[0],
                doubts[1] if cut[1] < after else own[1],
            ),
        )


def _ends(member: Point | Range) -> tuple[Point | None, ...]:
    return (member,) if isinstance(member, Point) else (member.start, member.end)


def _nominal(member: Point | Range) -> Days:
    """The days of a member as written, if it is about a time too."""
    ends = _ends(member)
    return ends[0].first if ends[0] else -inf, ends[-1].after if ends[-1] else inf


def _written(member: Point | Range) -> str:
    if isinstance(member, Point):
        return member.text
    return "..".join(end.text if end else "" for end in (member.start, member.end))


# What lasted


def _narrowed(date: EdtfDate, found: Found) -> EdtfDate | None:
    """A date with the bounds of both its ends as far as they are narrower now."""
    stated = date.bounds
    start = _narrower(_open(stated.earliest_start, stated.latest_start), found.start)
    end = _narrower(_open(stated.earliest_end, stated.latest_end), found.end)
    # That nothing ends before it starts is no news of an end that is not known.
    if stated.earliest_end is None and end[0] <= start[0]:
        end = -inf, end[1]
    if stated.latest_start is None and start[1] >= end[1]:
        start = start[0], inf
    bounds = Bounds(*(None if abs(day) == inf else int(day) for day in (*start, *end)))
    if bounds == stated:
        return None
    return replace(
        date,
        bounds=bounds,
        start=_within(date.start, start, is_doubtful=any(found.doubts[:2])),
        end=_within(date.end, end, is_doubtful=any(found.doubts[2:])),
    )


def _open(first: int | None, after: int | None) -> Days:
    return -inf if first is None else first, inf if after is None else after


def _narrower(stated: Days, found: Days) -> Days:
    """The stated days as far as they are possible; those found where they are beside them."""
    cut = max(stated[0], found[0]), min(stated[1], found[1])
    return cut if cut[0] < cut[1] else found


def _within(end: Point | Limit, whole: Days, *, is_doubtful: bool) -> Point | Limit:
    """An end of an interval with the days that are left of it."""
    if not isinstance(end, Point):
        return end
    first, after = max(end.first, whole[0]), min(end.after, whole[1])
    if first >= after:
        first, after = whole
    if (first, after) == (end.first, end.after):
        return end
    marked = end.uncertain or frozenset({"year"} if is_doubtful else ())
    return replace(end, first=int(first), after=int(after), uncertain=marked)
