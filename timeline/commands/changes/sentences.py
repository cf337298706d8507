"""Changes in words: lines whose parts know whether they are ours, the author's, old or new.

How a line looks is for `text` and `markdown`; what it says is the same in both.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from timeline import segments
from timeline.differences import Change, Fate, How, Manner, Of, Shift, plain, word_changes
from timeline.edtf import EdtfDate
from timeline.messages import counted
from timeline.model import (
    Account,
    Citation,
    Event,
    Figure,
    Link,
    Logo,
    Medium,
    Model,
    Order,
    Reason,
    Relation,
    Timeline,
)
from timeline.wording import date_words, figure_words, phrase
from timeline.wording.reasoned import known_words, reason_words

NOTHING = "no change in the history told"

_LONG = 60  # characters; of longer texts the words that changed are shown
_SHOWN = 80  # characters of a text that came or went


class Look(StrEnum):
    """What a part of a line is."""

    OURS = "ours"
    THEIRS = "theirs"  # the author's words
    TITLE = "title"
    OLD = "old"  # words that went
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a line."""

    text: str
    look: Look = Look.OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: 0 deep for an event or another table, deeper for what changed in it."""

    depth: int
    manner: Manner
    parts: tuple[Part, ...]


Block = tuple[Line, ...]  # one table, and what changed in it


def summary(changes: Sequence[Change]) -> str:
    """How much changed: "1 event added, 2 changed; 1 source removed"."""
    told = []
    for key, word in _WORDS.items():
        counts = {
            manner: sum(change.key == key and change.manner is manner for change in changes)
            for manner in Manner
        }
        some = [(manner, number) for manner, number in counts.items() if number]
        if key in ("timeline", "theme", "order"):
            told += [f"{word} changed" for _ in some]
        elif some:
            (manner, number), *rest = some
            first = f"{counted(number, word)} {manner}"
            told.append(", ".join([first, *(f"{number} {manner}" for manner, number in rest)]))
    return "; ".join(told) or NOTHING


_WORDS = {
    "events": "event",
    "timeline": "header",
    "theme": "theme",
    "lanes": "lane",
    "order": "order of the lanes",
    "tags": "tag",
    "periods": "period",
    "sources": "source",
}


def blocks(changes: Sequence[Change], before: Timeline, after: Timeline) -> list[Block]:
    """Each change as lines, in the order of the changes."""
    teller = _Teller(before, after)
    return [tuple(teller.table(change)) for change in changes]


class _Teller:
    """Tells changes, with the titles that two timelines give to ids."""

    def __init__(self, before: Timeline, after: Timeline) -> None:
        self._titles: dict[str, dict[str, str]] = {
            key: {
                each.id: each.title
                for timeline in (before, after)
                for each in getattr(timeline, of)
            }
            for key, of in (
                ("lane", "lanes"),
                ("order", "lanes"),
                ("tags", "tags"),
                ("sources", "sources"),
                *((key, "all_events") for key in ("see", "to", *Order)),
            )
        }

    def table(self, change: Change) -> Iterator[Line]:
        """A table, and below it what changed in it."""
        yield Line(depth=0, manner=change.manner, parts=self._head(change))
        yield from self._details(change.inner, 1, change)

    def _head(self, change: Change) -> tuple[Part, ...]:
        table = change.before if change.after is None else change.after
        if isinstance(table, Event):
            when = "undated" if table.known is None else _when(table)
            return Part(f"{when}: "), Part(table.title, Look.TITLE)
        if change.key in ("timeline", "theme"):
            return (Part(_WORDS[change.key]),)
        if change.key == "order":
            return Part("lanes, now in this order: "), *self._listed("order", change.after)
        return Part(f"{_WORDS[change.key]} "), Part(table.title, Look.TITLE)

    def _listed(self, key: str, names: Sequence[str]) -> Iterator[Part]:
        for number, name in enumerate(names):
            if number:
                yield Part(", ")
            yield self._named(key, name)

    def _named(self, key: str, name: str) -> Part:
        """The title of what an id is the name of."""
        name, _, end = name.partition(".") if key in tuple(Order) else (name, "", "")
        title = self._titles.get(key, {}).get(name, name)
        return _quoted(f"{title}, its {end}" if end else title)

    def _details(self, inner: Sequence[Change], depth: int, of: Change) -> Iterator[Line]:
        for change in inner:
            name = "worked out" if change.key == "derived" else change.key
            parts = _undated(change, of) or (Part(f"{name}: "), *self._detail(change, of))
            if change.causes:
                parts = (*parts, Part("; it rests on "), *self._listed("see", change.causes))
            yield Line(depth=depth, manner=change.manner, parts=parts)
            beside = change.inner
            if isinstance(change.after, Figure):
                beside = tuple(each for each in beside if each.key not in _IN_NUMBER)
            yield from self._details(beside, depth + 1, change)

    def _detail(self, change: Change, of: Change) -> tuple[Part, ...]:
        """What a key held, and what it holds now."""
        before, after = change.before, change.after
        if change.key == "id":
            return _id(change, of.after)
        if change.key == "extra":
            return _extra(before or {}, after or {})
        if isinstance(before, EdtfDate) and isinstance(after, EdtfDate):
            return _moved(change)
        if isinstance(before, Model) and isinstance(after, Model):
            return tuple(self._item_changed(change))
        if change.key == "derived" and None in (before, after):
            known = "now" if before is None else "no longer"
            return *self._value(change.key, after or before), Part(f", {known}")
        if before is None:
            return *self._value(change.key, after), Part(" added")
        if after is None:
            return *self._value(change.key, before), Part(" removed")
        is_text = isinstance(after, str) and change.key not in self._titles
        if is_text and max(len(before), len(after)) > _LONG:
            return _words(before, after)
        return (
            *self._value(change.key, before),
            Part(" became "),
            *self._value(change.key, after),
        )

    def _item_changed(self, change: Change) -> Iterator[Part]:
        """An item of an array that was and is there."""
        if not isinstance(change.after, Figure):
            yield from self._value(change.key, change.after)
            return
        was, now = (figure_words(each, "en") for each in (change.before, change.after))
        yield Part(change.after.what, Look.THEIRS)
        if was != now:
            yield from (Part(": "), Part(was, Look.THEIRS), Part(" became "))
            yield Part(now, Look.THEIRS)
        elif any(each.key in _IN_NUMBER for each in change.inner):
            yield from (Part(": "), Part(now, Look.THEIRS), Part(", written in another way"))

    def _value(self, key: str, value: Any) -> Sequence[Part]:
        """A value of a key, or an item of the array there."""
        if isinstance(value, Model):
            return self._item(value)
        if isinstance(value, EdtfDate):
            return [Part(_date(value, attested=key == "attested"))]
        if isinstance(value, str):
            return [self._named(key, value)]
        if isinstance(value, bool):
            return [Part("true" if value else "false")]
        return [Part(value.isoformat() if isinstance(value, datetime.date) else str(value))]

    def _item(self, item: Model) -> Sequence[Part]:
        match item:
            case Citation():
                return [self._named("sources", item.id), *_after(", ", item.locator)]
            case Logo():
                return [_quoted(item.file), *_after(", ", item.alt)]
            case Medium():
                return [_quoted(item.caption or item.alt or item.file or item.url)]
            case Link():
                return [_quoted(item.title or item.url)]
            case Figure():
                number = figure_words(item, "en")
                return [Part(f"{item.what}: {number}", Look.THEIRS), *_after(", by ", item.who)]
            case Account():
                names = [citation.id for citation in item.sources]
                by = [Part(", by "), *self._listed("sources", names)] if names else []
                return [Part(_date(item.date)), *by]
            case Reason():
                words, other = reason_words(item, "en"), self._named(item.order, item.to)
                before, _, after = words.partition("{other}")
                return [Part(before), other, Part(after), *_after(", by ", item.who)]
            case Relation():
                words = item.words or phrase(f"relation-{item.kind}", "en").lower()
                named = self._named("to", item.to)
                return [Part(f"{words} "), named, *_after(", by ", item.who)]
        raise TypeError(item)


_IN_NUMBER = ("value", "low", "high", "unit", "about")


def _quoted(text: str) -> Part:
    shown = text if len(text) <= _SHOWN else f"{segments.cut(text, _SHOWN - 1).rstrip()}…"
    return Part(f'"{shown}"', Look.THEIRS)


def _after(joint: str, text: str) -> list[Part]:
    """More about something, if there is more."""
    return [Part(joint), Part(text, Look.THEIRS)] if text else []


def _id(change: Change, event: Any) -> tuple[Part, ...]:
    told = (_quoted(change.before), Part(" became "), _quoted(change.after))
    if change.before in event.was:
        return *told, Part("; old links still arrive")
    return *told, Part("; links to the old one break, as it is not in was")


def _extra(before: dict[str, Any], after: dict[str, Any]) -> tuple[Part, ...]:
    """The keys of an author's own table, whose values mean nothing here."""
    fates = {
        Manner.ADDED: [key for key in after if key not in before],
        Manner.REMOVED: [key for key in before if key not in after],
        Manner.CHANGED: [
            key for key in after if key in before and plain(after[key]) != plain(before[key])
        ],
    }
    parts: list[Part] = []
    for manner, keys in fates.items():
        for key in keys:
            parts += [Part(", " if parts else ""), _quoted(key), Part(f" {manner}")]
    return tuple(parts)


