"""A timeline as JSON of its own, which `docs/json.md` documents; it comes back whole.

Keys are those of the file format. A date is an object: its EDTF, the same in
words, and between which days it starts and ends.
"""

from __future__ import annotations

from typing import Any

from timeline.edtf import EdtfDate, civil
from timeline.exporting.keys import said
from timeline.exporting.values import written
from timeline.model import Event, Timeline
from timeline.wording import date_words
from timeline.wording.reasoned import known_words

VERSION = 1  # of the shape; more keys do not change it, other meanings do

Json = dict[str, Any]


def write(timeline: Timeline) -> bytes:
    """The file."""
    return (written(data(timeline)) + "\n").encode()


def data(timeline: Timeline) -> Json:
    """The whole timeline; tables and keys in the order of the file format."""
    lang = timeline.header.lang

    def date(key: str, value: EdtfDate) -> Json:
        return date_of(value, lang, attested=key == "attested")

    return {
        "timeline_json": VERSION,
        "timeline": said(timeline.header, date),
        **({"theme": said(timeline.theme, date)} if timeline.theme else {}),
        "lanes": [said(lane, date) for lane in timeline.lanes if lane.id],
        "tags": [said(tag, date) for tag in timeline.tags],
        "periods": [said(period, date) for period in timeline.periods],
        "sources": [said(source, date) for source in timeline.sources],
        "events": [{**said(event, date), **_derived(event, lang)} for event in timeline.all_events],
    }


def _derived(event: Event, lang: str) -> Json:
    """What follows from reasons of when an event was, apart from what is stated; for readers alone."""
    if event.derived is None:
        return {}
    date = date_of(event.derived.date, lang) | {"words": known_words(event, lang)}
    rests_on = dict.fromkeys(
        name
        for chain in event.derived.why
        for step in chain
        for name in (step.event, step.other, step.by)
        if name not in ("", event.id)
    )
    start, end = event.derived.first, event.derived.last
    return {"derived": {**date, "start": start, "end": end, "rests_on": list(rests_on)}}


def date_of(date: EdtfDate, lang: str, *, attested: bool = False) -> Json:
    """A date in words and with its bounds as days, the last of each among them."""
    bounds = date.bounds
    return {
        "edtf": date.text,
        "words": date_words(date, attested=attested, lang=lang),
        "kind": date.kind.value,
        "uncertain": date.uncertain,
        "approximate": date.approximate,
        "earliest_start": _day(bounds.earliest_start),
        "latest_start": _day(bounds.latest_start, last=True),
        "earliest_end": _day(bounds.earliest_end),
        "latest_end": _day(bounds.latest_end, last=True),
    }


def _day(number: int | None, *, last: bool = False) -> str | None:
    """A day as ISO 8601, a year of other than four digits with a sign and six digits or more.

    With `last` the day before, as bounds are half-open and these days are not.
    """
    if number is None:
        return None
    year, month, day = civil(number - last)
    digits = f"{year:04}" if 0 <= year <= 9999 else f"{'-' if year < 0 else '+'}{abs(year):06}"
    return f"{digits}-{month:02}-{day:02}"
