"""A timeline in few words and few events."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby

from timeline import wording
from timeline.edtf import civil
from timeline.layout import chronological, span, spread
from timeline.marks import Span
from timeline.model import Event, Timeline


def summary(timeline: Timeline) -> str:
    """What it is about, how many events it has and from when to when, in a sentence."""
    return wording.phrase(
        "embed-alt",
        timeline.header.lang,
        title=one_line(timeline.header.title),
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


def by_importance(events: Iterable[Event]) -> list[Event]:
    """The most important first; of those alike, however few are taken, some of every time."""
    ordered = sorted(chronological(events), key=lambda event: -event.importance)
    alike = groupby(ordered, key=lambda event: event.importance)
    return list(chain.from_iterable(spread(list(group)) for _, group in alike))


def one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())