def _words(before: str, after: str) -> tuple[Part, ...]:
    """The words that went and came, with a few around them."""
    pieces = word_changes(before, after)
    if not pieces:
        if before.split() == after.split():
            return (Part("other blanks or lines between the same words"),)
        return (Part(f"rewritten: {len(before.split())} words became {len(after.split())}"),)
    looks = {Fate.KEPT: Look.THEIRS, Fate.REMOVED: Look.OLD, Fate.ADDED: Look.NEW}
    parts: list[Part] = []
    for number, piece in enumerate(pieces):
        if number and piece.apart:
            parts.append(Part(" "))
        if piece.fate is not Fate.LEFT_OUT:
            parts.append(Part(piece.text, looks[piece.fate]))
        elif piece.text:
            more = counted(int(piece.text), "more change")
            parts.append(Part(f"… and {more}"))
        else:
            parts.append(Part("…"))
    return tuple(parts)


# Dates


def _date(date: EdtfDate, *, attested: bool = False) -> str:
    return date_words(date, attested=attested, lang="en")


def _when(event: Event) -> str:
    return known_words(event, "en")


def _undated(change: Change, of: Change) -> tuple[Part, ...]:
    """That an undated event has a date now, or the reverse; nothing of other changes."""
    if change.key not in ("date", "attested") or not isinstance(of.after, Event):
        return ()
    if None not in (of.before.known, of.after.known):
        return ()
    if change.before is None:
        return (Part(f"dated now: {_when(of.after)}"),)
    if change.after is None:
        return (Part(f"undated now: it was {_when(of.before)}"),)
    return ()


