"""A date value to the parts of its mark, in time; no pixels but fixed offsets.

Three channels keep apart what a source may leave open, so that nothing rests
on colour alone: precision is width and lightness, approximation is a soft edge
outside the stated bounds, doubt is a dashed outline and a question mark.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from timeline.edtf import EdtfDate, Kind, Limit, Point, Precision, Range, neighbours
from timeline.theme import SIZES


class Shape(StrEnum):
    """How one part of a mark is drawn."""

    BAR = "bar"  # filled, hard edges
    HOLLOW = "hollow"  # outlined, very light inside
    FADE = "fade"  # a gradient to nothing, away from the mark
    DOT = "dot"  # a day
    RING = "ring"  # a day among others, or by another account
    DIAMOND = "diamond"  # hollow: so by then
    ARROW = "arrow"  # goes on
    CHEVRON = "chevron"  # goes on beyond the chart
    LINE = "line"  # thin, solid
    DASHES = "dashes"  # thin, dashed
    DOUBT = "doubt"  # a dashed outline
    QUERY = "query"  # a question mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One shape from `start` to `end`, instants in days; None is the left edge.

    `start_px` and `end_px` move the two ends by a fixed length. `leftward`
    turns an arrow or a fade round. `tone` is a tone of the lane's colour.
    """

    shape: Shape
    start: float | None
    end: float | None
    start_px: float = 0
    end_px: float = 0
    tone: str = "solid"
    leftward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The drawing of one date: its parts, and the names of its entries in the key.

    `anchor` is the stretch a label is set against: the parts without soft edges.
    """

    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    anchor: tuple[Part, ...]


Span = tuple[int, int]  # days, half-open

# In the order of the key.
KEYS = (
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "span",
    "window",
    "one-of",
    "all-of",
    "attested",
    "about",
    "doubt",
    "unknown",
    "open",
    "beyond",
    "account",
)

_COARSE = {Precision.DECADE, Precision.CENTURY}


def mark(date: EdtfDate, span: Span, *, attested: bool = False) -> Mark:
    """The mark of a date, cut at the span's edges, where it says that it goes on."""
    if attested:
        parts, keys = _attested(date), ["attested"]
    elif date.kind is Kind.DATE:
        parts, keys = _instant(date), [_point(date.start).precision.value]
    elif date.kind is Kind.INTERVAL:
        parts, keys = _interval(date, span), ["span"]
    else:
        parts, keys = _set(date, span), [_set_key(date)]
    keys += _qualifier_keys(date)
    keys += _limit_keys(date)
    clipped = [piece for part in parts for piece in _clip(part, span)]
    if any(part.shape is Shape.CHEVRON for part in clipped):
        keys.append("beyond")
    # Two parts that were cut at the same edge say the same thing once.
    unique = tuple(dict.fromkeys(clipped))
    anchor = tuple(part for part in unique if part.shape is not Shape.FADE)
    return Mark(parts=unique, keys=tuple(dict.fromkeys(keys)), anchor=anchor)


def hollow(mark: Mark) -> Mark:
    """The same mark as another source's account: every shape hollow."""
    outlines = {Shape.BAR: Shape.HOLLOW, Shape.DOT: Shape.RING, Shape.ARROW: Shape.CHEVRON}
    parts = tuple(
        replace(part, shape=outlines.get(part.shape, part.shape))
        for part in _joined(mark.parts)
        if part.shape is not Shape.QUERY
    )
    return Mark(parts=parts, keys=("account",), anchor=parts)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Adjoining bars as one, so that their outline has no inner edges."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and part.shape is last.shape is Shape.BAR and last.end == part.start:
            joined[-1] = replace(last, end=part.end, end_px=part.end_px)
        else:
            joined.append(part)
    return joined


def _point(end: Point | Limit) -> Point:
    assert isinstance(end, Point)
    return end


def _instant(date: EdtfDate) -> list[Part]:
    """Once, within one unit: a dot for a day, a light bar as wide as the unit."""
    point = _point(date.start)
    return [*_unit(point), *_qualified(point, point, point.first, point.after)]


