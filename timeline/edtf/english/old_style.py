"""Dates that say their calendar: 25 October 1917 (O.S.), 14 (27) October 1917, 11 February 1731/32.

Days are counted in the Gregorian calendar here, so one of the Julian calendar is
converted. Words come in lowercase, as `timeline.edtf.english.words` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from timeline.edtf.calendar import civil, from_julian, year_text
from timeline.edtf.english.habits import reads
from timeline.edtf.english.qualified import dates
from timeline.edtf.english.sentences import firsts, lasts, sentence
from timeline.edtf.english.units import Doubts, Unit, units
from timeline.edtf.grammar import read
from timeline.edtf.values import Kind, Point, Precision

_JULIAN = r"(?:o\. ?s\.?|os|old[ -]style|julian(?: calendar| style)?|old calendar)(?: dates?)?"
_GREGORIAN = r"(?:n\. ?s\.?|ns|new[ -]style|gregorian(?: calendar| style)?)(?: dates?)?"
_SAYS_JULIAN = re.compile(rf"(?<![\w.]){_JULIAN}(?! of\b)(?!\w)")
_STYLE = (
    r"[(\[]?(?:(?:in|by|of|according to) )?(?:the )?"
    rf"(?:(?P<julian>{_JULIAN})|{_GREGORIAN})[)\]]?"
)
_STYLED = tuple(
    re.compile(pattern) for pattern in (rf"(?P<date>.+?),? ?{_STYLE}", rf"{_STYLE}:? (?P<date>.+)")
)
_BOTH_STYLES = re.compile(rf",? ?[(\[]?{_JULIAN} ?/ ?{_GREGORIAN}[)\]]?$")
_BRACKETED = re.compile(
    r"(?P<one>[^()\[\]]+?) ?[(\[](?P<other>[^()\[\]]*\d[^()\[\]]*)[)\]],? ?(?P<rest>[^()\[\]]*)"
)
_SLASHED = re.compile(r"(?P<one>[^/]*[^/ ]) ?/ ?(?P<other>[^/]*[a-z][^/]*)(?P<rest>)")
_MONTH_FIRST = re.compile(r"(?P<one>[a-z]+\.? \d\d?) ?/ ?(?P<other>\d\d?),? (?P<rest>\d{4}.*)")
_TWO_YEARS = re.compile(
    r"(?P<day>.+) (?P<year>\d{4}) ?(?P<sign>[/–-]) ?(?P<next>\d{1,2}|\d{4})(?P<mark> ?\?)?"
)
_LAST_OF_MARCH = 1752  # the last year that began in March anywhere
_WEEKDAY = re.compile(r"(?P<name>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?P<rest>.+)")
_DAY = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)([?~%]?)")
_MONTH = re.compile(r"(-?\d{4})-(0[1-9]|1[0-2])([?~%]?)")
_YEARS = re.compile(r"-?\d\d(?:\d\d|\dX|XX)[?~%]?|Y-?\d+[?~%]?|")


def says_julian(words: str) -> bool:
    """Whether words name the Julian calendar, so that their days are none of ours."""
    return bool(_SAYS_JULIAN.search(words))


def styled(words: str) -> list[Unit]:
    """Every way to read words that say their calendar, by its name or by a day in each.

    Each has what it lost: the calendar's name, or the day in the other calendar.
    """
    doubts = Doubts()
    if _is_of_two_years(_without_style(words)):  # before the second year could be taken for a day
        return _asked(words, doubts) or _named(words, doubts)
    return _twice(words, doubts) or _named(words, doubts)


def _named(words: str, doubts: Doubts) -> list[Unit]:
    """A date with its calendar's name before or after it."""
    for pattern in _STYLED:
        match = pattern.fullmatch(words)
        if match and (found := _in_style(match["date"], bool(match["julian"]), doubts)):
            style = f"{words[: match.start('date')]}{words[match.end('date') :]}".strip(" ,:")
            return [
                replace(unit, lost=", ".join(filter(None, (unit.lost, style)))) for unit in found
            ]
    return []


def _in_style(words: str, is_julian: bool, doubts: Doubts) -> list[Unit]:
    if not is_julian:
        return _two_years(words, doubts)[1:] or sentence(words, doubts)
    weekday = _WEEKDAY.fullmatch(words)  # which is that of the day here
    plain = _two_years(words, doubts) if not weekday else []
    found = plain[:1] or [
        replace(unit, text=text, julian=unit.text, note="")
        for unit in sentence(weekday["rest"] if weekday else words, doubts)
        if (text := converted(unit.text))
    ]
    if weekday:
        return [unit for unit in found if units(f"{weekday['name']} {unit.text.lower()}", doubts)]
    return found


