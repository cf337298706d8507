"""EDTF dates whose words may clash, and what a date says apart from how it is spelled.

Years crowd around the places where wording changes.
"""

from __future__ import annotations

from hypothesis import strategies as st

from timeline.edtf import EdtfDate, Point, Range, parse

YEARS = st.sampled_from([*range(-12, 13), *range(96, 104), *range(995, 1005), *range(1898, 1912)])
SIGNS = st.sampled_from(["", "?", "~", "%"])
FORMS = {  # what stands after the year
    "year": [""],
    "month": ["-01", "-04", "-12", "-XX"],
    "day": ["-01-01", "-04-01", "-04-30", "-12-31", "-04-XX", "-XX-XX"],
    "season": ["-21", "-24"],
}


def year_text(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


@st.composite
def points(draw: st.DrawFn, precision: str | None = None) -> str:
    """The EDTF of one date of a precision, or of any."""
    precision = precision or draw(st.sampled_from([*FORMS, "decade", "century", "long"]))
    year = draw(YEARS)
    if precision == "long":
        year = draw(st.integers(-(10**12) + 1, -(10**4)) | st.integers(10**4, 10**12 - 1))
        return f"Y{year}{draw(SIGNS)}"
    if precision == "decade":
        return f"{year_text(year)[:-1]}X{draw(SIGNS)}"
    if precision == "century":
        return f"{year_text(year)[:-2]}XX{draw(SIGNS)}"
    _, *rest = draw(st.sampled_from(FORMS[precision])).split("-")
    return draw(_marked([year_text(year), *rest], whole_only=precision == "season"))


@st.composite
def _marked(draw: st.DrawFn, parts: list[str], *, whole_only: bool) -> str:
    """The components with one mark to the right of one of them, or any to their left."""
    if whole_only or draw(st.booleans()):
        place = len(parts) - 1 if whole_only else draw(st.integers(0, len(parts) - 1))
        parts[place] += draw(SIGNS)
        return "-".join(parts)
    return "-".join(draw(SIGNS) + part for part in parts)


SINGLE = st.sampled_from(["year", "month", "day", "decade", "century", "long"])


@st.composite
def pairs(draw: st.DrawFn, between: str, *, alike: bool) -> str:
    """Two dates, the earlier first; `alike` if their precision has to be the same."""
    precision = draw(SINGLE)
    other = precision if alike else draw(SINGLE)
    two = [draw(points(precision)), draw(points(other))]
    return between.join(sorted(two, key=lambda text: parse(text).bounds.earliest_start or 0))


@st.composite
def half_intervals(draw: st.DrawFn) -> str:
    """An interval with an open or unknown end."""
    return draw(st.sampled_from(["{}/", "/{}", "{}/..", "../{}"])).format(draw(SINGLE_POINTS))


@st.composite
def sets(draw: st.DrawFn) -> str:
    """A one-of or all-of set, possibly with open runs."""
    members = draw(st.lists(points() | pairs("..", alike=True), min_size=1, max_size=3))
    if draw(st.booleans()):
        members[0] = f"..{draw(SINGLE_POINTS)}"
    if draw(st.booleans()):
        members.append(f"{draw(SINGLE_POINTS)}..")
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(",".join(members))


SINGLE_POINTS = SINGLE.flatmap(points)
INTERVALS_OF_ALL_KINDS = half_intervals() | pairs("/", alike=False)
TEXTS = points() | INTERVALS_OF_ALL_KINDS | sets()
TWO_TEXTS = st.one_of(
    [st.tuples(texts, texts) for texts in (points(), INTERVALS_OF_ALL_KINDS, sets())]
)


def _signs(point: Point) -> tuple[frozenset[str], ...]:
    """The marks of a date; a mark on all but what XX hides is a mark on all."""
    said = {name for name in ("year", "month", "day") if getattr(point, name) is not None}
    everything = frozenset({"year", "month", "day"})
    return tuple(
        everything if marked >= said else marked for marked in (point.uncertain, point.approximate)
    )


def meaning(date: EdtfDate) -> object:
    """What a date says, apart from how it is spelled; a set or run of one is that one."""
    if date.members:
        members = [_of_member(member) for member in date.members]
        return members[0] if len(members) == 1 else [date.kind, *members]
    if date.start is date.end:
        return _of_end(date.start)
    return [date.kind, _of_end(date.start), _of_end(date.end)]


def _of_member(member: Point | Range) -> object:
    if isinstance(member, Point):
        return _of_end(member)
    start, end = _of_end(member.start), _of_end(member.end)
    return start if start == end else [start, "..", end]


def _of_end(end: object) -> object:
    if not isinstance(end, Point):
        return end
    masked = end.text.partition("-")[2].count("XX") if end.precision == "year" else 0
    return (end.precision, end.first, end.after, masked, "XX" in end.text[-4:], *_signs(end))
