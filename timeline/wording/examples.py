"""The words of the chart's key: what a kind of mark says, by a date of the timeline itself.

An example claims what its date says and nothing more. So a date is one only if it says
what is to be explained and nothing besides: "1959~" is no example of a year.
"""

from __future__ import annotations

from timeline.edtf import EdtfDate, Kind, Limit, Point, Precision, Range
from timeline.wording.dates import date_words, unit_words
from timeline.wording.languages import LANGUAGES, language

_MEMBERS = (2, 3)  # of a set that is told in full, the fewest and the most


def key_words(
    name: str, lang: str, example: EdtfDate | None = None, *, attested: bool = False
) -> str:
    """The words of one mark in the chart's key, by an example if there is one.

    "some time in 1959, day unknown"; "some time in that year" without one. Raises KeyError.
    """
    words = LANGUAGES[language(lang)]
    if example is None:
        return words["key"][name]
    point = example.start
    if name in UNITS and isinstance(point, Point):
        date = unit_words(point, lang)
    else:
        date = date_words(example, attested=attested, lang=lang)
    return words["example"][name].format_map({"date": date})


def is_example(name: str, date: EdtfDate, *, attested: bool = False) -> bool:
    """Whether a date, whose mark has the entry `name` in the key, explains that and no more."""
    if attested != (name == "attested"):
        return False
    if name in _QUALIFIED:
        mark, other = _QUALIFIED[name]
        return date.kind is Kind.DATE and date.text.endswith(mark) and other not in date.text
    if name == "account":
        return date.kind in (Kind.DATE, Kind.INTERVAL)
    return not (date.uncertain or date.approximate) and _is_plain(name, date)


_QUALIFIED = {"about": ("~", "?"), "doubt": ("?", "~")}
UNITS = frozenset(Precision)


def _is_plain(name: str, date: EdtfDate) -> bool:
    """The same of a date without qualifiers."""
    match name:
        case "span" | "lasted":
            return _surely_lasted(date.start, date.end)
        case "unknown":
            return _goes_on(date, Limit.UNKNOWN)
        case "open":
            return _goes_on(date, Limit.OPEN)
        case "window":
            return all(isinstance(one, Range) and one.start != one.end for one in date.members)
        case "one-of" | "all-of":
            alone = all(isinstance(one, Point) for one in date.members)
            return alone and _MEMBERS[0] <= len(date.members) <= _MEMBERS[1]
    return name == "attested" or name in UNITS


def _goes_on(date: EdtfDate, limit: Limit) -> bool:
    ends = (date.start, date.end)
    return date.kind is Kind.INTERVAL and limit in ends and len(date.points) == 1


def _surely_lasted(start: Point | Limit, end: Point | Limit) -> bool:
    return isinstance(start, Point) and isinstance(end, Point) and start.after < end.first
