"""`timeline why`: what an event's date rests on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from timeline.model import Event, Reason, Timeline
    from timeline.model.derived import Chain, Step

_FORMATS = ("text", "json")


@click.command(short_help="Say what the date of an event rests on.")
@click.argument("event", metavar="EVENT")
@click.argument("file", metavar="[FILE]", default="events.toml", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default=_FORMATS[0],
    show_default=True,
    help="Say it as text, or as JSON for programs.",
)
def why(event: str, file: Path, format_: str) -> None:
    """Say what the date of EVENT in FILE (events.toml) rests on, step by step.

    EVENT is an id, one that the event once had, or its title. For each bound that follows
    from other events the chain of reasons is told, from the event to a date that is stated,
    each with its line and source; and which other events rest on this one.

    Exit codes: 0 said, 1 faults in FILE, 2 misuse, or no such event.

    \b
    Examples:
      timeline why demonstration
      timeline why "Birth of Kim Jong Un" my.toml
      timeline why demonstration --format json
    """
    from timeline.commands.telling import read_or_exit, say, visible

    timeline, data = read_or_exit(file)
    told = _Told(timeline, data, _event(event, timeline))
    if format_ == "json":
        say(json.dumps(told.record(), indent=2), asked=True)
    else:
        say("\n".join(map(visible, told.lines())), asked=True)


def _event(name: str, timeline: Timeline) -> Event:
    """The event that is meant; raises UsageError with one that may be."""
    from timeline.text.ids import folded
    from timeline.text.tables import closest, shown

    events = timeline.all_events
    for event in events:
        if name == event.id or name in event.was:
            return event
    titled = [event for event in events if folded(name) in map(folded, (event.title, event.label))]
    if len(titled) == 1:
        return titled[0]
    remedy = "timeline fmt writes an id for each event that has none"
    if titled:
        remedy = f"it is the title of {len(titled)}: {', '.join(each.id for each in titled)}"
    elif near := closest(name, [event.id for event in events]):
        remedy = f"did you mean {shown(near)}?"
    raise click.BadArgumentUsage(f"{shown(name)}: there is no such event; {remedy}")


@dataclass(frozen=True)
class _Told:
    """What is told of one event."""

    timeline: Timeline
    data: bytes
    event: Event

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        return {event.id: event for event in self.timeline.all_events}

    @cached_property
    def _line_of(self) -> Callable[[tuple[str | int, ...]], int]:
        from timeline.text.reader import lines_of

        return lines_of(self.data)

    @cached_property
    def _at(self) -> Mapping[str, int]:
        from timeline.text.ids import ids_of
        from timeline.text.reader import parse

        return {name: at for at, name in enumerate(ids_of(parse(self.data)[1]))}

    # As text

    def lines(self) -> Iterator[str]:
        """The whole of it."""
        event = self.event
        yield f"{event.title} ({event.id}, line {self._line(event)})"
        yield self._summary()
        for words, chain in self._bounds():
            yield ""
            yield f"{words}:"
            yield from self._chain(chain)
        if resting := self._resting():
            yield ""
            yield "rest on it:"
            yield from (f"  {each.title} ({each.id}, line {self._line(each)})" for each in resting)

    def _summary(self) -> str:
        """What is known of when it was, and how."""
        from timeline.edtf import Kind
        from timeline.wording.reasoned import known_parts

        event = self.event
        if event.known is None:
            given = "its reasons lead to no date" if event.reasons else "no source says when"
            return f"undated: {given}"
        if event.derived is None:
            more = "; its reasons say nothing new" if event.reasons else ""
            return f"stated: {self._stated(event)}{more}"
        has_date = event.date or event.attested
        stated = f"stated: {self._stated(event)}" if has_date else "no date is stated"
        bounds = (words for words, _ in self._bounds())
        lasted = event.derived.date.kind in (Kind.INTERVAL, Kind.ALL_OF) and has_date
        words = ", ".join(bounds) if lasted else known_parts(event, "en")[0]
        return f"worked out: {words}; {stated}"

    def _bounds(self) -> Iterator[tuple[str, Chain]]:
        """Each bound that follows, in words, with its chain."""
        from math import inf

        from timeline.edtf import Kind
        from timeline.edtf.windows import window
        from timeline.wording import date_words

        if self.event.derived is None:
            return
        lasted = self.event.derived.date.kind is Kind.INTERVAL
        names = ("start ", "start ", "end ", "end ") if lasted else ("", "", "", "")
        both = zip(self.event.derived.date.bounds, self.event.derived.why, strict=True)
        for at, (day, chain) in enumerate(both):
            if chain and day is not None and (lasted or at in (0, 3)):
                once = window(day, inf) if at % 2 == 0 else window(-inf, day)
                yield f"{names[at]}{date_words(once)}", chain

    def _chain(self, chain: Chain) -> Iterator[str]:
        depth = 1
        for step in chain:
            if step.reason is None:
                continue
            yield f"{'  ' * depth}{self._step(step)}"
            depth += 1
        yield f"{'  ' * depth}stated: {self._stated(self._events[chain[-1].event])}"

    def _step(self, step: Step) -> str:
        """How one event stands to the next, who says so and where."""
        from timeline.wording.reasoned import step_words

        reason, other = self._reason(step), self._events[step.other]
        words = step_words(step, reason, "en").format(other=f"“{other.title}”")
        by = ", ".join(filter(None, (reason.who, *(_cited(each) for each in reason.sources))))
        note = f": {reason.note}" if reason.note else ""
        return f"{words} (line {self._reason_line(step)}{f'; {by}' if by else ''}){note}"

    def _stated(self, event: Event) -> str:
        """A date as its file has it, in words, and where."""
        from timeline.wording import date_words

        date = event.date or event.attested
        assert date is not None, "a chain ends in a date that is stated"
        words = date_words(date, attested=event.attested is not None)
        written = date.text if words in (date.text, f"by {date.text}") else f"{date.text}, {words}"
        if event.attested:
            written = f"by {date.text}" if words == f"by {date.text}" else words
        key = "attested" if event.attested else "date"
        return f"{written} (line {self._line_of(('events', self._at[event.id], key))})"

    # As JSON

    def record(self) -> dict[str, Any]:
        """The same for programs: ids, EDTF, days and lines."""
        from timeline.model.derived import Why

        event = self.event
        whys = event.derived.why if event.derived else Why()
        stated = event.date or event.attested
        return {
            "event": event.id,
            "title": event.title,
            "line": self._line(event),
            "stated": stated.text if stated else None,
            "known": event.known.text if event.known else None,
            "derived": event.derived is not None,
            "bounds": {
                name: [self._link(step) for step in chain]
                for name, chain in zip(Why._fields, whys, strict=True)
                if chain
            },
            "rest_on_it": [each.id for each in self._resting()],
        }

    def _link(self, step: Step) -> dict[str, Any]:
        """One step; the last says what is stated."""
        if not step.other:
            event = self._events[step.event]
            date = event.date or event.attested
            key = "attested" if event.attested else "date"
            line = self._line_of(("events", self._at[step.event], key))
            return {"event": step.event, "end": step.end, "stated": str(date), "line": line}
        told: dict[str, Any] = {"event": step.event, "end": step.end, "to": step.other}
        told["to_end"] = step.other_end
        if step.reason is None:
            return told
        reason = self._reason(step)
        return told | {
            "reason_of": step.by,
            reason.order.value: getattr(reason, reason.order),
            **{
                key: str(value) for key in ("within", "at_least") if (value := getattr(reason, key))
            },
            "sources": [each.id for each in reason.sources],
            "who": reason.who,
            "line": self._reason_line(step),
        }

    # Both

    def _resting(self) -> list[Event]:
        """The events whose dates follow from this one's."""
        return [
            each
            for each in self.timeline.events
            if each.derived
            and each.id != self.event.id
            and any(step.event == self.event.id for chain in each.derived.why for step in chain)
        ]

    def _reason(self, step: Step) -> Reason:
        assert step.reason is not None, "a step by a reason has its number"
        return self._events[step.by].reasons[step.reason]

    def _line(self, event: Event) -> int:
        return self._line_of(("events", self._at[event.id]))

    def _reason_line(self, step: Step) -> int:
        path = ("events", self._at[step.by], "reasons", step.reason or 0)
        return self._line_of((*path, self._reason(step).order.value))


def _cited(citation: Any) -> str:
    return f"{citation.id}, {citation.locator}" if citation.locator else str(citation.id)
