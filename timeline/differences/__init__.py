"""What changed from one timeline to another: in the history told, not in bytes.

The order of keys, of events and of whatever else has no order for a reader is
passed over; so is a lane's, tag's or source's id, which no reader sees, once it
is known to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Any, TypeVar

from timeline.differences.pairing import ITEMS, RECORDS, Pair, paired, paired_events, plain
from timeline.differences.shifts import How, Of, Shift, attested, shifts
from timeline.differences.words import Fate, Piece, word_changes
from timeline.edtf import EdtfDate
from timeline.model import (
    Brand,
    Citation,
    Event,
    Lane,
    Model,
    Period,
    Reason,
    Source,
    Tag,
    Timeline,
)
from timeline.model.keys import citing_keys

__all__ = [
    "Change",
    "Fate",
    "How",
    "Manner",
    "Of",
    "Piece",
    "Shift",
    "differences",
    "plain",
    "word_changes",
]

_LAST = (inf, inf)  # of undated events

_Record = TypeVar("_Record", Lane, Tag, Period, Source)


class Manner(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not as it was.

    `key` is that of the format. `before` and `after` are values of the model,
    a table (an event, a figure) or an item of an array; None where there was
    nothing, or is nothing now. `inner` is what changed in a table that was and
    is there; `shifts` says how a date moved. A change of `attested` to `date`
    or back is told as one of `date`. One of `derived`, which is no key, is of the date that
    follows from reasons; `causes` are the ids of the events that it rests on, or did, and
    whose own date or reasons are not as they were.
    """

    key: str
    before: Any = None
    after: Any = None
    inner: tuple[Change, ...] = ()
    shifts: tuple[Shift, ...] = ()
    causes: tuple[str, ...] = ()

    @property
    def manner(self) -> Manner:
        """Whether it was added, removed or changed."""
        if self.before is None:
            return Manner.ADDED
        return Manner.REMOVED if self.after is None else Manner.CHANGED


def differences(before: Timeline, after: Timeline) -> tuple[Change, ...]:
    """What changed: of the events in order of time, then of the header and the other tables.

    Empty if the two tell the same. Of a table that is in both, `before` has the
    ids that lanes, tags, sources and events have now.
    """
    lanes = paired(_titled(before.lanes), _titled(after.lanes), RECORDS)
    tags = paired(before.tags, after.tags, RECORDS)
    periods = paired(before.periods, after.periods, RECORDS)
    sources = paired(before.sources, after.sources, RECORDS)
    events = paired_events(before.all_events, after.all_events)
    now = _Names(lanes=_now(lanes), tags=_now(tags), sources=_now(sources), events=_now(events))
    return (
        *sorted(_events([(now.of(old), new) for old, new in events]), key=_when),
        *_tables("timeline", [(before.header, after.header)]),
        *_tables("theme", [(before.theme or Brand(), after.theme or Brand())]),
        *_tables("lanes", [(now.renamed(old, new), new) for old, new in lanes]),
        *_order(before, after, now.lanes),
        *_tables("tags", [(now.renamed(old, new), new) for old, new in tags]),
        *_tables("periods", [(now.renamed(old, new), new) for old, new in periods]),
        *_tables("sources", [(now.renamed(old, new), new) for old, new in sources]),
    )


