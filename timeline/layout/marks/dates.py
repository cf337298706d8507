"""A date value to its mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from timeline.edtf import EdtfDate, Kind, Limit, Point, Precision, Range, civil, day_number
from timeline.layout.marks.parts import Mark, Part, Span, head, offset
from timeline.layout.marks.qualifiers import (
    doubt,
    outlines,
    outside,
    query,
    reach,
    soft_edges,
    tone_of,
)
from timeline.layout.marks.shapes import SHAPES, Role, Shape
from timeline.layout.theme import SIZES
from timeline.model import Event

_MOST_UNITS = 40  # of a run in a set that are drawn one by one


@lru_cache(maxsize=32_768)  # a page draws each event in several widths
def mark(
    date: EdtfDate,
    span: Span,
    *,
    attested: bool = False,
    derived: tuple[bool, bool] = (False, False),
) -> Mark:
    """The mark of a date, cut at the span's edges, where it says that it goes on.

    `derived` is whether its beginning and its end follow from other events.
    """
    if attested:
        parts = _attested(date)
    elif date.kind is Kind.DATE:
        parts = _instant(date)
    elif date.kind is Kind.INTERVAL:
        parts = _interval(date, span)
    else:
        parts = _set(date, span)
    return Mark(parts=_cut([*parts, *_supplied(date, parts, derived)], span))


def mark_of(event: Event, span: Span) -> Mark:
    """The mark of what is known of when an event was."""
    found = event.derived
    derived = (found.first, found.last) if found else (False, False)
    return mark(event.when, span, attested=event.is_attested, derived=derived)


def _supplied(date: EdtfDate, parts: Iterable[Part], derived: tuple[bool, bool]) -> Iterator[Part]:
    """Brackets outside the ends that follow from other events, as far as they are known."""
    for day, is_derived, leftward in zip(
        (date.bounds.earliest_start, date.bounds.latest_end), derived, (True, False), strict=True
    ):
        if is_derived and day is not None:
            at, beyond = outside(day, parts, leftward=leftward)
            yield offset(
                *(Shape.SUPPLIED, at, SIZES.bracket, "derived"),
                leftward=leftward,
                beyond=beyond + 1.5,
            )


def outer(date: EdtfDate, span: Span) -> Span:
    """The days an interval may have lasted, soft edges included; open ends reach the span's."""
    first, after = _interval_edges(date, span)
    if isinstance(date.start, Point) and date.start.approximate:
        first = reach(date.start)[0]
    if isinstance(date.end, Point) and date.end.approximate:
        after = reach(date.end)[1]
    return first, after


def core(date: EdtfDate, span: Span) -> Span:
    """The days an interval surely lasted; none if the second is not after the first."""
    first, after = _interval_edges(date, span)
    start = date.start.after if isinstance(date.start, Point) else first
    end = date.end.first if isinstance(date.end, Point) else after
    # Ends that follow from other events, and that the date itself leaves open.
    if _follows(date.start, date.bounds.earliest_start):
        start = after if date.bounds.latest_start is None else date.bounds.latest_start
    if _follows(date.end, date.bounds.latest_end):
        end = first if date.bounds.earliest_end is None else date.bounds.earliest_end
    return start, end


def _follows(end: Point | Limit, bound: int | None) -> bool:
    """Whether an end that a date leaves open, or does not know, has a bound all the same."""
    return isinstance(end, Limit) and bound is not None


def hollow(mark: Mark) -> Mark:
    """The same mark as another source's account: every shape hollow."""
    return Mark(
        parts=tuple(
            replace(
                part,
                shape=SHAPES[part.shape].hollow or part.shape,
                key="account" if SHAPES[part.shape].role is Role.KIND else part.key,
            )
            for part in _joined(mark.parts)
        )
    )


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Adjoining bars as one, so that their outline has no inner edges."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and part.shape is last.shape is Shape.BAR and last.end == part.start:
            joined[-1] = replace(last, end=part.end, end_px=part.end_px, least=SIZES.least)
        else:
            joined.append(part)
    return joined


def _point(end: Point | Limit) -> Point:
    assert isinstance(end, Point)
    return end


def _bar(start: float, end: float, tone: str, key: str, least: float = SIZES.least) -> Part:
    return Part(shape=Shape.BAR, start=start, end=end, tone=tone, key=key, least=least)


def _unit(point: Point, key: str) -> Part:
    """A dot for a day, a light bar as wide as the unit for anything longer."""
    if point.precision is Precision.DAY:
        middle = (point.first + point.after) / 2
        return Part(shape=Shape.DOT, start=middle, end=middle, key=key)
    return _bar(point.first, point.after, tone_of(point), key)


