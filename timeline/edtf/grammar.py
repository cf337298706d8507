"""The grammar of the subset: what is read, to the letter."""

from __future__ import annotations

import re

from timeline.edtf.calendar import day_number, stretch
from timeline.edtf.values import (
    Bounds,
    EdtfDate,
    EdtfError,
    Instead,
    Kind,
    Limit,
    Point,
    Precision,
    Range,
    points_of,
)

_FOREIGN = re.compile(r"[^0-9XY?~%/,.\[\]{}-]")
# After a decade, a century or a year with Y nothing may follow but a mark: what would be a month
# of the 1960s? And -0000 is refused, as 0000 is 1 BCE already.
_POINT = re.compile(
    r"(?P<before_year>[?~%]?)"
    r"(?P<year>(?:Y-?[1-9][0-9]{4,}|-?[0-9]{2}(?:[0-9]X|XX))(?=[?~%]?$)|(?!-0000)-?[0-9]{4})"
    r"(?P<after_year>[?~%]?)"
    r"(?:-(?P<before_month>[?~%]?)(?P<month>[0-9]{2}|XX)(?P<after_month>[?~%]?)"
    r"(?:-(?P<before_day>[?~%]?)(?P<day>[0-9]{2}|XX)(?P<after_day>[?~%]?))?)?"
)
_YEAR_DIGITS = 12  # at most, after Y: the age of the universe has eleven
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # code to first month, northern hemisphere
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SAID_BY_MARK = {"?": {"uncertain"}, "~": {"approximate"}, "%": {"uncertain", "approximate"}}
_BRACKETS = {"[]": Kind.ONE_OF, "{}": Kind.ALL_OF}
DATES = Instead("a date such as 1965, 1965-03, 1965-03-31, 196X, 1965~ or 1960/1969")
INTERVALS = Instead("its start and end, as in 1977/1983, 1977/.. or /1984")
SETS = Instead("[1667,1668] for one of these dates or {1667,1668} for all of them")


def read(text: str) -> EdtfDate:
    """Read a text by the grammar of the subset alone; raises EdtfError."""
    if not text:
        raise EdtfError("date-empty", "there is no date", DATES)
    if foreign := _FOREIGN.search(text):
        visible = foreign[0].isprintable() and not foreign[0].isspace()
        shown = foreign[0] if visible else f"U+{ord(foreign[0]):04X}"
        problem = f"{shown} has no place in a date"
        raise EdtfError("date-character", problem, DATES, foreign.start())
    if any(bracket in text for bracket in "[]{}"):
        return _set(text)
    if "/" in text:
        return _interval(text)
    point = _point(text, 0)
    bounds = Bounds(point.first, point.after, point.first, point.after)
    return EdtfDate(text=text, kind=Kind.DATE, start=point, end=point, members=(), bounds=bounds)