def _titled(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    """The lanes that the file names; not the one of events without a lane."""
    return tuple(lane for lane in lanes if lane.id)


def _when(change: Change) -> tuple[float, float, str]:
    event: Event = change.after or change.before
    return *(event.known.reading_order if event.known else _LAST), event.id


def _order(before: Timeline, after: Timeline, now: dict[str, str]) -> Iterator[Change]:
    """Whether the lanes that are in both stand in another order."""
    old = [now.get(lane.id, lane.id) for lane in _titled(before.lanes)]
    new = [lane.id for lane in _titled(after.lanes)]
    was, comes = [name for name in old if name in new], [name for name in new if name in old]
    if was != comes:
        yield Change(key="order", before=tuple(was), after=tuple(comes))


# Names


def _now(pairs: list[Pair[Any]]) -> dict[str, str]:
    """The id that each has now whose id changed."""
    return {old.id: new.id for old, new in pairs if old and new and old.id != new.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What the ids of an old file are now."""

    lanes: dict[str, str]
    tags: dict[str, str]
    sources: dict[str, str]
    events: dict[str, str]

    def renamed(self, old: _Record | None, new: _Record | None) -> _Record | None:
        """A table with the id that it has now, as no reader sees it."""
        if old is None or new is None or old.id == new.id:
            return old
        return old.model_copy(update={"id": new.id})

    def of(self, event: Event | None) -> Event | None:
        """An event whose lane, tags, sources and other events have the ids they have now."""
        if event is None or not (self.lanes or self.tags or self.sources or self.events):
            return event
        named: Event = self._cited(event)
        inner = {key: tuple(map(self._cited, getattr(event, key))) for key in citing_keys()}
        return named.model_copy(
            update={
                "lane": self.lanes.get(event.lane, event.lane),
                "tags": tuple(self.tags.get(tag, tag) for tag in event.tags),
                "see": tuple(self.events.get(name, name) for name in event.see),
                **inner,
                "reasons": tuple(map(self._reason, inner["reasons"])),
                "relations": tuple(
                    relation.model_copy(update={"to": self.events.get(relation.to, relation.to)})
                    for relation in inner["relations"]
                ),
            }
        )

    def _reason(self, reason: Reason) -> Reason:
        name = self.events.get(reason.to, reason.to)
        end = f".{reason.end}" if reason.end else ""
        return reason.model_copy(update={reason.order.value: f"{name}{end}"})

    def _cited(self, table: Any) -> Any:
        cited: tuple[Citation, ...] = tuple(
            citation.model_copy(update={"id": self.sources.get(citation.id, citation.id)})
            for citation in table.sources
        )
        return table.model_copy(update={"sources": cited})


# What follows from reasons


def _events(pairs: list[Pair[Event]]) -> Iterator[Change]:
    """The changes of events: in what their file says, and in what follows for others."""
    moved = {
        event.id
        for old, new in pairs
        for event in (old, new)
        if event and (old is None or new is None or _stated(old) != _stated(new))
    }
    for old, new in pairs:
        if old is None or new is None:
            yield Change(key="events", before=old, after=new)
        elif inner := (*_inside(old, new), *_followed(old, new, moved)):
            yield Change(key="events", before=old, after=new, inner=inner)


def _stated(event: Event) -> str:
    """What an event itself says of when it was."""
    return plain((event.date, event.attested, event.undated, event.reasons))


def _followed(old: Event, new: Event, moved: set[str]) -> Iterator[Change]:
    """How the date of an event moved that follows from others; or that one does now, or no longer."""
    was, now = (each.known if each.derived else None for each in (old, new))
    if was is None and now is None:
        return
    if old.known and new.known and old.known.bounds == new.known.bounds:
        return
    rests = {
        name
        for event in (old, new)
        for chain in (event.derived.why if event.derived else ())
        for step in chain
        for name in (step.event, step.other, step.by)
    }
    moves = shifts(was, now) if was and now else ()
    causes = tuple(sorted((rests & moved) - {new.id}))
    yield Change(key="derived", before=was, after=now, shifts=moves, causes=causes)


# Tables, and what is in them


def _tables(key: str, pairs: list[Any]) -> Iterator[Change]:
    """The changes of the tables at a key."""
    for old, new in pairs:
        if old is None or new is None:
            yield Change(key=key, before=old, after=new)
        elif inner := tuple(_inside(old, new)):
            yield Change(key=key, before=old, after=new, inner=inner)


def _inside(old: Model, new: Model) -> Iterator[Change]:
    """What changed in a table, by the keys of the format in their order."""
    for key in type(old).model_fields:
        if key == "was" and isinstance(old, Event) and isinstance(new, Event):
            yield from _names(key, *_former(old, new))
        elif key in _WHEN and isinstance(old, Event) and isinstance(new, Event):
            yield from _event_date(key, old, new)
        else:
            yield from _at(key, getattr(old, key), getattr(new, key))


def _at(key: str, old: Any, new: Any) -> Iterator[Change]:
    """What changed at a key, whatever it holds."""
    if isinstance(old, tuple):
        items = [*old, *new]
        if items and isinstance(items[0], Model):
            yield from _tables(key, paired(old, new, ITEMS[type(items[0])]))
        else:
            yield from _names(key, old, new)
        return
    if isinstance(old, Model) and isinstance(new, Model):
        yield from _tables(key, [(old, new)])
        return
    if plain(old) == plain(new):
        return
    moved: tuple[Shift, ...] = ()
    if isinstance(old, EdtfDate) and isinstance(new, EdtfDate):
        moved = shifts(old, new)
    yield Change(key=key, before=_present(old), after=_present(new), shifts=moved)


def _present(value: Any) -> Any:
    """A value, or None for one that is as good as none."""
    return None if value in ("", {}) else value


def _names(key: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    """Names that went and names that came; their order says nothing."""
    yield from (Change(key=key, before=name) for name in old if name not in new)
    yield from (Change(key=key, after=name) for name in new if name not in old)


def _former(old: Event, new: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The former ids of both, without those that the change of the id itself tells."""
    told = {old.id, new.id} if old.id != new.id else set()
    were = tuple(name for name in old.was if name not in told)
    return were, tuple(name for name in new.was if name not in told)


_WHEN = ("date", "attested", "undated")


def _event_date(key: str, old: Event, new: Event) -> Iterator[Change]:
    """How the date of an event moved, or the date by which it is attested; or came, or went.

    The date that an undated event has now, or that one has no longer which is undated now, says
    all of that by itself: `undated` is told of no event.
    """
    if key == "undated":
        return
    if None in (old.date or old.attested, new.date or new.attested):
        yield from _at(key, getattr(old, key), getattr(new, key))
        return
    was, now = bool(old.attested), bool(new.attested)
    if was is now:
        yield from _at(key, getattr(old, key), getattr(new, key))
    elif key == "date":
        before, after = old.date or old.attested, new.date or new.attested
        assert before is not None
        assert after is not None
        moved = attested(before, after, now=now)
        yield Change(key=key, before=before, after=after, shifts=moved)
