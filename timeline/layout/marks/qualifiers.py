"""Soft edges for what is approximate, dashes and question marks for what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from timeline.edtf import Limit, Point, Precision, civil, day_number, neighbours
from timeline.layout.marks.parts import Part, offset
from timeline.layout.marks.shapes import Shape
from timeline.layout.theme import SIZES

COARSE = {Precision.DECADE, Precision.CENTURY}
_FADE_LEAST = 5  # px: less is no gradient

End = Point | Limit | None


def tone_of(point: Point) -> str:
    """A decade or century is paler than anything finer."""
    return "wide" if point.precision in COARSE else "unit"


def soft_edges(start: End, end: End) -> list[Part]:
    """Fades outside the bounds for `~`, one unit of what is approximate wide."""
    parts: list[Part] = []
    if isinstance(start, Point) and start.approximate:
        parts.append(_soft_edge(start, leftward=True))
    if isinstance(end, Point) and end.approximate:
        parts.append(_soft_edge(end, leftward=False))
    return parts


def _soft_edge(point: Point, *, leftward: bool) -> Part:
    """A fade over the unit before or after; round a day's dot, one that can be seen."""
    before, beyond = reach(point)
    day = point.precision is Precision.DAY
    middle = (point.first + point.after) / 2
    room = SIZES.dot + 7 if day else 0
    if leftward:
        return Part(
            shape=Shape.FADE,
            start=before,
            end=middle if day else point.first,
            start_px=-room,
            least=_FADE_LEAST,
            tone=tone_of(point),
            leftward=True,
            key="about",
        )
    return Part(
        shape=Shape.FADE,
        start=middle if day else point.after,
        end=beyond,
        end_px=room,
        least=_FADE_LEAST,
        beside=None if day else point.first,
        tone=tone_of(point),
        key="about",
    )


def reach(point: Point) -> tuple[int, int]:
    """How far a date goes, its soft edges included: a unit of the finest part marked `~`."""
    if not point.approximate:
        return point.first, point.after
    year, month, day = civil(point.first)
    last_year, last_month, last_day = civil(point.after)
    if "day" in point.approximate or (point.day is None and "month" in point.approximate):
        return neighbours(point)
    if "month" in point.approximate:
        return day_number(year, month - 1, day), day_number(last_year, last_month + 1, last_day)
    if point.month is None:
        return neighbours(point)
    return day_number(year - 1, month, day), day_number(last_year + 1, last_month, last_day)


def doubt(start: End, end: End) -> list[Part]:
    """A dashed outline round what is in doubt, and a question mark on its side."""
    parts = outlines(start, end)
    if isinstance(end, Point) and end.uncertain:
        around = [*soft_edges(None, end), *outlines(None, end)]
        parts.append(query(end.after, around, leftward=False))
    elif isinstance(start, Point) and start.uncertain:
        around = [*soft_edges(start, None), *outlines(start, None)]
        parts.append(query(start.first, around, leftward=True))
    return parts


def outlines(start: End, end: End) -> list[Part]:
    """Dashes round each doubtful unit, or round the whole if both its ends are."""
    doubtful = [end for end in (start, end) if isinstance(end, Point) and end.uncertain]
    if not doubtful:
        return []
    if len(doubtful) == 2 and start != end:
        return [_dashes(doubtful[0].first, doubtful[1].after)]
    point = doubtful[0]
    if point.precision is not Precision.DAY:
        return [_dashes(point.first, point.after)]
    # Round a day's dot a small round one, of no length in time.
    middle = (point.first + point.after) / 2
    room = SIZES.dot + 2
    return [replace(_dashes(middle, middle), start_px=-room, end_px=room, least=0)]


def _dashes(start: float, end: float) -> Part:
    return Part(shape=Shape.DOUBT, start=start, end=end, key="doubt", least=SIZES.least)


def query(at: float, around: Iterable[Part], *, leftward: bool) -> Part:
    """A question mark outside the instant `at` and all the parts `around` it on that side."""
    at, beyond = outside(at, around, leftward=leftward)
    return offset(Shape.QUERY, at, SIZES.doubt, "doubt", leftward=leftward, beyond=beyond + 2)


def outside(at: float, around: Iterable[Part], *, leftward: bool) -> tuple[float, float]:
    """Where there is nothing more on a side: an instant, `at` or further on, and px beyond it."""
    beyond = 0.0
    for part in around:
        if leftward and part.start is not None:
            at, beyond = min(at, part.start), max(beyond, -part.start_px)
        if not leftward and part.end is not None:
            at, beyond = max(at, part.end), max(beyond, part.end_px)
    return at, beyond
