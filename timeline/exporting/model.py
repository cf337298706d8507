"""A timeline as JSON of its own, which `docs/json.md` documents; it comes back whole.

Keys are those of the file format. A date is an object: its EDTF, the same in
words, and between which days it starts and ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timeline.edtf import EdtfDate, civil
from timeline.exporting.values import written
from timeline.model import Account, Citation, Event, Figure, Header, Source, Timeline
from timeline.wording import date_words

if TYPE_CHECKING:
    from timeline.exporting import Size

VERSION = 1  # of the shape; more keys do not change it, other meanings do

Json = dict[str, Any]


def write(timeline: Timeline, size: Size) -> bytes:  # noqa: ARG001
    """The file."""
    return (written(data(timeline)) + "\n").encode()


def data(timeline: Timeline) -> Json:
    """The whole timeline; tables and keys in the order of the file format."""
    lang = timeline.header.lang
    return {
        "timeline_json": VERSION,
        "timeline": _header(timeline.header),
        "lanes": [
            _said(id=lane.id, title=lane.title, description=lane.description)
            for lane in timeline.lanes
            if lane.id
        ],
        "tags": [_said(id=tag.id, title=tag.title) for tag in timeline.tags],
        "periods": [
            {"id": period.id, "title": period.title, "date": date_of(period.date, lang)}
            for period in timeline.periods
        ],
        "sources": [_source(source, lang) for source in timeline.sources],
        "events": [_event(event, lang) for event in timeline.events],
    }


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


def _header(header: Header) -> Json:
    return _said(
        title=header.title,
        description=header.description,
        span=header.span and date_of(header.span, header.lang),
        lang=header.lang,
        author=header.author,
        licence=header.licence,
        updated=header.updated and header.updated.isoformat(),
        url=header.url,
        height=header.height,
    )


def _source(source: Source, lang: str) -> Json:
    return _said(
        id=source.id,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        date=source.date and date_of(source.date, lang),
        url=source.url,
        archived=source.archived,
        accessed=source.accessed and source.accessed.isoformat(),
        licence=source.licence,
    )


def _event(event: Event, lang: str) -> Json:
    return _said(
        id=event.id,
        title=event.title,
        was=event.was,
        label=event.label,
        date=event.date and date_of(event.date, lang),
        attested=event.attested and date_of(event.attested, lang, attested=True),
        date_text=event.date_text,
        date_note=event.date_note,
        accounts=[_account(account, lang) for account in event.accounts],
        text=event.text,
        lane=event.lane,
        tags=event.tags,
        importance=event.importance,
        figures=[_figure(figure) for figure in event.figures],
        sources=_citations(event.sources),
        links=[_said(url=link.url, title=link.title) for link in event.links],
        see=event.see,
        note=event.note,
        extra=event.extra,
    )


def _account(account: Account, lang: str) -> Json:
    rest = _said(sources=_citations(account.sources), note=account.note)
    return {"date": date_of(account.date, lang), **rest}


def _figure(figure: Figure) -> Json:
    numbers = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {
        "what": figure.what,
        **{name: number for name, number in numbers.items() if number is not None},
        **_said(unit=figure.unit, about=figure.about, who=figure.who),
        **_said(sources=_citations(figure.sources)),
    }


def _citations(citations: Sequence[Citation]) -> list[Mapping[str, str]]:
    return [_said(id=each.id, locator=each.locator, quote=each.quote) for each in citations]


def _said(**values: Any) -> Json:
    """Those of the values that say something, in their order."""
    return {name: value for name, value in values.items() if value}