def _unit(point: Point) -> list[Part]:
    if point.precision is Precision.DAY:
        return [Part(shape=Shape.DOT, start=point.first, end=point.after)]
    return [Part(shape=Shape.BAR, start=point.first, end=point.after, tone=_tone(point))]


def _tone(point: Point) -> str:
    return "wide" if point.precision in _COARSE else "unit"


def _attested(date: EdtfDate) -> list[Part]:
    """A hollow diamond; a thin line shows how wide the unit is that it stands for."""
    point = _point(date.start)
    return [
        Part(shape=Shape.LINE, start=point.first, end=point.after),
        Part(shape=Shape.DIAMOND, start=point.first, end=point.after),
        *_qualified(point, point, point.first, point.after),
    ]


def _interval(date: EdtfDate, span: Span) -> list[Part]:
    """Lasted: solid from latest start to earliest end, pale over the outer bounds."""
    start, end = date.start, date.end
    first, after = _interval_edges(date, span)
    pale = [point for point in (start, end) if isinstance(point, Point)]
    core_start = start.after if isinstance(start, Point) else first
    core_end = end.first if isinstance(end, Point) else after
    parts: list[Part] = []
    if core_start < core_end and not _one_sided(date):
        parts += [
            Part(shape=Shape.BAR, start=first, end=core_start, tone="wide"),
            Part(shape=Shape.BAR, start=core_start, end=core_end),
            Part(shape=Shape.BAR, start=core_end, end=after, tone="wide"),
        ]
    else:
        parts.append(Part(shape=Shape.BAR, start=first, end=after, tone=_tone(pale[0])))
    parts = [part for part in parts if part.start != part.end]
    parts += _qualified(start, end, first, after)
    if start is Limit.OPEN:
        parts.append(_head(Shape.ARROW, first, leftward=True))
    if start is Limit.UNKNOWN:
        parts.append(_unknown(first, parts[0].tone, leftward=True))
    if end is Limit.OPEN:
        parts.append(_head(Shape.ARROW, after, leftward=False))
    if end is Limit.UNKNOWN:
        parts.append(_unknown(after, parts[0].tone, leftward=False))
    return parts


def _one_sided(date: EdtfDate) -> bool:
    """Whether only one end is known and the other is not even open."""
    return Limit.UNKNOWN in (date.start, date.end)


def _interval_edges(date: EdtfDate, span: Span) -> tuple[int, int]:
    """The outer bounds; an open end reaches the span's edge, an unknown one stops."""
    start, end = date.start, date.end
    if isinstance(start, Point):
        first = start.first
    elif start is Limit.OPEN:
        first = min(span[0], _point(end).first)
    else:
        first = _point(end).first
    if isinstance(end, Point):
        after = end.after
    elif end is Limit.OPEN:
        after = max(span[1], _point(start).after)
    else:
        after = _point(start).after
    return first, after


def _set(date: EdtfDate, span: Span) -> list[Part]:
    """Hollow candidates with a dashed link, or solid marks with a solid one."""
    one_of = date.kind is Kind.ONE_OF
    edges = [_member_edges(member, span) for member in date.members]
    parts: list[Part] = []
    for (_, left_end), (right_start, _) in _links(edges):
        shape = Shape.DASHES if one_of else Shape.LINE
        parts.append(Part(shape=shape, start=left_end, end=right_start))
    for member, (first, after) in zip(date.members, edges, strict=True):
        parts += _candidate(member, first, after) if one_of else _member(member, first, after)
        if isinstance(member, Point):
            parts += _qualified(member, member, first, after)
        else:
            parts += _qualified(member.start, member.end, first, after)
            if member.start is None:
                parts.append(_head(Shape.ARROW, first, leftward=True))
            if member.end is None:
                parts.append(_head(Shape.ARROW, after, leftward=False))
    return parts


def _links(edges: list[Span]) -> list[tuple[Span, Span]]:
    ordered = sorted(edges)
    return [(a, b) for a, b in itertools.pairwise(ordered) if a[1] < b[0]]


