"""SIMILE Timeline's JSON, as its widget and react-simile-timeline read it, and its XML.

An `<event>` of the XML is an object of the JSON: its attributes are the keys, what is in
it is the description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from timeline.edtf import EdtfError, Point, civil, parse
from timeline.edtf.english.habits import MONTH_WORDS
from timeline.edtf.english.words import read_words
from timeline.importing import media
from timeline.importing.date_parts import date, interval
from timeline.importing.drafting.dating import comes_in, holds
from timeline.importing.entries import EntryReader
from timeline.importing.html.addresses import address
from timeline.importing.html.elements import LOOK
from timeline.importing.html.escapes import escaped
from timeline.importing.input import Given
from timeline.importing.rows import (
    NO_PLACE,
    Choices,
    Dated,
    Imported,
    NoEvent,
    Row,
    Tally,
    Unreadable,
)
from timeline.importing.sheets.nested import words_of

_LOOKS = ("icon", "color", "textColor", "tapeImage", "tapeRepeat", "classname", "trackNum")
_NO_ADDRESS = "this is no whole web address"
_ROOT = ("events", "dateTimeFormat", "date-time-format")
_BOUNDS = ("start", "latestStart", "earliestEnd", "end")
_ISO = re.compile(
    r"(?P<year>[+-]?\d{4,})-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ](?P<time>\d.*))?)?"
    r"|(?P<basic>\d{8})(?:T(?P<clock>\d.*))?"
)
_WORDS = re.compile(
    r"(?:[A-Z][a-z]{2,8},? )?(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d\d?),?"
    r"|(?P<first>\d\d?) (?P<named>[A-Z][a-z]{2,8})\.?,?) (?P<year>\d{4})(?:,? (?P<time>\d\d?:.*))?"
)
_EVENT = re.compile(r"<(?:\w+:)?event\s[^<>]*?(?<![\w-])start\s*=")
_LOOKED_AT = 100_000  # characters, to see what a file is
_MIDNIGHT = re.compile(
    r"0?0(?::?00)*(?:[.,]0+)?\s*(?:Z|(?:GMT|UTC)?(?:[+-]\d\d:?\d\d)?)\s*(?:\(.*\))?"
)


def recognises(given: Given) -> bool:
    """Whether JSON has events with a start and a title and nothing of others', or XML has events."""
    if not given.opens_as_json:
        return _is_xml(given)
    data = given.json
    if not isinstance(data, dict):
        return False
    events = data.get("events")
    if not isinstance(events, list) or "start_date" in str(events[:1]):
        return False
    return "dateTimeFormat" in data or any(
        isinstance(event, dict) and isinstance(event.get("start"), str | int) and "title" in event
        for event in events
    )


def read(given: Given) -> Imported:
    """A row for each event; raises Unreadable if the file has no list of them."""
    if given.opens_as_markup:
        return _read_xml(given)
    data = given.must_be_json
    if not isinstance(data, dict) or not isinstance(data.get("events"), list):
        raise Unreadable("this JSON has no events", 'SIMILE has {"events": [...]}')
    tally = Tally()
    for key in data:
        if key not in _ROOT:
            tally.lose(key)
    events = data["events"]
    is_iso = any(str(data.get(key)).lower() == "iso8601" for key in _ROOT[1:])
    rows = tuple(
        _row(f"events[{index}]", event, tally, given.choices, is_iso=is_iso)
        for index, event in enumerate(events)
    )
    return Imported(
        kind="SIMILE JSON", rows=rows, tally=tally, taken_as=tuple(_taken_as(events, rows))
    )


def _is_xml(given: Given) -> bool:
    """Whether this is text of tags in which an event has a start; never raises."""
    return given.opens_as_markup and bool(_EVENT.search(given.text, 0, _LOOKED_AT))


def _read_xml(given: Given) -> Imported:
    from timeline.importing.xml_text import entries_of

    found = entries_of(given.text, "event")
    tally = Tally()
    for name in (*(key for key in found.root if key not in _ROOT), *found.others):
        tally.lose(name)
    events = [_of_xml(entry) for entry in found.entries]
    is_iso = found.root.get("date-time-format", "").lower() == "iso8601"
    rows = tuple(
        _row(f"event {number}", event, tally, given.choices, is_iso=is_iso)
        for number, event in enumerate(events, 1)
    )
    return Imported(
        kind="SIMILE XML", rows=rows, tally=tally, taken_as=tuple(_taken_as(events, rows))
    )


def _of_xml(entry: Mapping[str, str]) -> dict[str, str]:
    """An element as the object that it would be in JSON; an attribute of the text's name comes first."""
    said = {key: text for key, text in entry.items() if key}
    text = "\n\n".join(filter(None, (said.get("description", "").strip(), entry[""])))
    return {**said, "description": text} if text else said


