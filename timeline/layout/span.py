"""The days a timeline is shown over, in numbers and in words."""

from __future__ import annotations

from timeline import wording
from timeline.edtf import civil
from timeline.errors import NothingToDraw
from timeline.layout import marks, ticks
from timeline.layout.marks import Span
from timeline.model import Timeline
from timeline.wording.short import one_line

_NO_EVENT = (  # as every date has a start or an end
    "there is no event yet, so there is nothing to draw; "
    'write [[events]] and under it title = "..." and date = "1945"'
)
_UNDATED = (
    "every event that is asked for is undated, so there is nothing to draw; give one a date, or "
    'write span = "1900/1950" under [timeline], for an axis without marks'
)


def span(timeline: Timeline) -> Span:
    """The days of the axis, half-open: the timeline's own span, or its events' bounds rounded out.

    Raises NothingToDraw if there is neither.
    """
    if timeline.header.span is not None:
        bounds = timeline.header.span.bounds
        assert bounds.earliest_start is not None
        assert bounds.latest_end is not None
        return bounds.earliest_start, bounds.latest_end
    known = [
        day
        for event in timeline.events
        for date in (event.when, *(account.date for account in event.accounts))
        for point in date.points
        for day in marks.reach(point)
    ]
    if not known:
        raise NothingToDraw(_UNDATED if timeline.undated else _NO_EVENT)
    return ticks.round_out(min(known), max(known))


def summary(timeline: Timeline) -> str:
    """What it is about, how many events it has and from when to when, in a sentence."""
    return wording.phrase(
        "embed-alt",
        timeline.header.lang,
        title=wording.isolated(one_line(timeline.header.title)),
        count=len(timeline.events),
        span=span_words(timeline),
    )


def span_words(timeline: Timeline) -> str:
    """The timeline's span: "1945 to 2004"; in days if it is no longer than a year."""
    lang = timeline.header.lang
    first, last = ends_words(span(timeline), lang)
    return first if first == last else wording.phrase("card-span", lang, first=first, last=last)


def ends_words(span: Span, lang: str) -> tuple[str, str]:
    """The first and the last day of a span: their years; the days if it is no longer than a year."""
    first, after = span
    in_years = after - first > 366

    def words(day: int) -> str:
        year, month, date = civil(day)
        if in_years:
            return wording.tick_words(year, None, None, lang)
        return wording.tick_words(year, month, date, lang)

    return words(first), words(after - 1)