def converted(text: str) -> str:
    """EDTF of the Julian calendar in ours; empty where days are not told apart, as in a season.

    A month becomes once in its days, or as an end of an interval its first or
    last day. A year stays: its ends alone are elsewhere.
    """
    alone = read(text).kind is Kind.DATE
    made, is_end = "", False
    for piece in re.split(r"([/,{}\[\]]|\.\.)", text):
        if day := _DAY.fullmatch(piece):
            made += _day(day[1], day[2], int(day[3])) + day[4]
        elif month := _MONTH.fullmatch(piece):
            first, last = _days_of(month[1], month[2])
            run = f"[{first}{month[3]}..{last}{month[3]}]"
            made += run if alone else (last if is_end else first) + month[3]
        elif piece in ("/", "..", ",", "[", "]", "{", "}") or _YEARS.fullmatch(piece):
            made += piece
        else:
            return ""
        is_end = is_end or piece in ("/", "..")
    return made if reads(made) and not ("," in text and _MONTH.search(text)) else ""


def _day(year: str, month: str, day: int) -> str:
    """EDTF of a day of the Julian calendar."""
    return _written(from_julian(int(year), int(month), day))


def _days_of(year: str, month: str) -> tuple[str, str]:
    """The first and the last day of a month of the Julian calendar."""
    after = from_julian(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
    return _day(year, month, 1), _written(after - 1)


def _written(day: int) -> str:
    year, month, number = civil(day)
    return f"{year_text(year)}-{month:02}-{number:02}"


# One day in both calendars


def _twice(words: str, doubts: Doubts) -> list[Unit]:
    """A day in both calendars: 14 (27) October 1917; with a slash it may be two days as well."""
    for pattern in (_BRACKETED, _MONTH_FIRST, _SLASHED):
        match = pattern.fullmatch(_BOTH_STYLES.sub("", words))
        if match and (found := _of_both(match, doubts)):
            slashed = pattern is not _BRACKETED and not says_julian(words)
            return [found, *sentence(words, doubts)] if slashed else [found]
    return []


def _of_both(match: re.Match[str], doubts: Doubts) -> Unit | None:
    """The day that two are, one of them in the Julian calendar; None if they are not one."""
    one, other, rest = (_without_style(match[name]) for name in ("one", "other", "rest"))
    for first, last in product(_days(one, other, rest, doubts), _days(other, one, rest, doubts)):
        for unit, day in ((last, first), (first, last)):
            if converted(day.text) == unit.text:
                return replace(unit, lost=match["other"], julian=day.text)
    return None


def _without_style(words: str) -> str:
    match = next((found for each in _STYLED if (found := each.fullmatch(words))), None)
    return match["date"] if match else words


def _days(words: str, beside: str, rest: str, doubts: Doubts) -> Iterator[Unit]:
    """The days that words may be, with what they lack taken from the words beside them."""
    ends = [rest] if rest else ["", *lasts(beside)]
    for start, end in product(["", *firsts(beside)], ends):
        for unit in units(" ".join(filter(None, (start, words, end))), doubts):
            point = read(unit.text).start
            if isinstance(point, Point) and point.precision is Precision.DAY:
                yield unit


# Years that began in March


def _is_of_two_years(words: str) -> bool:
    """Whether words end in a year and the next: 1731/32; with a dash, when years began in March."""
    match = _TWO_YEARS.fullmatch(words)
    if not match or not f"{int(match['year']) + 1:04}".endswith(match["next"]):
        return False
    return match["sign"] == "/" or int(match["year"]) < _LAST_OF_MARCH


def _asked(words: str, doubts: Doubts) -> list[Unit]:
    """Readings of a day or month of two years, and with a dash those as a stretch of time."""
    found = _two_years(words, doubts)
    match = _TWO_YEARS.fullmatch(words)
    is_dashed = match is not None and match["sign"] != "/"
    return [*found, *sentence(words, doubts)] if found and is_dashed else found


def _two_years(words: str, doubts: Doubts) -> list[Unit]:
    """11 February 1731/32, a day before 25 March: in the Julian calendar, or in ours.

    So is January or February by itself.
    """
    match = _TWO_YEARS.fullmatch(words)
    if not match or not _is_of_two_years(words):
        return []
    year = f"{int(match['year']) + 1:04}"
    found = [
        unit
        for unit in dates(f"{match['day']} {year}{match['mark'] or ''}", doubts)
        if (f"{year}-01-01" <= unit.text < f"{year}-03-25" and _DAY.fullmatch(unit.text))
        or unit.text.rstrip("?~%") in (f"{year}-01", f"{year}-02")
    ]
    years = words[match.start("year") : match.end("next")]
    ours = [replace(unit, lost=years) for unit in found]
    return [
        *(replace(unit, text=converted(unit.text), julian=unit.text) for unit in ours),
        *ours,
    ]