def _taken_as(events: list[Any], rows: Iterable[Row]) -> Iterator[str]:
    """How dates, flags and pictures were read that the programs do not read all in one way."""
    found = [event for event in events if isinstance(event, dict)]
    if any(event.get("end") for event in found):
        yield "an end is the last day, month or year of an event, as it is written"
    # SIMILE's own sources.js takes isDuration of JSON for its opposite; its documentation
    # and react-simile-timeline take it as it is called.
    if any("isDuration" in event for event in found):
        yield "isDuration = true is an event that lasts, as documented"
    if any(re.match(r"-\d{4}-", str(event.get(key) or "")) for event in found for key in _BOUNDS):
        yield "years before 1 count as in ISO 8601, where 0000 is 1 BCE and -0001 is 2 BCE"
    if named := media.told_of_names(media.of_rows(rows)):
        yield named


def _row(place: str, event: Any, tally: Tally, choices: Choices, *, is_iso: bool) -> Row:
    """The event, or the reason why it is none; then nothing is counted."""
    if not isinstance(event, dict):
        return Row(
            place=place, problem="this is no object with a title and a start", code="no-object"
        )
    reader = _Reader({}, choices, is_iso=is_iso)
    for key, value in event.items():
        reader.take(key, value)
    try:
        row = reader.row(place)
    except NoEvent as error:
        title = str(event.get("title") or "")[:200]
        return Row(place=place, title=" ".join(title.split()), problem=str(error), code=error.code)
    if comes_in(row, choices):
        tally.add(reader.tally)
    return row


class _Reader(EntryReader):
    """Reads an event, and counts what becomes of what it says.

    With `is_iso` the file says that its dates are those of ISO 8601.
    """

    def __init__(self, said: Mapping[str, str], choices: Choices, *, is_iso: bool) -> None:
        super().__init__(said)
        self.choices = choices
        self.is_iso = is_iso

    def take(self, key: str, value: Any) -> None:
        """Take up a value; of objects and lists the texts in them."""
        is_nested = isinstance(value, dict | list) and key not in _BOUNDS
        texts, left = words_of(value) if is_nested else ([str(value)], ())
        text = "; ".join(texts)
        if text.strip() and value is not None:
            self.said[key] = text
        for name in left:
            self.tally.lose(f"{key}.{name}")

    def row(self, place: str) -> Row:
        """The event as a row; raises NoEvent."""
        when = self._when()
        title = self.line("title", "title")
        text = self._text()
        if not title:
            raise NoEvent("there is no title", code="no-title")
        self._links()
        pictures = self._media()
        name = "id" if "id" in self.said else "eventID"
        for key in self.rest():
            if key == name:
                self.keep(key, "id")
            else:
                self.lose(key, LOOK if key in _LOOKS else NO_PLACE)
        return Row(
            place=place,
            title=title,
            id=self.said.get(name, ""),
            text=text,
            links=tuple(self.links.items()),
            more=pictures,
            **asdict(when),
        )

    # When

    def _when(self) -> Dated:
        """The EDTF of a date, and what is known of it and EDTF cannot say; raises NoEvent."""
        dates = {name: self._date(name) for name in _BOUNDS if name in self.said}
        if "start" not in dates:
            if self.choices.undated:
                return Dated()
            raise NoEvent("there is no start", "write one", code="no-date")
        start, end = dates["start"], dates.get("end", "")
        for flag in ("isDuration", "durationEvent"):
            self.keep(flag, "date")
        if self._is_instant() and end:
            for name in ("latestStart", "earliestEnd"):
                if name in dates:
                    self.lose(name, "only events that last have it")
            return Dated(edtf=_once_in(start, end))
        return _lasting(start, dates.get("latestStart", ""), dates.get("earliestEnd", ""), end)

    def _is_instant(self) -> bool:
        """Whether something was at an instant, of which start and end are the bounds.

        SIMILE draws it as a dot with a pale tape, from the earliest to the
        latest that it may have been.
        """
        return any(
            self.said.get(flag, "true").lower() == "false"
            for flag in ("durationEvent", "isDuration")
        )

    def _date(self, name: str) -> str:
        """The EDTF of a date; raises NoEvent."""
        text = " ".join(self.said[name].split())
        try:
            edtf, time = _date_of(text, is_iso=self.is_iso)
        except NoEvent as error:
            raise NoEvent(f'{name} "{text[:60]}": {error}', code=error.code) from None
        self.keep(name, "date")
        if time and not _MIDNIGHT.fullmatch(time):
            self.lose(name, "a date has no time of day")
        return edtf

    # What

    def _text(self) -> str:
        """The description, and after it what pops up over the event, if that says more."""
        paragraphs = [self.prose("description", "text")]
        told = {self.plain(key) for key in ("title", "description")}
        for name in ("caption", "hoverText"):
            words = self.line(name, "text")
            if words and words not in told:
                told.add(words)
                paragraphs.append(escaped(words))
        return "\n\n".join(filter(None, paragraphs))

    def _links(self) -> None:
        if "link" not in self.said:
            return
        if url := address(self.said["link"]):
            self.keep("link", "links")
            self.links.setdefault(url, "")
        else:
            self.lose("link", _NO_ADDRESS)

    def _media(self) -> dict[str, Any]:
        """The picture; of what it shows the file says nothing, as the caption is the event's."""
        if "image" not in self.said:
            return {}
        if url := media.web_address(self.said["image"]):
            self.keep("image", "media")
            return {"media": [media.medium({"url": url})]}
        self.lose("image", _NO_ADDRESS)
        return {}