def _moved(change: Change) -> tuple[Part, ...]:
    """A date that is another now, and how it moved."""
    hows = {shift.how for shift in change.shifts}
    was = _date(change.before, attested=change.key == "attested" or How.DATED in hows)
    now = _date(change.after, attested=change.key == "attested" or How.ATTESTED in hows)
    told = ", ".join(_SHIFTS[shift] for shift in change.shifts)
    if was == now:
        parts = (_quoted(change.before.text), Part(" became "), _quoted(change.after.text))
        return *parts, Part(f": {told}" if told else ": the same in words")
    return (Part(f"{was} became {now}" + (f": {told}" if told else "")),)


_SHIFTS = {
    Shift(Of.DATE, How.EARLIER): "earlier",
    Shift(Of.DATE, How.LATER): "later",
    Shift(Of.DATE, How.OVERLAPPING): "neither earlier nor later, as the two overlap",
    Shift(Of.DATE, How.WITHIN): "within it",
    Shift(Of.DATE, How.AROUND): "around it",
    Shift(Of.DATE, How.ONCE): "now something that happened once",
    Shift(Of.DATE, How.LASTING): "now something that lasted",
    Shift(Of.DATE, How.REPEATED): "now something that happened more than once",
    Shift(Of.DATE, How.MORE_PRECISE): "more precise",
    Shift(Of.DATE, How.LESS_PRECISE): "less precise",
    Shift(Of.DATE, How.MORE_CERTAIN): "more certain",
    Shift(Of.DATE, How.LESS_CERTAIN): "less certain",
    Shift(Of.DATE, How.ATTESTED): "now a date by which it was so, not when it happened",
    Shift(Of.DATE, How.DATED): "now when it happened, not a date by which it was so",
    Shift(Of.START, How.EARLIER): "begins earlier",
    Shift(Of.START, How.LATER): "begins later",
    Shift(Of.START, How.OVERLAPPING): "the starts overlap",
    Shift(Of.START, How.WITHIN): "start within the old one",
    Shift(Of.START, How.AROUND): "start around the old one",
    Shift(Of.START, How.OPEN): "now without a stated start",
    Shift(Of.START, How.STATED): "now with a stated start",
    Shift(Of.START, How.UNKNOWN): "start now not known",
    Shift(Of.START, How.KNOWN): "start now known",
    Shift(Of.END, How.EARLIER): "ends earlier",
    Shift(Of.END, How.LATER): "ends later",
    Shift(Of.END, How.OVERLAPPING): "the ends overlap",
    Shift(Of.END, How.WITHIN): "end within the old one",
    Shift(Of.END, How.AROUND): "end around the old one",
    Shift(Of.END, How.OPEN): "now without a stated end",
    Shift(Of.END, How.STATED): "now with a stated end",
    Shift(Of.END, How.UNKNOWN): "end now not known",
    Shift(Of.END, How.KNOWN): "end now known",
}