def _instant(date: EdtfDate) -> list[Part]:
    """Once, within one unit."""
    point = _point(date.start)
    return [
        _unit(point, point.precision.value),
        *soft_edges(point, point),
        *doubt(point, point),
    ]


def _attested(date: EdtfDate) -> list[Part]:
    """A hollow diamond; a thin line shows how wide the unit is that it stands for."""
    point = _point(date.start)
    middle = (point.first + point.after) / 2
    return [
        Part(shape=Shape.LINE, start=point.first, end=point.after, key="attested"),
        Part(shape=Shape.DIAMOND, start=middle, end=middle, key="attested"),
        *soft_edges(point, point),
        *doubt(point, point),
    ]


def _interval(date: EdtfDate, span: Span) -> list[Part]:
    """Lasted: solid from latest start to earliest end, pale over the outer bounds."""
    start, end = date.start, date.end
    first, after = _interval_edges(date, span)
    core_start, core_end = core(date, span)
    limits = [
        each
        for each, bound in ((start, date.bounds.earliest_start), (end, date.bounds.latest_end))
        if not _follows(each, bound)
    ]
    if Limit.UNKNOWN in limits:
        known = _point(end if start is Limit.UNKNOWN else start)
        parts = [_bar(first, after, tone_of(known), "span")]
    elif core_start < core_end:
        # A pale end has no least width: a day beside its core is no vagueness.
        to_the_day = all(end.precision is Precision.DAY for end in date.points)
        key = "lasted" if to_the_day else "span"
        parts = [
            _bar(first, core_start, "wide", key, least=0),
            _bar(core_start, core_end, "solid", key),
            _bar(core_end, after, "wide", key, least=0),
        ]
        parts = [part for part in parts if part.start != part.end]
    else:
        parts = [_bar(first, after, "wide", "span")]
    tone = parts[0].tone
    return [
        *parts,
        *soft_edges(start, end),
        *(_limit(start, first, tone, leftward=True) if start in limits else ()),
        *(_limit(end, after, tone, leftward=False) if end in limits else ()),
        *doubt(start, end),
    ]


def _interval_edges(date: EdtfDate, span: Span) -> tuple[int, int]:
    """The outer bounds; an open end reaches the span's edge, an unknown one stops."""
    start, end = date.start, date.end
    if isinstance(start, Point):
        first = start.first
    elif date.bounds.earliest_start is not None:
        first = date.bounds.earliest_start
    elif start is Limit.OPEN:
        first = min(span[0], _point(end).first)
    else:
        first = _point(end).first
    if isinstance(end, Point):
        after = end.after
    elif date.bounds.latest_end is not None:
        after = date.bounds.latest_end
    elif end is Limit.OPEN:
        after = max(span[1], _point(start).after)
    else:
        after = _point(start).after
    return first, after


def _limit(end: Point | Limit, at: float, tone: str, *, leftward: bool) -> list[Part]:
    """An arrowhead for an open end; for an unknown one a short fade, of no length in time."""
    if end is Limit.OPEN:
        return [head(Shape.ARROW, at, "open", leftward=leftward)]
    if end is Limit.UNKNOWN:
        return [offset(Shape.FADE, at, SIZES.fade, "unknown", leftward=leftward, tone=tone)]
    return []


def _set(date: EdtfDate, span: Span) -> list[Part]:
    """Hollow candidates with a dashed link, or solid marks with a solid one."""
    one_of = date.kind is Kind.ONE_OF
    key = _set_key(date)
    edges = [_member_edges(member, span) for member in date.members]
    parts: list[Part] = []
    for left, right in pairwise(sorted(edges)):
        if left[1] < right[0]:
            shape = Shape.DASHES if one_of else Shape.LINE
            parts.append(Part(shape=shape, start=left[1], end=right[0], key=key))
    for member, (first, after) in zip(date.members, edges, strict=True):
        if one_of:
            parts.append(_candidate(member, first, after, key))
        else:
            parts += _each(member, first, after, key)
        ends = (member, member) if isinstance(member, Point) else (member.start, member.end)
        parts += soft_edges(*ends)
        parts += outlines(*ends)
        if ends[0] is None:
            parts.append(head(Shape.ARROW, first, "open", leftward=True))
        if ends[1] is None:
            parts.append(head(Shape.ARROW, after, "open", leftward=False))
    if date.uncertain:
        parts.append(query(max(after for _, after in edges), parts, leftward=False))
    return parts


def _member_edges(member: Point | Range, span: Span) -> Span:
    if isinstance(member, Point):
        return member.first, member.after
    known = member.start or member.end
    assert known is not None
    first = member.start.first if member.start else min(span[0], known.first)
    after = member.end.after if member.end else max(span[1], known.after)
    return first, after


