"""Long lists of a page: cut into stretches, indexed by years, their heights foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean
from typing import NamedTuple, TypeVar

from timeline import wording
from timeline.model import Event
from timeline.model.years import by_years
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

    Where there are more than 60 years it is decades, or centuries, and so on, as
    `by_years` has them. Events with an open start have a link of their own.
    """
    if len(events) <= LONG:
        return ()
    stretches = by_years(events, _MOST_LINKS)
    if len(stretches) == 1:
        return ()
    return tuple(
        IndexLink(words=wording.stretch_words(years, lang), anchor=members[0].id)
        for years, members in stretches.items()
    )


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