def _date_of(text: str, *, is_iso: bool) -> tuple[str, str]:
    """The EDTF of a date as SIMILE takes it, and its time of day; raises NoEvent."""
    if match := _ISO.fullmatch(text):
        if basic := match["basic"]:
            return date(basic[:4], basic[4:6], basic[6:], year_zero=True), match["clock"] or ""
        found = date(match["year"], match["month"], match["day"], year_zero=True)
        return found, match["time"] or ""
    if match := _WORDS.fullmatch(text):
        month = MONTH_WORDS.get((match["month"] or match["named"]).lower(), "")
        if month and int(month) <= 12:
            return date(match["year"], month, match["day"] or match["first"]), match["time"] or ""
    if re.fullmatch(r"[1-9]\d{0,3}", text):
        return date(text), ""
    if is_iso and (match := re.fullmatch(r"[+-]?\d{4,6}", text)):
        return date(text, year_zero=True), ""
    if match := re.fullmatch(r"-0*(\d+)", text):
        # SIMILE's Gregorian dates and ISO 8601 have a year 0, and -500 is 501 BCE; the
        # documentation of react-simile-timeline calls it 500 BCE.
        years = int(match[1])
        problem = f"this may be {years} BCE or {years + 1} BCE"
        raise NoEvent(
            f'{problem}; write "{years} BC", or the day in ISO 8601', code="date-year-zero"
        )
    understood = read_words(text)
    if understood.date is None or not isinstance(understood.date.start, Point):
        raise NoEvent(
            f"{understood.problem or 'this is no date'}; {understood.remedy}".rstrip("; "),
            code=understood.refusal.code if understood.refusal else "date-unread",
        )
    return understood.date.text, ""


def _once_in(start: str, end: str) -> str:
    """EDTF of an instant between two dates; raises NoEvent."""
    if start == end:
        return start
    return _first_of(f"{start} to {end}", f"[{start}..{end}]", _days(start, end))


def _first_of(what: str, *texts: str) -> str:
    """The first of some texts that EDTF has; raises NoEvent."""
    problem = code = ""
    for text in texts:
        try:
            return parse(text).text
        except EdtfError as error:
            problem, code = error.problem, error.code
    raise NoEvent(f"{what}: {problem}", code=code)


def _days(start: str, end: str) -> str:
    """A run of days from the first of a date to the last of another, which may be coarser."""
    first, last = parse(start).bounds.earliest_start, parse(end).bounds.latest_end
    assert first is not None
    assert last is not None
    return f"[{_day_text(first)}..{_day_text(last - 1)}]"


def _day_text(day: int) -> str:
    year, month, in_month = civil(day)
    return date(year, month, in_month, year_zero=True)


def _lasting(start: str, latest_start: str, earliest_end: str, end: str) -> Dated:
    """An event that lasts, of which each end may be between two dates; raises NoEvent.

    An end of an interval is one date in EDTF, so it is the smallest month,
    year, decade or century that has both of the two, and these are told in
    words; without such a one the end is not known.
    """
    if latest_start == start:
        latest_start = ""
    if earliest_end == end:
        earliest_end = ""
    if not latest_start and not earliest_end:
        return Dated(edtf=interval(start, end) if end else start)
    notes = []
    first, last = start, end
    if latest_start:
        first = _around(start, latest_start)
        notes.append(f"It began between {_words(start)} and {_words(latest_start)}.")
    if earliest_end:
        last = _around(earliest_end, end) if end else ""
        between = (
            f"between {_words(earliest_end)} and {_words(end)}"
            if end
            else f"on or after {_words(earliest_end)}"
        )
        notes.append(f"It ended {between}.")
    elif not end:  # it has no end, so it is an instant in which something began
        return Dated(edtf=_once_in(start, latest_start))
    interval(start, end or earliest_end)  # what is impossible is told
    # where EDTF has no interval of both ends, one whose start is not known
    texts = (f"{first}/{last}", f"{first}/{last}-XX", f"/{last}")
    return Dated(edtf=_first_of(f"{first} to {last}", *texts), date_note=" ".join(notes))


def _around(one: str, other: str) -> str:
    """The smallest unit of EDTF that has both dates; nothing if there is none."""
    interval(one, other)  # refuses bounds in the wrong order
    units = [one[:7], one[:4], f"{one[:3]}X", f"{one[:2]}XX"]
    for unit in units if re.match(r"\d{4}", one) else []:
        if re.fullmatch(r"\d{4}(-\d\d)?|\d{3}X|\d\dXX", unit) and _has_both(unit, one, other):
            return unit
    return ""


def _has_both(unit: str, one: str, other: str) -> bool:
    whole = parse(unit)
    return holds(whole, parse(one)) and holds(whole, parse(other))


def _words(edtf: str) -> str:
    from timeline.wording import date_words

    return date_words(parse(edtf))
