"""Dates to words: what the EDTF says, no more and no less."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.edtf import EdtfDate, Kind, Limit, Point, Precision, Range, civil
from timeline.wording.languages import LANGUAGES, language
from timeline.wording.locales import month_name
from timeline.wording.numbers import number_words

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

# Years of fewer digits carry their era, years of more are grouped: 987 CE, year 12,000.
ERA_UNTIL = 1000
GROUPED_FROM = 10_000


@lru_cache(maxsize=10_000)
def date_words(date: EdtfDate, *, attested: bool = False, lang: str = "en") -> str:
    """The date as the list words it: "some time in the 1960s", "from 1945, end not known".

    With `attested` the date is when something was known to be so, not when it
    happened: "by 1997". Years 1-999 say CE, and so does every year beside one
    that names its era. `lang` is a BCP 47 tag.
    """
    return _date(_voice("long", lang, date), date, attested=attested)


def date_words_short(date: EdtfDate, *, attested: bool = False, lang: str = "en") -> str:
    """The same date where many stand together: "1960s", "1945–?", "once in 1945–1959".

    A plain run of years lasted; "once in" marks a window in which it happened
    once. Years are never cut short, save in "winter 1972–73".
    """
    return _date(_voice("short", lang, date), date, attested=attested)


def unit_words(point: Point, lang: str) -> str:
    """The unit of time that a date is written in, without qualifiers: "1959", "the 1960s"."""
    eras = point.year < ERA_UNTIL
    return _unit(_Voice(lang=language(lang), form="long", eras=eras), point)


def datetime_attribute(date: EdtfDate) -> str | None:
    """The `datetime` of an HTML `<time>`: "1970-03-31", "1970-03" or "1970".

    None where HTML has no true form: a season, decade or century, a day or
    month left open by X, a year before 1 CE, an interval, a set, a qualifier.
    """
    point = date.start
    if date.kind is not Kind.DATE or not isinstance(point, Point) or _qualified(point):
        return None
    widths = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}
    if point.precision not in widths or point.masked or point.year < 1:
        return None
    parts = (f"{point.year:04}", f"{point.month or 0:02}", f"{point.day or 0:02}")
    return "-".join(parts[: widths[point.precision]])


def tick_words(year: int, month: int | None, day: int | None, lang: str) -> str:
    """The text of one tick of the axis: "1945", "44 BCE", "Mar 1970", "31 Mar 1970".

    `year` is astronomical (0 is 1 BCE).
    """
    eras = year < ERA_UNTIL or year >= GROUPED_FROM
    voice = _Voice(lang=language(lang), form="short", eras=eras)
    if month is None:
        return _year(voice, year)
    return _calendar(voice, year, month, day)


def tick_formats(lang: str, *, long: bool = False) -> dict[str, str | list[str]]:
    """What `tick_words` puts together, for a script to do the same: names in braces.

    `long` ones are to be said, with the names of months in full.
    """
    form = "long" if long else "short"
    voice = _Voice(lang=language(lang), form=form, eras=False)
    whole, empty = LANGUAGES[voice.lang]["long"], dict[str, str]()
    words = {**whole, **LANGUAGES[voice.lang].get(form, empty)}
    return {
        "lang": voice.lang,  # which a page's own need not be, where that is not supported
        "month": words["month"],
        "day": words["day"],
        "bce": words["year-bce"],
        "ce": words["year-ce"],
        "months": [_month(voice, month, alone=False) for month in range(1, 13)],
        "alone": [_month(voice, month, alone=True) for month in range(1, 13)],
    }


def years_words(first: int, last: int, lang: str) -> str:
    """A year, or a run of years, by its numbers: "1960", "1960–1969", "500–401 BCE".

    Years are astronomical (0 is 1 BCE).
    """
    voice = _Voice(lang=language(lang), form="short", eras=first < ERA_UNTIL)
    return _year(voice, first) if first == last else _years(voice, first, last)


def day_words(date: datetime.date, lang: str) -> str:
    """A calendar day: "31 March 1970"."""
    voice = _Voice(lang=language(lang), form="long", eras=date.year < ERA_UNTIL)
    return _calendar(voice, date.year, date.month, date.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """How to speak: in which language, long or short, with or without every era."""

    lang: str
    form: str
    eras: bool

    def say(self, name: str, **values: str) -> str:
        words = LANGUAGES[self.lang]
        template = words[self.form].get(name)
        return (words["long"][name] if template is None else template).format_map(values)


def _voice(form: str, lang: str, date: EdtfDate) -> _Voice:
    eras = any(point.year < ERA_UNTIL for point in date.points)
    return _Voice(lang=language(lang), form=form, eras=eras)


def _date(voice: _Voice, date: EdtfDate, *, attested: bool) -> str:
    if attested:
        return voice.say("attested", date=_whole(voice, date, "end"))
    return _whole(voice, date, "alone")


def _whole(voice: _Voice, date: EdtfDate, role: str) -> str:
    if date.members:
        return _set(voice, date)
    if date.kind is Kind.DATE and isinstance(date.start, Point):
        return _point(voice, date.start, role)
    return _interval(voice, date.start, date.end)


# One date


def _point(voice: _Voice, point: Point, role: str) -> str:
    """One date in its role: "alone", an "end" of an interval, or "bare" in a longer phrase."""
    marks = _marks_of_all(point)
    stance = _stance(point, role) + ("-about" if "approximate" in marks else "")
    words = voice.say(stance, date=_unit(voice, point))
    if "uncertain" in marks:
        words = voice.say("perhaps", date=words)
    return _noted(voice, words, _notes_on_parts(voice, point))


def _stance(point: Point, role: str) -> str:
    """The name of the phrase in which a date stands: a wide one is said to be wide."""
    if point.masked and not _is_wide(point):
        return f"some-{point.masked}"
    if role == "bare" or not _is_wide(point):
        return "bare"
    return f"{role}-decade" if _has_decade_name(point) else f"{role}-years"


def _is_wide(point: Point) -> bool:
    return point.precision in (Precision.DECADE, Precision.CENTURY)


def _has_decade_name(point: Point) -> bool:
    """Whether "the 1960s" is clear; "the 1900s" could be a century, "the 10s" anything."""
    return point.precision is Precision.DECADE and point.year > 100 and point.year % 100 > 0


def _unit(voice: _Voice, point: Point) -> str:
    """The unit of time itself, without qualifiers: "March 1970", "the 1960s"."""
    if point.month in SEASONS:
        return _season(voice, point.year, SEASONS[point.month])
    if point.month is not None:
        return _calendar(voice, point.year, point.month, point.day)
    if _has_decade_name(point):
        return voice.say("decade-ce" if voice.eras else "decade", year=str(point.year))
    if _is_wide(point):
        last, _, _ = civil(point.after - 1)
        return voice.say("years", years=_years(voice, point.year, last))
    return _year(voice, point.year)


def _season(voice: _Voice, year: int, season: str) -> str:
    # Winter is December of the year written to February of the next.
    years = _winter(voice, year) if season == "winter" else _year(voice, year)
    return voice.say(season, year=years)


def _winter(voice: _Voice, year: int) -> str:
    if year >= ERA_UNTIL and year % 100 != 99:
        run = voice.say("years-run", first=str(year), last=f"{(year + 1) % 100:02}")
        return _with_era(voice, year, run)
    return _years(voice, year, year + 1)


def _calendar(voice: _Voice, year: int | None, month: int, day: int | None) -> str:
    """A month or a day of the calendar; without its year if that is None."""
    values = {"month": _month(voice, month, alone=day is None)}
    if day is not None:
        values["day"] = str(day)
    if year is not None:
        values["year"] = _year(voice, year)
        return voice.say("month" if day is None else "day", **values)
    return voice.say("month-alone" if day is None else "day-month", **values)


def _month(voice: _Voice, month: int, *, alone: bool) -> str:
    return month_name(month, voice.lang, alone=alone, long=voice.form == "long")


def _year(voice: _Voice, year: int) -> str:
    return _with_era(voice, year, _count(voice, year))


def _years(voice: _Voice, first: int, last: int) -> str:
    """A run of years, first to last, their era said once: "1970–1961 BCE"."""
    if first <= 0 < last:
        return voice.say("years-across", first=_year(voice, first), last=_year(voice, last))
    run = voice.say("years-run", first=_count(voice, first), last=_count(voice, last))
    return _with_era(voice, first, run)


def _count(voice: _Voice, year: int) -> str:
    """The year counted within its era."""
    count = year if year > 0 else 1 - year
    return str(count) if count < GROUPED_FROM else number_words(count, voice.lang)


def _with_era(voice: _Voice, year: int, words: str) -> str:
    if year <= 0:
        return voice.say("year-bce", year=words)
    if voice.eras:
        return voice.say("year-ce", year=words)
    return voice.say("year-large", year=words) if year >= GROUPED_FROM else words


# Qualifiers


def _qualified(point: Point) -> bool:
    return bool(point.uncertain or point.approximate)


def _marks_of_all(point: Point) -> set[str]:
    """The marks that stand on the date as a whole: on each component that XX does not hide."""
    parts = {"year": point.year, "month": point.month, "day": point.day}
    said = {part for part, value in parts.items() if value is not None}
    marks = {"uncertain": point.uncertain, "approximate": point.approximate}
    return {mark for mark, marked in marks.items() if marked >= said}


def _notes_on_parts(voice: _Voice, point: Point) -> list[str]:
    """Notes for the marks on a part of a date: "month and year approximate"."""
    marks = {"uncertain": point.uncertain, "approximate": point.approximate}
    partial = {mark: parts for mark, parts in marks.items() if mark not in _marks_of_all(point)}
    if len(partial) == 2 and point.uncertain == point.approximate:
        partial = {"both": point.uncertain}
    return [
        voice.say("note-parts", parts=_parts(voice, parts), note=voice.say(f"note-{mark}"))
        for mark, parts in partial.items()
        if parts
    ]


def _parts(voice: _Voice, marked: frozenset[str]) -> str:
    names = [name for name in ("day", "month", "year") if name in marked]
    return _listed(voice, "and", [voice.say(f"part-{name}") for name in names])


def _noted(voice: _Voice, words: str, notes: Sequence[str]) -> str:
    if not notes:
        return words
    joined = notes[0]
    for note in notes[1:]:
        joined = voice.say("note-join", first=joined, second=note)
    return voice.say("noted", date=words, notes=joined)


# Intervals


def _interval(voice: _Voice, start: Point | Limit, end: Point | Limit) -> str:
    values = _run(voice, start, end, "end")
    if not isinstance(start, Point) or not isinstance(end, Point):
        states = f"{_state(start)}-{_state(end)}"
        return voice.say(states + ("-vague" if _is_vague(start, end) else ""), **values)
    if _is_vague(start, end):
        return voice.say("interval-vague", **values)
    if _qualified(start):
        # "from about 1945 to 1959": the mark is on the start alone.
        return voice.say("interval-qualified", **values)
    if (start.first, start.after) == (end.first, end.after) and not _qualified(end):
        name = "interval-same-day" if start.precision is Precision.DAY else "interval-same"
        return voice.say(name, date=_unit(voice, start))
    return voice.say("interval", **values)


def _state(end: Point | Limit) -> str:
    return "point" if isinstance(end, Point) else end.value


def _is_vague(*ends: Point | Limit | None) -> bool:
    """Whether an end is worded as some time in a wider unit."""
    return any(isinstance(end, Point) and _stance(end, "end") != "bare" for end in ends)


def _run(
    voice: _Voice, start: Point | Limit, end: Point | Limit, role: str = "bare"
) -> dict[str, str]:
    """The words of both ends, and of both in one, which say a common month and year once."""
    shared = _start_of_pair(voice, start, end)
    first = _end(voice, start, role) if shared is None else shared
    last = _end(voice, end, role)
    tight = " " not in first and (shared is not None or " " not in last)
    joined = voice.say("run" if tight else "run-spaced", start=first, end=last).strip()
    return {"start": first, "end": last, "run": joined}


def _end(voice: _Voice, end: Point | Limit, role: str) -> str:
    return _point(voice, end, role) if isinstance(end, Point) else voice.say(f"limit-{end}")


def _start_of_pair(voice: _Voice, start: Point | Limit, end: Point | Limit) -> str | None:
    """The start without the month and year that it shares with the end; None if it shares none."""
    if not isinstance(start, Point) or not isinstance(end, Point) or start.month is None:
        return None
    plain = not (_qualified(start) or _qualified(end) or start.masked or end.masked)
    alike = start.precision is end.precision is not Precision.SEASON and start.year == end.year
    if not plain or not alike or start.first == end.first:
        return None
    if start.day is not None and start.month == end.month:
        return voice.say("day-alone", day=str(start.day))
    return _calendar(voice, None, start.month, start.day)


# Sets


def _simplest(member: Point | Range) -> Point | Range:
    """The date itself for a run from a date to the same date."""
    if isinstance(member, Range) and member.start and member.end:
        return member.start if member.start.text == member.end.text else member
    return member


def _set(voice: _Voice, date: EdtfDate) -> str:
    members = [_simplest(member) for member in date.members]
    lone = len(members) == 1
    if date.kind is Kind.ONE_OF:
        items = [_one_of(voice, member, lone=lone) for member in members]
        return _listed(voice, "or-apart" if _is_entangled(members) else "or", items)
    items = [_each_of(voice, member, lone=lone) for member in members]
    return _listed(voice, "and-apart" if _is_entangled(members) else "and", items)


def _is_entangled(members: Sequence[Point | Range]) -> bool:
    """Whether a list needs a comma at its end, as in "1949 or earlier, or 1962"."""
    return any(isinstance(member, Range) for member in members[:-1]) or any(
        isinstance(member, Range) and None in (member.start, member.end) for member in members
    )


def _one_of(voice: _Voice, member: Point | Range, *, lone: bool) -> str:
    """One member of a one-of set: a date, or a window if it is a run."""
    if isinstance(member, Point):
        return _member(voice, member, lone=lone)
    if member.start is None or member.end is None:
        known = _known_end(voice, member, "end")
        return voice.say("or-earlier" if member.start is None else "or-later", date=known)
    name = "window" if lone and not _is_vague(member.start, member.end) else "window-wide"
    return voice.say(name, **_run(voice, member.start, member.end))


def _each_of(voice: _Voice, member: Point | Range, *, lone: bool) -> str:
    """One member of an all-of set: a date, or each unit of a run."""
    if isinstance(member, Point):
        return _member(voice, member, lone=lone)
    precision = {end.precision for end in (member.start, member.end) if end}.pop()
    unit = voice.say(f"unit-{precision}")
    if member.start is None or member.end is None:
        name = "each-until" if member.start is None else "each-since"
        return voice.say(name, unit=unit, date=_known_end(voice, member, "bare"))
    return voice.say("each", unit=unit, **_run(voice, member.start, member.end))


def _known_end(voice: _Voice, member: Range, role: str) -> str:
    known = member.start or member.end
    assert known is not None, "a run has at least one end"
    return _point(voice, known, role)


def _member(voice: _Voice, point: Point, *, lone: bool) -> str:
    """One date of a set; in a list "1667 (approximate)", as "about" would reach further."""
    marks = _marks_of_all(point)
    if lone or not marks:
        return _point(voice, point, "alone")
    words = voice.say(_stance(point, "alone"), date=_unit(voice, point))
    note = "both" if marks == {"uncertain", "approximate"} else marks.pop()
    return _noted(voice, words, [voice.say(f"note-{note}"), *_notes_on_parts(voice, point)])


def _listed(voice: _Voice, name: str, items: Sequence[str]) -> str:
    """Items joined by commas and, before the last, by the word that `name` names."""
    if len(items) == 1:
        return items[0]
    return voice.say(name, items=", ".join(items[:-1]), last=items[-1])