def _member_edges(member: Point | Range, span: Span) -> Span:
    if isinstance(member, Point):
        return member.first, member.after
    known = member.start or member.end
    assert known is not None
    first = member.start.first if member.start else min(span[0], known.first)
    after = member.end.after if member.end else max(span[1], known.after)
    return first, after


def _candidate(member: Point | Range, first: int, after: int) -> list[Part]:
    day = isinstance(member, Point) and member.precision is Precision.DAY
    return [Part(shape=Shape.RING if day else Shape.HOLLOW, start=first, end=after)]


def _member(member: Point | Range, first: int, after: int) -> list[Part]:
    if isinstance(member, Point):
        return _unit(member)
    return [Part(shape=Shape.BAR, start=first, end=after)]


def _set_key(date: EdtfDate) -> str:
    if date.kind is Kind.ALL_OF:
        return "all-of"
    window = len(date.members) == 1 and isinstance(date.members[0], Range)
    return "window" if window else "one-of"


def _qualified(
    start: Point | Limit | None, end: Point | Limit | None, first: int, after: int
) -> list[Part]:
    """Soft edges outside the bounds for `~`, a dashed outline for `?`."""
    parts: list[Part] = []
    if isinstance(start, Point) and start.approximate:
        parts.append(_soft_edge(start, leftward=True))
    if isinstance(end, Point) and end.approximate:
        parts.append(_soft_edge(end, leftward=False))
    doubtful = [point for point in (start, end) if isinstance(point, Point) and point.uncertain]
    if doubtful:
        parts.append(_outline(doubtful, start, end, first, after))
        edge = max([after, *(part.end for part in parts if part.end is not None)])
        room = max(part.end_px for part in parts)
        query = Part(shape=Shape.QUERY, start=edge, end=edge, start_px=room)
        parts.append(replace(query, end_px=room + SIZES.doubt))
    return parts


def _soft_edge(point: Point, *, leftward: bool) -> Part:
    """A fade over the unit before or after; round a day's dot, one that can be seen."""
    before, beyond = neighbours(point)
    if point.precision is not Precision.DAY:
        start, end = (before, point.first) if leftward else (point.after, beyond)
        return Part(shape=Shape.FADE, start=start, end=end, tone=_tone(point), leftward=leftward)
    middle = (point.first + point.after) / 2
    room = SIZES.dot + 7
    return Part(
        shape=Shape.FADE,
        start=before if leftward else middle,
        end=middle if leftward else beyond,
        start_px=-room if leftward else 0,
        end_px=0 if leftward else room,
        leftward=leftward,
    )


def _outline(
    doubtful: list[Point],
    start: Point | Limit | None,
    end: Point | Limit | None,
    first: int,
    after: int,
) -> Part:
    """Dashes round what is in doubt: one end's unit, or the whole mark."""
    if len(doubtful) == 1 and isinstance(start, Point) and isinstance(end, Point) and start != end:
        return _dashes(doubtful[0], doubtful[0].first, doubtful[0].after)
    return _dashes(doubtful[0] if start == end else None, first, after)


def _dashes(point: Point | None, first: int, after: int) -> Part:
    """A dashed outline; round a day's dot a small round one."""
    if point is None or point.precision is not Precision.DAY:
        return Part(shape=Shape.DOUBT, start=first, end=after)
    middle = (first + after) / 2
    room = SIZES.dot + 1.5
    return Part(shape=Shape.DOUBT, start=middle, end=middle, start_px=-room, end_px=room)


def _head(shape: Shape, at: float, *, leftward: bool) -> Part:
    """An arrowhead just outside the instant `at`."""
    length = SIZES.arrow
    return Part(
        shape=shape,
        start=at,
        end=at,
        start_px=-length if leftward else 0,
        end_px=0 if leftward else length,
        leftward=leftward,
    )


def _unknown(at: float, tone: str, *, leftward: bool) -> Part:
    """A short fade at the known bound, of a fixed length: it claims no time."""
    return Part(
        shape=Shape.FADE,
        start=at,
        end=at,
        start_px=-SIZES.fade if leftward else 0,
        end_px=0 if leftward else SIZES.fade,
        tone=tone,
        leftward=leftward,
    )


