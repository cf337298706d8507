"""A timeline in few words and few events."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from timeline import wording
from timeline.edtf import civil
from timeline.layout import chronological, span
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
    first, after = span(timeline)
    in_years = after - first > 366
    words = []
    for day in (first, after - 1):
        year, month, date = civil(day)
        words.append(
            wording.tick_words(year, None, None, lang)
            if in_years
            else wording.tick_words(year, month, date, lang)
        )
    if words[0] == words[1]:
        return words[0]
    return wording.phrase("card-span", lang, first=words[0], last=words[1])


def by_importance(events: Iterable[Event]) -> list[Event]:
    """The most important first; of those alike, however few are taken, some of every time."""
    ordered = sorted(chronological(events), key=lambda event: -event.importance)
    found: list[Event] = []
    for _, group in groupby(ordered, key=lambda event: event.importance):
        alike = list(group)
        bits = len(alike).bit_length()
        order = sorted(range(len(alike)), key=lambda place: _reversed(place, bits))
        found += [alike[place] for place in order]
    return found


def _reversed(number: int, bits: int) -> int:
    """`number` with its bits in reverse: 0, 1, 2, 3 in two bits become 0, 2, 1, 3."""
    return int(f"{number:0{bits}b}"[::-1], 2)


def one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())