def _point(text: str, at: int) -> Point:
    """Read one date, which stands at this offset of the whole text."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise EdtfError("date-form", "this is not the form of a date", DATES, at)
    year, year_after, precision = _year(match, at)
    month, day = _month(match, at), None
    if month is None:
        first, after = day_number(year), day_number(year_after)
    elif month in SEASONS:
        precision = Precision.SEASON
        first, after = day_number(year, SEASONS[month]), day_number(year, SEASONS[month] + 3)
    else:
        precision = Precision.MONTH
        first, after = day_number(year, month), day_number(year, month + 1)
        day = _day(match, month, after - first, at)
    if day is not None:
        precision = Precision.DAY
        first, after = first + day - 1, first + day
    uncertain, approximate = _marks(match, at)
    return Point(
        text=text,
        precision=precision,
        first=first,
        after=after,
        year=year,
        month=month,
        day=day,
        uncertain=uncertain,
        approximate=approximate,
        masked=_masked(match),
    )


def _year(match: re.Match[str], at: int) -> tuple[int, int, Precision]:
    """The first year, the year after the last, and year, decade or century."""
    text = match["year"]
    if len(text.lstrip("Y-")) > _YEAR_DIGITS:
        problem = f"a year of more than {_YEAR_DIGITS} digits is outside the supported subset"
        instead = Instead(f"at most {_YEAR_DIGITS} digits after Y")
        raise EdtfError("date-year-size", problem, instead, at + match.start("year"))
    if "X" not in text:
        year = int(text.removeprefix("Y"))
        years, precision = (year, year + 1), Precision.YEAR
    else:
        year = int(text.replace("X", "0"))
        precision = Precision.CENTURY if text.endswith("XX") else Precision.DECADE
        years = stretch(min(year, -1) if text.startswith("-") else year, precision)
    return *years, precision


def _masked(match: re.Match[str]) -> Precision | None:
    """The unit that X leaves open, the smallest if there are several."""
    for unit in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        if "X" in (match[unit.value] or ""):
            return unit
    return None


def _month(match: re.Match[str], at: int) -> int | None:
    """The month or season; None if there is none or it is XX."""
    text, day = match["month"], match["day"]
    if text is None or (text == "XX" and day in (None, "XX")):
        return None
    if text == "XX":
        problem = "a day in an unknown month is outside the supported subset"
        instead = Instead.one(f"{match['year']}-XX")
        raise EdtfError("date-month-unknown", problem, instead, at + match.start("day"))
    month = int(text)
    if month in SEASONS:
        _check_season(match, at)
    elif not 1 <= month <= 12:
        problem, instead = f"there is no month {text}", Instead(do="months run from 01 to 12")
        raise EdtfError("date-month", problem, instead, at + match.start("month"))
    return month


def _check_season(match: re.Match[str], at: int) -> None:
    """Refuse a season with a day, or with a mark that is not on the whole."""
    season = f"{match['year']}-{match['month']}"
    if match["day"]:
        offset = at + match.start("day")
        raise EdtfError("date-season-day", "a season has no days", Instead.one(season), offset)
    for place in ("before_year", "after_year", "before_month"):
        if mark := match[place]:
            problem = "a mark on a part of a season is outside the supported subset"
            instead, offset = Instead.one(f"{season}{mark}"), at + match.start(place)
            raise EdtfError("date-season-mark", problem, instead, offset)


def _day(match: re.Match[str], month: int, days: int, at: int) -> int | None:
    """The day of a month of so many days; None if there is none or it is XX."""
    text = match["day"]
    if text is None or text == "XX":
        return None
    if 1 <= int(text) <= days:
        return int(text)
    problem = f"{MONTHS[month - 1]} {match['year']} has {days} days"
    month_alone = f"{match['year']}-{match['month']}"
    words = f"a day from 01 to {days}, or {month_alone}"
    instead = Instead(words, meant=(month_alone,), less=True)
    raise EdtfError("date-day", problem, instead, at + match.start("day"))


def _marks(match: re.Match[str], at: int) -> tuple[frozenset[str], frozenset[str]]:
    """The components marked uncertain and those marked approximate.

    A mark to the left of a component is on that one; a mark to the right is on
    that one and on all before it.
    """
    if not any(mark in match[0] for mark in _SAID_BY_MARK):
        return frozenset(), frozenset()
    marked: dict[str, set[str]] = {}
    for part in ("year", "month", "day"):
        if match[part] is None:
            break
        marked[part] = set(_SAID_BY_MARK.get(match[f"before_{part}"], ()))
        mark = match[f"after_{part}"]
        for covered, signs in marked.items():
            if mark and _SAID_BY_MARK[mark] <= signs:
                problem = f"the mark {mark} stands twice on the {covered}"
                instead = Instead(do="leave one of the two out")
                offset = at + match.start(f"after_{part}")
                raise EdtfError("date-mark-twice", problem, instead, offset)
            signs |= _SAID_BY_MARK.get(mark, set())
    return (
        frozenset(part for part, signs in marked.items() if "uncertain" in signs),
        frozenset(part for part, signs in marked.items() if "approximate" in signs),
    )


def _interval(text: str) -> EdtfDate:
    """Read A/B, where either end may be open (..) or unknown (nothing)."""
    left, _, right = text.partition("/")
    at = len(left) + 1
    if "/" in right:
        offset = at + right.index("/")
        raise EdtfError("date-slashes", "there is more than one slash", INTERVALS, offset)
    _check_alike(left, right, at)
    start, end = _end(left, 0), _end(right, at)
    if isinstance(start, Point) and isinstance(end, Point):
        _check_order(start, end, at)
        bounds = Bounds(
            start.first, min(start.after, end.after), max(start.first, end.first), end.after
        )
    elif isinstance(start, Point):
        bounds = Bounds(start.first, start.after, None, None)
    elif isinstance(end, Point):
        bounds = Bounds(None, None, end.first, end.after)
    else:
        problem = "an interval without a date says nothing"
        raise EdtfError("date-interval-empty", problem, INTERVALS)
    return EdtfDate(text=text, kind=Kind.INTERVAL, start=start, end=end, members=(), bounds=bounds)


def _end(text: str, at: int) -> Point | Limit:
    """Read one end of an interval."""
    if text in ("", ".."):
        return Limit.OPEN if text else Limit.UNKNOWN
    return _end_point(text, at)


def _check_alike(left: str, right: str, at: int) -> None:
    """Refuse an interval of which one end is a year with Y and the other a date without it."""
    long = ["Y" in end for end in (left, right)]
    if any(long) and not all(long) and all(end not in ("", "..") for end in (left, right)):
        problem = "an interval from a year with Y to one without is outside the supported subset"
        instead = Instead("a year from -9999 to 9999")
        raise EdtfError("date-y-end", problem, instead, 0 if long[0] else at)


def _end_point(text: str, at: int) -> Point:
    """Read a date that ends an interval or a run, so not a season."""
    point = _point(text, at)
    if point.precision is Precision.SEASON:
        problem = "a season as the end of an interval is outside the supported subset"
        year, _, month = text.rpartition("-")
        about = f"{year}-{SEASONS[int(month[:2])]:02}~"
        words = f"{year}, or about which month, as in {about}"
        instead = Instead(words, meant=(year, about), less=True)
        raise EdtfError("date-season-end", problem, instead, at + len(year) + 1)
    return point


def _check_order(start: Point, end: Point, at: int) -> None:
    """Refuse an interval that ends before it starts.

    The end 2004-06-XX is some day of June and may follow 2004-06-11; the end
    2004-06 is all of June, of which the first day comes before.
    """
    if start.first <= (end.after - 1 if end.masked else end.first):
        return
    if start.first >= end.after:
        problem = "the interval ends before it starts"
        instead = Instead.one(f"{end.text}/{start.text}")
        raise EdtfError("date-reversed", problem, instead, at)
    problem = f"the interval ends with a whole {end.precision} that begins before its start"
    unit = end.text.rstrip("?~%")
    instead = Instead.one(f"{start.text}/{unit}-XX{end.text[len(unit) :]}")
    raise EdtfError("date-end-coarse", problem, instead, at)


def _set(text: str) -> EdtfDate:
    """Read [..] or {..}: dates and runs of dates between commas."""
    kind = _BRACKETS.get(text[0] + text[-1])
    body = text[1:-1]
    if kind is None:
        problem = "the brackets are not a pair around the whole"
        offset = 0 if text[0] in "]}" else len(text) - 1
        raise EdtfError("date-brackets", problem, SETS, offset)
    if wrong := re.search(r"[\[\]{}/]", body):
        problem = f"{wrong[0]} stands inside a set"
        raise EdtfError("date-set-inside", problem, SETS, wrong.start() + 1)
    members = _members(body)
    points = points_of(members)
    if not points:
        raise EdtfError("date-set-empty", "a set without a date says nothing", SETS)
    open_start = isinstance(members[0], Range) and members[0].start is None
    open_end = isinstance(members[-1], Range) and members[-1].end is None
    return EdtfDate(
        text=text,
        kind=kind,
        start=Limit.OPEN if open_start else min(points, key=lambda point: point.first),
        end=Limit.OPEN if open_end else max(points, key=lambda point: point.after),
        members=members,
        bounds=_set_bounds(kind, points, open_start, open_end),
    )


def _set_bounds(kind: Kind, points: tuple[Point, ...], open_start: bool, open_end: bool) -> Bounds:
    """The bounds of one event at one of the dates, or of one that is at all of them."""
    earliest = None if open_start else min(point.first for point in points)
    latest = None if open_end else max(point.after for point in points)
    if kind is Kind.ONE_OF:
        return Bounds(earliest, latest, earliest, latest)
    latest_start = None if open_start else min(point.after for point in points)
    earliest_end = None if open_end else max(point.first for point in points)
    return Bounds(earliest, latest_start, earliest_end, latest)


def _members(body: str) -> tuple[Point | Range, ...]:
    """Read what stands between the brackets of a set."""
    if not body:
        return ()
    parts = body.split(",")
    members: list[Point | Range] = []
    at = 1
    for part in parts:
        if not part:
            raise EdtfError("date-set-gap", "there is no date beside a comma", SETS, at)
        start, dots, end = part.partition("..")
        if (dots and not start and members) or (dots and not end and part is not parts[-1]):
            problem = "an open run stands inside a set"
            instead = Instead("..1670 as the first member, 1670.. as the last")
            raise EdtfError("date-set-open", problem, instead, at + len(start))
        members.append(_run(start, end, at) if dots else _point(part, at))
        at += len(part) + 1
    return tuple(members)


def _run(left: str, right: str, at: int) -> Range:
    """Read A..B, where either may be nothing."""
    at_right = at + len(left) + 2
    start = _end_point(left, at) if left else None
    end = _end_point(right, at_right) if right else None
    if start and end and start.precision is not end.precision:
        problem = f"the run goes from a {start.precision} to a {end.precision}"
        instead = Instead("both ends as days, both as months or both as years")
        raise EdtfError("date-set-precision", problem, instead, at_right)
    if start and end and start.first > end.first:
        problem, instead = "the run ends before it starts", Instead.one(f"{right}..{left}")
        raise EdtfError("date-set-reversed", problem, instead, at_right)
    return Range(start=start, end=end)
