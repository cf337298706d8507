"""Which events come first: in reading, and where there is room for few of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import TypeVar

from timeline.model.timeline import Event

_Member = TypeVar("_Member")


def chronological(events: Iterable[Event]) -> list[Event]:
    """Events in reading order: by earliest start, then latest end, then as they stand in the file.

    An open start comes first and an open end last; where an end is not known,
    the bounds of the other stand in for it. What happened on one day is told in the order
    in which its author tells it: a landing before the undocking.
    """
    return sorted(events, key=lambda event: event.when.reading_order)


def by_importance(events: Iterable[Event]) -> list[Event]:
    """The most important first; of those alike, however few are taken, some of every time."""
    ordered = sorted(chronological(events), key=lambda event: -event.importance)
    alike = groupby(ordered, key=lambda event: event.importance)
    return list(chain.from_iterable(spread(list(group)) for _, group in alike))


def spread(members: Sequence[_Member]) -> list[_Member]:
    """In an order of which every beginning is spread evenly: first, middle, quarters, eighths.

    The sequence of van der Corput: numbers counted up, their binary digits read backwards.
    """
    digits = len(members).bit_length()
    places = (int(f"{number:0{digits}b}"[::-1], 2) for number in range(1 << digits))
    return [members[place] for place in places if place < len(members)]
