"""Events in stretches of years: single years, or decades, or centuries, and so on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from timeline.edtf import Limit, civil
from timeline.model.timeline import Event

Years = tuple[int, int]  # the first and the last, astronomical


def by_years(events: Iterable[Event], most: int) -> dict[Years | None, tuple[Event, ...]]:
    """Events of each year; of each decade, century, ... where that made more than `most`.

    The year is that of the earliest instant that an event's date states:
    `[1945..1959]` and `1945/` stand under 1945, `/1984` under 1984, and under None
    what has an open start. Events keep their order, and years that of their first event.
    """
    dated = [(event, _earliest_year(event)) for event in events]
    for power in count():
        found: dict[Years | None, list[Event]] = {}
        for event, year in dated:
            years = None if year is None else _around(year, 10**power)
            found.setdefault(years, []).append(event)
        if len(found) <= max(most, 3):  # centuries without end make two, and None
            break
    return {years: tuple(members) for years, members in found.items()}


def _earliest_year(event: Event) -> int | None:
    date = event.when
    start, _, end, _ = date.bounds
    day = end if date.start is Limit.UNKNOWN else start
    return None if day is None else civil(day)[0]


def _around(year: int, length: int) -> Years:
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