def _qualifier_keys(date: EdtfDate) -> list[str]:
    return ["about"] * date.approximate + ["doubt"] * date.uncertain


def _limit_keys(date: EdtfDate) -> list[str]:
    ends: list[object] = [date.start, date.end]
    open_range = any(
        isinstance(member, Range) and None in (member.start, member.end) for member in date.members
    )
    return ["open"] * (Limit.OPEN in ends or open_range) + ["unknown"] * (Limit.UNKNOWN in ends)


_HEADS = {Shape.ARROW, Shape.CHEVRON, Shape.QUERY}


def _clip(part: Part, span: Span) -> list[Part]:
    """A part cut at the span's edges, with a head that says where it goes on."""
    if part.start is None or part.end is None:
        return [part]
    first, after = span
    if part.end < first or part.start > after or (part.end == first and part.start < first):
        return []
    if part.start == after and part.end > after:
        return []
    start, end = max(part.start, first), min(part.end, after)
    pieces = [replace(part, start=start, end=end)]
    # A soft edge and an outline are not the thing that goes on.
    if part.shape in {Shape.BAR, Shape.HOLLOW}:
        if part.start < first:
            pieces.append(_head(Shape.CHEVRON, first, leftward=True))
        if part.end > after:
            pieces.append(_head(Shape.CHEVRON, after, leftward=False))
    return pieces


def _sample(shape: Shape, start: float, end: float, **more: object) -> Part:
    return replace(
        Part(shape=shape, start=None, end=None, start_px=start, end_px=end),
        **more,  # type: ignore[arg-type]
    )


# What the key shows for each name, in px from the left of a sample 28 px wide.
SAMPLES: dict[str, tuple[Part, ...]] = {
    "day": (_sample(Shape.DOT, 12, 16),),
    "month": (_sample(Shape.BAR, 11, 17, tone="unit"),),
    "season": (_sample(Shape.BAR, 10, 18, tone="unit"),),
    "year": (_sample(Shape.BAR, 7, 21, tone="unit"),),
    "decade": (_sample(Shape.BAR, 0, 28, tone="wide"),),
    "century": (_sample(Shape.BAR, 0, 28, tone="wide"),),
    "span": (
        _sample(Shape.BAR, 0, 6, tone="wide"),
        _sample(Shape.BAR, 6, 22),
        _sample(Shape.BAR, 22, 28, tone="wide"),
    ),
    "window": (_sample(Shape.HOLLOW, 0, 28),),
    "one-of": (
        _sample(Shape.DASHES, 8, 20),
        _sample(Shape.HOLLOW, 0, 8),
        _sample(Shape.HOLLOW, 20, 28),
    ),
    "all-of": (
        _sample(Shape.LINE, 8, 20),
        _sample(Shape.BAR, 0, 8, tone="unit"),
        _sample(Shape.BAR, 20, 28, tone="unit"),
    ),
    "attested": (_sample(Shape.DIAMOND, 9, 19),),
    "about": (
        _sample(Shape.FADE, 0, 9, tone="unit", leftward=True),
        _sample(Shape.BAR, 9, 19, tone="unit"),
        _sample(Shape.FADE, 19, 28, tone="unit"),
    ),
    "doubt": (
        _sample(Shape.BAR, 0, 18, tone="unit"),
        _sample(Shape.DOUBT, 0, 18),
        _sample(Shape.QUERY, 18, 28),
    ),
    "unknown": (
        _sample(Shape.BAR, 0, 8, tone="unit"),
        _sample(Shape.FADE, 8, 28, tone="unit"),
    ),
    "open": (_sample(Shape.BAR, 0, 20), _sample(Shape.ARROW, 20, 27)),
    "beyond": (_sample(Shape.BAR, 0, 20), _sample(Shape.CHEVRON, 20, 27)),
    "account": (
        _sample(Shape.BAR, 0, 9, tone="unit"),
        _sample(Shape.LINE, 9, 18),
        _sample(Shape.HOLLOW, 18, 28),
    ),
}
