"""A timeline as JSON of TimelineJS 3.

TimelineJS knows a date, or a first and a last one, each to the year, month or
day. Whatever else a date says is said by `display_date`, which is shown in its
place; the slide then stands where the date begins at the earliest.

Its years before 1 CE count as BCE is spoken: year -44 is shown as "44 BCE"
(`Language.formatJSDate` of its source takes the absolute value), so 44 BCE,
which EDTF writes -0043, is -44 here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from timeline.edtf import EdtfDate, Kind, Point, Precision, civil
from timeline.exporting import slides
from timeline.model import Brand, Event, Header, Lane, Medium, Model, Period, Source, Tag, Timeline
from timeline.model.addresses import safe
from timeline.model.untold import untold
from timeline.pages.entries import Entry, entries
from timeline.wording import date_words

# What TimelineJS takes for its human scale (`TimelineConfig._ensureValidScale`).
_FIRST_YEAR, _LAST_YEAR = -271_820, 275_759
# Else TimelineJS makes one of the title, and an event of that id gets another. No id of ours
# has an underscore.
TITLE_ID = "_title"
_PLAIN = (Precision.YEAR, Precision.MONTH, Precision.DAY)

Json = dict[str, Any]


def write(timeline: Timeline) -> bytes:
    """The file that TimelineJS is given."""
    return (json.dumps(data(timeline), indent=2, ensure_ascii=False) + "\n").encode()


def data(timeline: Timeline) -> Json:
    """A title slide, a slide an event in reading order, an era a period."""
    header = timeline.header
    told = entries(timeline, slides.leads(timeline))
    numbered = {note.number: note for note in told.notes}
    vast = any(not _is_human(date) for date in _dates(timeline))
    title = {"headline": slides.headline(header.title), "text": slides.title_text(timeline)}
    return {
        "scale": "cosmological" if vast else "human",
        "title": {"unique_id": TITLE_ID, "text": title, **_media(header.media), "autolink": False},
        "events": [_slide(entry, numbered, header.lang, vast=vast) for entry in told.dated],
        "eras": [_era(period, timeline) for period in timeline.periods],
    }


def lost(timeline: Timeline) -> dict[str, int]:
    """What no slide says, by its key, and how often it is there.

    A slide has to have a date, so an undated event is told by none.
    """
    told = timeline.model_copy(update={"undated": ()})
    files = {
        "timeline.media": slides.in_files(timeline.header.media),
        "events.media": sum(slides.in_files(event.media) for event in timeline.events),
    }
    return {**untold(told, _SAID), **files, "undated events": len(timeline.undated)}


# What slides say, or TimelineJS needs not: the span follows from them, and a language is its page's.
_SAID: dict[type[Model], tuple[str, ...]] = {
    Header: ("title", "description", "headline", "media", "span", "lang", "author", "licence"),
    Brand: (),
    Lane: ("id", "title"),
    Tag: ("id", "title"),
    Period: ("id", "title", "date"),
    Source: (
        *("id", "title", "author", "publisher", "date"),
        *("url", "archived", "accessed", "licence"),
    ),
    Event: (
        *("id", "title", "annotation", "date", "attested", "date_text", "reasons", "accounts"),
        *("text", "media", "lane", "tags", "figures", "sources", "links", "relations", "see"),
    ),
}


def _dates(timeline: Timeline) -> list[EdtfDate]:
    return [*(event.when for event in timeline.events), *(each.date for each in timeline.periods)]


def _is_human(date: EdtfDate) -> bool:
    return all(_FIRST_YEAR <= point.year <= _LAST_YEAR for point in date.points)


def _slide(entry: Entry, notes: slides.Notes, lang: str, *, vast: bool) -> Json:
    event = entry.event
    date = event.when
    slide: Json = {"unique_id": event.id, "start_date": start_of(date)}
    if end := end_of(date):
        slide["end_date"] = end
    if vast or event.is_attested or event.derived or not is_plain(date):
        slide["display_date"] = slides.bare(entry.when.words)
    if entry.lane_title:
        slide["group"] = slides.bare(entry.lane_title)
    text = {
        "headline": slides.headline(event.title),
        "text": slides.text(entry, notes, lang),
    }
    return {**slide, "text": text, **_media(event.media), "autolink": False}


def _media(media: Sequence[Medium]) -> Json:
    """The one thing that a slide shows: the first that has an address; what is in files alone has none."""
    shown = slides.shown(media)
    if shown is None:
        return {}
    made = {
        "url": safe(shown.url),
        "caption": slides.headline(shown.caption),
        "credit": slides.headline(". ".join(filter(None, (shown.credit, shown.licence)))),
        "alt": shown.alt,
        "link": safe(shown.source),
    }
    return {"media": {key: value for key, value in made.items() if value}}


def _era(period: Period, timeline: Timeline) -> Json:
    """A period; one that TimelineJS has no form for says its date beside its title.

    It draws an era only from a date to a date, so one that has no end goes as far
    as anything else does.
    """
    date = period.date
    edges = _edges(timeline)
    start = _first(date.start) if isinstance(date.start, Point) else edges[0]
    end = _last(date.end) if isinstance(date.end, Point) else edges[1]
    words = date_words(date, lang=timeline.header.lang)
    headline = period.title if is_plain(date) else f"{period.title} ({words})"
    return {"start_date": start, "end_date": end, "text": {"headline": slides.headline(headline)}}


def _edges(timeline: Timeline) -> tuple[Json, Json]:
    """The first and the last date that anything of the timeline has."""
    dates = _dates(timeline) + ([timeline.header.span] if timeline.header.span else [])
    points = [point for date in dates for point in date.points]
    return (
        _first(min(points, key=lambda point: point.first)),
        _last(max(points, key=lambda point: point.after)),
    )


# Dates


def is_plain(date: EdtfDate) -> bool:
    """Whether TimelineJS says a date as it is: from 1 CE on, to the year, month or day, no doubt."""
    if date.kind not in (Kind.DATE, Kind.INTERVAL):
        return False
    ends = (date.start, date.end)
    if not all(isinstance(end, Point) and _is_plain_point(end) for end in ends):
        return False
    return date.kind is Kind.DATE or date.start != date.end


def _is_plain_point(point: Point) -> bool:
    doubt = point.uncertain or point.approximate
    return point.precision in _PLAIN and not point.masked and not doubt and 1 <= point.year <= 9999


def start_of(date: EdtfDate) -> Json:
    """Where a slide stands: the earliest start or, where that is not known, the end."""
    if isinstance(date.start, Point):
        return _first(date.start)
    known = date.end if isinstance(date.end, Point) else date.points[0]
    return _last(known)


def end_of(date: EdtfDate) -> Json | None:
    """The last date of what lasted, its unit included; None for all else."""
    lasted = date.kind is Kind.INTERVAL and isinstance(date.start, Point)
    return _last(date.end) if lasted and isinstance(date.end, Point) else None


def _first(point: Point) -> Json:
    """A date at its own precision; of a vaguer one the unit it begins with."""
    if not point.masked and point.precision in _PLAIN:
        return _parts(point.year, point.month, point.day)
    year, month, _ = civil(point.first)
    return _parts(year, month if point.precision is Precision.SEASON else None)


def _last(point: Point) -> Json:
    if not point.masked and point.precision in _PLAIN:
        return _parts(point.year, point.month, point.day)
    year, month, _ = civil(point.after - 1)
    return _parts(year, month if point.precision is Precision.SEASON else None)


def _parts(year: int, month: int | None = None, day: int | None = None) -> Json:
    said = {"year": year if year > 0 else year - 1, "month": month, "day": day}
    return {name: value for name, value in said.items() if value is not None}
