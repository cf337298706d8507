"""Reasons: what is wrong with one, what follows from all, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.chronology import Chronology, Contradiction, ReasonAt, is_whole, solve
from timeline.edtf import Point
from timeline.errors import Severity
from timeline.model import Document, Event, Order, Reason
from timeline.model.derived import Step
from timeline.text.ids import derived_ids
from timeline.text.reader.checks import side_of
from timeline.text.tables import Finding, Path, Rule, Table, shown

_Piece = str | Path
_MOST_LINKS = 8  # of a chain, that are told
_ENDS = ("start", "end")
_LENGTHS = ("within", "at_least")
# What people write for an end of an event, by the name that it has here.
_MEANT = {"begin": "start", "beginning": "start", "finish": "end", "stop": "end", "close": "end"}


# Each by itself


def forms(root: Table) -> Iterator[Finding]:
    """A reason says one thing of one other event."""
    names = derived_ids(root)
    for event in root.tables("events"):
        if "reasons" not in event.values:
            continue
        own = event.text("id") or names.get(int(event.path[1]), "")
        known = {own, *(name for _, name in event.texts("was"))}
        for reason in event.tables("reasons"):
            yield from _form(reason, known)


def _form(reason: Table, own: set[str]) -> Iterator[Finding]:
    named = [order for order in Order if order in reason.values]
    if not named:
        yield Finding(
            code="reason-event",
            path=(*reason.path, Order.AFTER.value),
            problem="this names no other event",
            remedy='write after, before or during, as in { after = "migration-begins" }',
        )
    elif len(named) > 1:
        yield _several(reason, [order.value for order in named], "names more than one event")
    lengths = [key for key in _LENGTHS if key in reason.values]
    if Order.DURING in named and lengths:
        yield _during_of_length(reason, lengths[0])
    elif len(lengths) > 1:
        yield _several(reason, lengths, "has more than one length")
    for order in named:
        if (text := reason.text(order)) is not None:
            yield from _other(reason, order, text, own)


def _several(reason: Table, keys: list[str], problem: str) -> Finding:
    """Of a reason with more of something than one: the same reasons, apart."""
    rest = {key: value for key, value in reason.values.items() if key not in keys}
    apart = ", ".join(
        shown({key: reason.values[key]} | (rest if set(keys) == set(_LENGTHS) else {}))
        for key in keys
    )
    return Finding(
        code="reason-several",
        path=(*reason.path, keys[1]),
        problem=f"this {problem}: {' and '.join(keys)}",
        remedy=f"make {'two' if len(keys) == 2 else 'three'} reasons of it, {apart}",
        at_key=True,
    )


def _during_of_length(reason: Table, key: str) -> Finding:
    other = shown(reason.values[Order.DURING])
    return Finding(
        code="reason-length",
        path=(*reason.path, key),
        problem=f"{key} {shown(reason.values[key])}: a length is counted from an event before, or to "
        "one after",
        remedy=f"write after = {other} or before = {other} with it, or during without a length",
        at_key=True,
    )


def _other(reason: Table, order: Order, text: str, own: set[str]) -> Iterator[Finding]:
    """What is wrong with how the other event is named."""
    name, dot, end = text.partition(".")
    path = (*reason.path, order.value)
    if name in own:
        yield Finding(
            code="reason-itself",
            path=path,
            problem=f"{order} {shown(text)}: this is the event itself",
            remedy="name another event, or delete the reason",
        )
    elif not dot:
        return
    elif order is Order.DURING:
        yield Finding(
            code="reason-end",
            path=path,
            problem=f"{order} {shown(text)}: an end of an event has no time in it",
            remedy=f'write during = {shown(name)}; or after = "{name}.start", before = "{name}.end"',
            offset=len(name),
        )
    elif end not in _ENDS:
        meant = _MEANT.get(end.lower(), "") or next(
            (e for e in _ENDS if end.lower().startswith(e)), ""
        )
        both = f'"{name}.start", "{name}.end"'
        yield Finding(
            code="reason-end",
            path=path,
            problem=f"{order} {shown(text)}: an event has the ends start and end",
            remedy=f'write "{name}.{meant}"' if meant else f"write {both}, or {shown(name)} alone",
            offset=len(name),
            meant=(f"{name}.{meant}",) if meant else (),
        )


RULES: tuple[Rule, ...] = (forms,)


# All together


def reasoned(document: Document) -> tuple[Sequence[Event], list[Finding]]:
    """The events with what follows of when they were, and what is to be told of their reasons."""
    found = solve(document.events)
    events = [
        event.reasoned(derived) if (derived := found.derived.get(event.id)) else event
        for event in document.events
    ]
    return events, list(_Told(document, events, found).findings())


class _Told:
    """What is told of a document's reasons, each at its place."""

    def __init__(self, document: Document, events: Sequence[Event], found: Chronology) -> None:
        self._document, self._events, self._found = document, events, found
        self._at = {event.id: at for at, event in reversed([*enumerate(events)])}

    def findings(self) -> Iterator[Finding]:
        """All that is told."""
        for each in self._found.contradictions:
            yield self._contradiction(each)
        for by in self._found.idle:
            yield self._idle(by)
        muted = {step.event for each in self._found.contradictions for step in each.chain}
        for name in self._found.unbounded:
            if name not in muted and self._is_plain(self._event(name)):
                yield self._unbounded(name)
        yield from self._outside()

    def _event(self, name: str) -> Event:
        return self._document.events[self._at[name]]

    def _reason(self, step: Step | ReasonAt) -> Reason:
        """The reason that a step goes by."""
        at = _by(step)
        return self._event(at.event).reasons[at.reason]

    def _path(self, step: Step | ReasonAt) -> Path:
        """Where a reason names the other event."""
        at = _by(step)
        return ("events", self._at[at.event], "reasons", at.reason, self._reason(at).order.value)

    def _is_plain(self, event: Event) -> bool:
        """Whether there is nothing else to tell of an event's reasons."""
        return all(is_whole(each) and each.to in self._at for each in event.reasons)

    # Contradictions

    def _contradiction(self, told: Contradiction) -> Finding:
        """A chain, told at that of its reasons that stands last."""
        links = [step for step in told.chain if step.reason is not None]
        if told.is_circle:
            pieces, remedy = self._round(links), "delete one of these reasons, or turn it round"
        elif len(links) == 1:
            pieces, remedy = (
                self._of_one(links[0]),
                "correct one of the dates, or delete the reason",
            )
        else:
            is_between = len(links) == 2 and {step.by for step in links} == {links[0].other}
            pieces = self._between(*links) if is_between else self._along(links)
            remedy = "correct one of the dates, or one of the reasons"
        return Finding(
            code="reasons-circle" if told.is_circle else "reasons-contradict",
            path=max(map(self._path, links), key=lambda path: (path[1], path[3])),
            pieces=tuple(pieces),
            remedy=remedy,
        )

    def _round(self, links: list[Step]) -> Iterator[_Piece]:
        """A circle, from one of its events back to it."""
        yield from self._links(links, is_dated=False)
        yield f", which leaves no time for {'either' if len(links) == 2 else 'any of them'}"

    def _of_one(self, step: Step) -> Iterator[_Piece]:
        """One reason, as it is written, against the dates of both."""
        own = self._event(step.by)
        yield f"{shown(own.id)} must be "
        yield from self._as_written(step, is_alone=True)
        yield ", but is "
        yield from self._dated(own)

    def _between(self, last: Step, first: Step) -> Iterator[_Piece]:
        """Two reasons of one event, between which it has no time."""
        own = self._event(first.by)
        yield f"{shown(own.id)} must be "
        yield from self._as_written(first, is_alone=False)
        yield " and "
        yield from self._as_written(last, is_alone=False)
        yield ", which leaves no time for it"
        if own.date or own.attested:
            yield ": it is "
            yield from self._dated(own)

    def _as_written(self, step: Step, *, is_alone: bool) -> Iterator[_Piece]:
        """What a reason says of the other event, from the event that has it."""
        reason = self._reason(step)
        other = step.other if step.by == step.event else step.event
        yield f"{_written(reason, step)} {shown(other)}"
        yield from self._aside(self._event(other), step, is_dated=True, is_alone=is_alone)

    def _along(self, links: list[Step]) -> Iterator[_Piece]:
        """A chain from an event that is dated to another."""
        first = self._event(links[0].event)
        yield from self._links(links, is_dated=True)
        yield f"; but {shown(first.id)} is "
        yield from self._dated(first)

    def _dated(self, event: Event) -> Iterator[_Piece]:
        """How an event is dated, and where that stands."""
        yield f"{'attested by' if event.attested else 'dated'} {event.attested or event.date} ("
        yield self._place(event)
        yield ")"

    def _links(self, links: list[Step], *, is_dated: bool) -> Iterator[_Piece]:
        """What each step says: that one must be after the next, which must be after another."""
        left_out = len(links) - _MOST_LINKS
        for number, step in enumerate(links):
            if left_out > 0 and 0 <= number - _MOST_LINKS // 2 < left_out:
                if number == _MOST_LINKS // 2:
                    yield f", and so on by {left_out} more reasons to {shown(links[number + left_out].event)}"
                continue
            said = _said(self._reason(step), step)
            yield f", {said.format('which')} " if number else f"{said.format(shown(step.event))} "
            yield shown(step.other)
            yield from self._aside(self._event(step.other), step, is_dated=is_dated, is_alone=False)

    def _aside(
        self, other: Event, step: Step, *, is_dated: bool, is_alone: bool
    ) -> Iterator[_Piece]:
        """In brackets: when the other was, and where and by whom it is said how they stand."""
        reason, stated = self._reason(step), other.attested or other.date
        cited = [reason.who, *(shown(each.id) for each in reason.sources)]
        by = ", ".join(filter(None, cited))
        if is_dated and stated:
            yield f" ({'by ' if other.attested else ''}{stated}, "
            yield self._place(other)
        if by or not is_alone:
            yield "; reason on " if is_dated and stated else " (reason on "
            yield self._path(step)
            yield f" by {by}" if by else ""
        if (is_dated and stated) or by or not is_alone:
            yield ")"

    def _place(self, event: Event) -> Path:
        """Where an event's own date stands."""
        return ("events", self._at[event.id], "attested" if event.attested else "date")

    # What else is told

    def _idle(self, by: ReasonAt) -> Finding:
        reason = self._reason(by)
        return Finding(
            code="reason-idle",
            path=self._path(by),
            problem=f"{reason.order} {shown(getattr(reason, reason.order))}: nothing new follows "
            "from this",
            remedy="the dates of both, or another reason, say as much",
            severity=Severity.NOTE,
        )

    def _unbounded(self, name: str) -> Finding:
        return Finding(
            code="reasons-unbounded",
            path=("events", self._at[name], "reasons"),
            problem="these reasons lead to no date, so this event stands among the undated",
            remedy="give a date to it, or to one that they name",
            severity=Severity.WARNING,
            at_key=True,
        )

    def _outside(self) -> Iterator[Finding]:
        """Events that what follows has outside of the timeline's span, where their own date has not."""
        span = self._document.timeline.span
        if not span or not isinstance(span.start, Point) or not isinstance(span.end, Point):
            return
        for at, event in enumerate(self._events):
            if not event.derived:
                continue
            side = side_of(event.derived.date, span.start.first, span.end.after)
            own = event.date or event.attested
            if side and not (own and side_of(own, span.start.first, span.end.after)):
                yield Finding(
                    code="outside-span",
                    path=("events", at, "reasons" if event.reasons else "date"),
                    problem=f"{event.derived.date} follows from reasons: this is {side} the span, "
                    f"{span.text}",
                    remedy="widen the span, or correct the reasons",
                    at_key=bool(event.reasons),
                )


