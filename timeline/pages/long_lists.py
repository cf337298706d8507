"""Long lists of a page: cut into stretches, indexed by years, their heights foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean
from typing import NamedTuple, TypeVar

from timeline import wording
from timeline.model import Event
from timeline.model.order import chronological
from timeline.model.years import by_years
from timeline.pages.entries import asides
from timeline.pages.notes import Place, Work

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


def index(
    events: Iterable[Event], lang: str, undated: Sequence[Event] = ()
) -> tuple[IndexLink, ...]:
    """Links to the first event of each year, and of the undated; none of a list that is short.

    Where there are more than 60 years it is decades, or centuries, and so on, as
    `by_years` has them. Events with an open start have a link of their own.
    """
    ordered = chronological(events)
    if len(ordered) + len(undated) <= LONG:
        return ()
    links = [
        IndexLink(words=wording.stretch_words(years, lang), anchor=members[0].id)
        for years, members in by_years(ordered, _MOST_LINKS).items()
    ]
    if undated:
        links.append(IndexLink(words=wording.phrase("undated", lang), anchor=undated[0].id))
    return tuple(links) if len(links) > 1 else ()


# Heights, by the page's own style sheet: what a browser reckons with until it lays out.

_LINE = 1.5  # rem
_QUIET_LINE = 1.55  # rem: of small words with links, which take room
_WIDE, _NARROW = 76, 38  # characters to a line
_SMALL = 1.15  # times as many of small ones
_PICTURE = 13  # rem: one, and what is said of it
_BACK = 30  # characters that name an event in a note


def entries_height(events: Sequence[Event]) -> Height:
    """The height of an average stretch of events."""
    return _average([(_wide_entry(event), _narrow_entry(event)) for event in events])


def works_height(works: Sequence[Work]) -> Height:
    """The height of an average stretch of works, each with all its places."""
    return _average([tuple(_work(work, most) for most in (_WIDE, _NARROW)) for work in works])


def places_height(places: Sequence[Place]) -> Height:
    """The height of an average stretch of places in one work."""
    return _average([tuple(_place(place, most) for most in (_WIDE, _NARROW)) for place in places])


def _work(work: Work, most: int) -> float:
    places = sum(_place(place, most) for place in work.places)
    return _lines(work.text, most, _QUIET_LINE) + 0.6 + places


def _place(place: Place, most: int) -> float:
    quotes = " ".join(note.citation.quote for note in place.notes)
    shown = len(place.backs) if len(place.backs) <= 3 else 1
    return _lines(f"{place.locator} {quotes}" + "." * _BACK * shown, most, _QUIET_LINE)


def _wide_entry(event: Event) -> float:
    pictures = _PICTURE if _pictured(event) else 0  # side by side
    return (
        1.75
        + pictures
        + _told(event, _WIDE)
        + _lines(_quiet(event, folded=False), _WIDE, _QUIET_LINE)
    )


def _narrow_entry(event: Event) -> float:
    quiet = _lines(_quiet(event, folded=True), round(_NARROW * _SMALL), _QUIET_LINE)
    return 1.5 + 1.5 + 1.5 + _PICTURE * _pictured(event) + _told(event, _NARROW) + quiet


def _pictured(event: Event) -> int:
    """How many pictures it has."""
    return sum(bool(medium.file) for medium in event.media)


def _told(event: Event, most: int) -> float:
    """What an entry says in its own words, one below the other."""
    asides_of = [text for name, text in asides(event) if name != "date-note"]
    asides_of += [account.note for account in event.accounts if account.note]
    texts = [paragraph for paragraph in event.text.split("\n\n") if paragraph.strip()]
    figures = " ".join(f"{figure.what} {figure.who}" for figure in event.figures)
    return (
        _lines(event.title, most)
        + (_lines(event.annotation, most) if event.annotation else 0)
        + sum(_lines(text, most) + 0.2 for text in texts)
        + (_lines(figures, most) if figures else 0)
        + sum(_lines(text, most) + 0.2 for text in asides_of)
    )


def _quiet(event: Event, *, folded: bool) -> str:
    """About what the quiet line says."""
    cited = [f"{citation.locator} ........" for citation in event.sources]
    named = "." * _BACK
    reasons = [f"after {named} (1959) {reason.who} {reason.note}" for reason in event.reasons]
    note = " ".join([event.date_note, *reasons])
    note = "How dated" if folded and note else note
    related = [f"{each.words} {named} {each.who} {each.note}" for each in event.relations]
    links = [link.title or link.url for link in event.links]
    return " ".join([note, *cited, *related, *("." * _BACK for _ in event.see), *links])


def _lines(text: str, most: int, line: float = _LINE) -> float:
    return ceil(max(1, len(text)) / most) * line


def _average(heights: Iterable[Sequence[float]]) -> Height:
    wide, narrow = (round(_STRETCH * fmean(each)) for each in zip(*heights, strict=True))
    return Height(wide=wide, narrow=narrow)