def _candidate(member: Point | Range, first: int, after: int, key: str) -> Part:
    if isinstance(member, Point) and member.precision is Precision.DAY:
        middle = (first + after) / 2
        return Part(shape=Shape.RING, start=middle, end=middle, key=key)
    return Part(shape=Shape.HOLLOW, start=first, end=after, key=key, least=SIZES.least)


def _each(member: Point | Range, first: int, after: int, key: str) -> list[Part]:
    """Every member by itself, a hair apart from the next: it did not last in between."""
    if isinstance(member, Point):
        return [_apart(_unit(member, key))]
    units = list(_units(member, first, after))
    if units:
        return [_apart(_bar(a, b, "unit", key)) for a, b in units]
    return [_apart(_bar(first, after, "unit", key))]


def _apart(part: Part) -> Part:
    return replace(part, end_px=part.end_px - 1) if part.shape is Shape.BAR else part


def _units(run: Range, first: int, after: int) -> Iterator[Span]:
    """The units of a run; none if they are too many to be drawn one by one."""
    unit = run.start or run.end
    assert unit is not None
    if (after - first) / (unit.after - unit.first) > _MOST_UNITS:
        return
    at = first
    while at < after:
        following = _next(at, unit.precision)
        yield at, min(following, after)
        at = following


def _next(day: int, precision: Precision) -> int:
    """The first day of the unit after the one that begins on `day`."""
    year, month, date = civil(day)
    steps = {
        Precision.DAY: (year, month, date + 1),
        Precision.MONTH: (year, month + 1, 1),
        Precision.SEASON: (year, month + 3, 1),
        Precision.YEAR: (year + 1, 1, 1),
        Precision.DECADE: (year + 10, 1, 1),
        Precision.CENTURY: (year + 100, 1, 1),
    }
    return day_number(*steps[precision])


def _set_key(date: EdtfDate) -> str:
    if date.kind is Kind.ALL_OF:
        return "all-of"
    window = len(date.members) == 1 and isinstance(date.members[0], Range)
    return "window" if window else "one-of"


def beyond(date: EdtfDate, span: Span) -> Mark:
    """All there is in the span of a date that is wholly outside: at its edge, a sign of it."""
    first, after = span
    leftward = max(point.after for point in date.points) <= first
    return Mark(parts=(_chevron(first if leftward else after, leftward=leftward),))


def _chevron(at: float, *, leftward: bool) -> Part:
    return head(Shape.CHEVRON, at, "beyond", leftward=leftward)


def _within(part: Part, first: float, after: float) -> Part | None:
    """What of a part is between the two instants; None if nothing is.

    A soft edge that begins just where the span ends is put at that edge, in its
    least width: without it an end that is about would look like one that is sharp.
    """
    assert part.start is not None
    assert part.end is not None
    if part.end < first or part.start > after:
        return None
    if part.start != part.end and (part.end == first or part.start == after):
        outside = part.shape is Shape.FADE and part.leftward is (part.end == first)
        if not outside:
            return None
    if first <= part.start and part.end <= after:
        return part
    return replace(part, start=max(part.start, first), end=min(part.end, after))


def _cut(parts: Iterable[Part], span: Span) -> tuple[Part, ...]:
    """Parts cut at the span's edges, with a head where something goes on beyond it.

    What is left out whole goes on beyond it as well: the pale end of a bar, another
    of a set's dates.
    """
    first, after = span
    cut: list[Part] = []
    heads: dict[bool, Part] = {}  # by leftward; an open end's arrow wins over a chevron
    for part in parts:
        assert part.start is not None
        assert part.end is not None
        look = SHAPES[part.shape]
        if look.stays:
            at = min(max(part.start, first), after)
            moved = replace(part, start=at, end=at)
            if look.role is Role.HEAD:
                heads[part.leftward] = moved
            else:
                cut.append(moved)
            continue
        kept = _within(part, first, after)
        if kept is not None:
            cut.append(kept)
        if look.role is Role.KIND:
            if part.start < first:
                heads.setdefault(True, _chevron(first, leftward=True))
            if part.end > after:
                heads.setdefault(False, _chevron(after, leftward=False))
    if not any(_shows(part) for part in cut):
        return ()
    return (*(part for part in cut if not _meets(part, heads, span)), *heads.values())


def _shows(part: Part) -> bool:
    """Whether a part alone is worth a mark: more than a question mark or a fade of no length."""
    return SHAPES[part.shape].role is Role.KIND or part.start != part.end


def _meets(part: Part, heads: Mapping[bool, Part], span: Span) -> bool:
    """Whether a soft edge put at the span's edge has to give way to a head that stands there."""
    at_edge = part.start == part.end and part.start == span[0 if part.leftward else 1]
    return part.key == "about" and at_edge and part.leftward in heads