def _by(step: Step | ReasonAt) -> ReasonAt:
    return step if isinstance(step, ReasonAt) else ReasonAt(step.by, step.reason or 0)


def _written(reason: Reason, step: Step) -> str:
    """What a reason says before the name of the other event, by the way that a step follows it."""
    if reason.during:
        return "during"
    is_back = _is_back(reason, step)
    end = reason.end if reason.end != ("end" if reason.after else "start") else ""
    return f"{_far(reason, is_back=is_back)}{reason.order}{f' the {end} of' if end else ''}"


def _far(reason: Reason, *, is_back: bool) -> str:
    """How far apart two events are by a reason."""
    if is_back:
        return f"no more than {reason.within} "
    return f"at least {reason.at_least} " if reason.at_least else ""


def _said(reason: Reason, step: Step) -> str:
    """What a step of a chain says before the name of the other event; {} is the one that it bounds."""
    if reason.during:
        return "{} must be during" if step.by == step.event else "{} must not be over before"
    is_back = _is_back(reason, step)
    said = f"must be {_far(reason, is_back=is_back)}{'before' if is_back else 'after'}"
    if reason.end in ("", "end" if reason.after else "start"):
        return f"{{}} {said}"
    if step.other == reason.to:
        return f"{{}} {said} the {reason.end} of"
    return f"the {reason.end} of {{}} {said}"


def _is_back(reason: Reason, step: Step) -> bool:
    """Whether a step goes from the earlier of two events to the later, as by `within` alone."""
    is_later = (step.by == step.event) == bool(reason.after)
    return not is_later
