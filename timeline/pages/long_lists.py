"""Long lists of a page: cut into stretches, indexed by years, their heights foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil
from statistics import fmean
from typing import NamedTuple, TypeVar

from timeline import wording
from timeline.edtf import Limit, civil
from timeline.model import Event
from timeline.pages.entries import asides

LONG = 60  # items of a list that needs neither index nor stretches
_STRETCH = 25  # items; see `stretches`
_MOST_LINKS = 60

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLink:
    """A link into the list: its words, and the id of the event it leads to."""

    words: str
    anchor: str


class Height(NamedTuple):
    """How high a stretch is to be expected, in rem, in a wide page and in a narrow one."""

    wide: int
    narrow: int


def stretches(items: Sequence[_Item]) -> list[tuple[int, Sequence[_Item]]]:
    """A long list in stretches of equal length, each with the number of its first item, from 1.

    A browser lays out the stretches near the window alone. It has to watch
    each of them in every frame: 5,000 of one item scroll far worse than 200.
    """
    if len(items) <= LONG:
        return [(1, items)]
    return [(at + 1, items[at : at + _STRETCH]) for at in range(0, len(items), _STRETCH)]


def index(events: Sequence[Event], lang: str) -> tuple[IndexLink, ...]:
    """Links to the first event of each year, of a list in reading order; none if it is short.

    Where there are more than 60 years it is decades, or centuries, and so on.
    The year is that of the earliest instant that an event's date states:
    `[1945..1959]` and `1945/` stand under 1945, `/1984` under 1984. Events
    with an open start have a link of their own.
    """
    if len(events) <= LONG:
        return ()
    starts = [(event.id, _earliest_year(event)) for event in events]
    for power in count():
        first_of: dict[tuple[int, int] | None, str] = {}
        for anchor, year in starts:
            first_of.setdefault(None if year is None else _years_around(year, 10**power), anchor)
        if len(first_of) <= _MOST_LINKS:
            break
    if len(first_of) == 1:
        return ()
    return tuple(
        IndexLink(
            words=wording.years_words(*years, lang) if years else wording.phrase("no-start", lang),
            anchor=anchor,
        )
        for years, anchor in first_of.items()
    )


def _earliest_year(event: Event) -> int | None:
    date = event.when
    start, _, end, _ = date.bounds
    day = end if date.start is Limit.UNKNOWN else start
    return None if day is None else civil(day)[0]


def _years_around(year: int, length: int) -> tuple[int, int]:
    """The first and last of the years that share their front digits, in the reader's count.

    Years are astronomical: the decade 1960 to 1969, and -1928 to -1919, which
    is 1929 to 1920 BCE. The first of our era, and the last before it, lack a year.
    """
    if length == 1:
        return year, year
    counted = year if year > 0 else 1 - year
    low = counted // length * length
    first, last = max(low, 1), low + length - 1
    return (first, last) if year > 0 else (1 - last, 1 - first)


# Heights, by the page's own style sheet: what a browser reckons with until it lays out.

_LINE = 1.55  # rem
_NOTE_LINE = 1.82  # rem: of a note, whose links take room
_WIDE, _NARROW = 84, 44  # characters to a line


def entries_height(events: Sequence[Event]) -> Height:
    """The height of an average stretch of events."""
    return _average([(_entry(event, _WIDE), _entry(event, _NARROW) + _LINE) for event in events])


def notes_height(texts: Sequence[str]) -> Height:
    """The height of an average stretch of notes on sources, of such texts."""
    return _average(
        [
            tuple(_lines(text, most, _NOTE_LINE) + 0.45 for most in (_WIDE, _NARROW))
            for text in texts
        ]
    )


def _entry(event: Event, most: int) -> float:
    texts_beside = [text for _, text in asides(event)]
    texts_beside += [account.note for account in event.accounts if account.note]
    texts = [paragraph for paragraph in event.text.split("\n\n") if paragraph.strip()]
    return (
        2.15  # padding and rule
        + _lines(event.title, most)
        + (1.7 if event.lane or event.tags else 0)
        + sum(_lines(text, most) + 0.4 for text in texts)
        + (0.7 if event.figures else 0)
        + sum(_lines(figure.what + figure.who, most) + 0.3 for figure in event.figures)
        + sum(_lines(text, most) + 0.6 for text in texts_beside)
        + (2.1 if event.sources or event.see or event.links else 0)
    )


def _lines(text: str, most: int, line: float = _LINE) -> float:
    return ceil(max(1, len(text)) / most) * line


def _average(heights: Iterable[Sequence[float]]) -> Height:
    wide, narrow = (round(_STRETCH * fmean(each)) for each in zip(*heights, strict=True))
    return Height(wide=wide, narrow=narrow)
