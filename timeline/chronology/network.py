"""Events and reasons as a network: the ends of events, and what bounds which.

The two sides of all bounds are told alike: `Side` has the earliest days, or the latest days
with their sign turned, so that on both a bound only ever rises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf
from typing import NamedTuple

from timeline.chronology.domains import ANY, Day, Days, Domain, domain
from timeline.edtf import Duration, Kind
from timeline.model import Event, Order, Reason

_ENDS = ("", "start", "end")


class ReasonAt(NamedTuple):
    """A reason: the id of the event that has it, and which of its reasons it is."""

    event: str
    reason: int


class Means(IntEnum):
    """What a link says of the days of its two ends."""

    ORDER = 0  # the later one comes after the earlier
    LEAST = 1  # no sooner than a length after it
    MOST = 2  # no later than a length after it


class Link(NamedTuple):
    """One thing that a reason says of two ends of events, which are numbers: see `Network`."""

    earlier: int
    later: int
    means: Means
    length: Duration | None
    is_strict: bool  # whether they cannot be one instant
    by: ReasonAt


class Edge(NamedTuple):
    """How one end bounds another on one side."""

    source: int
    target: int
    link: Link
    is_late: bool  # of which side

    def carried(self, value: Day) -> Day:
        """The bound that follows for the target from one of the source."""
        length = self.link.length
        if length is None or value == -inf:
            return value
        if self.link.means is Means.LEAST:
            return -length.last_within(-int(value)) if self.is_late else length.after(int(value))
        return -length.after(-int(value)) if self.is_late else length.first_reaching(int(value))

    def needed(self, value: Day) -> Day:
        """The least bound of the source from which one of the target follows."""
        length = self.link.length
        if length is None:
            return value
        if self.link.means is Means.LEAST:
            day = int(value)
            return 1 - length.after(1 - day) if self.is_late else length.first_reaching(day)
        day = int(value)
        return -length.last_within(-day) if self.is_late else length.after(day - 1) + 1


@dataclass(frozen=True, slots=True)
class Side:
    """One side of all bounds: the earliest days, or the latest with their sign turned.

    `stated` is what the dates alone say of each end, `limit` the first bound that they leave no
    time for, past which it is no use to go. `leads` is 0 where the start of an
    event bounds its end and 1 where its end bounds its start. `members` are those of sets,
    first and last day, in order, by event. `onward` are the edges that go the way of time
    on this side, `back` those against it, by their source; `into` all by their target.
    `order` are all ends, those first that others on this side follow from; `place` says
    which place each has there.
    """

    leads: int
    stated: list[Day]
    limit: list[Day]
    members: list[tuple[Days, ...]]
    onward: list[list[Edge]]
    back: list[list[Edge]]
    into: list[list[Edge]]
    order: tuple[int, ...]
    place: list[int]

    def ends(self, event: int) -> tuple[int, int]:
        """The end that bounds the other, and the other."""
        return 2 * event + self.leads, 2 * event + 1 - self.leads


@dataclass(frozen=True, slots=True)
class Network:
    """Events that reasons speak of; event i has the ends 2i, its start, and 2i + 1."""

    ids: tuple[str, ...]
    domains: tuple[Domain, ...]
    links: tuple[Link, ...]
    early: Side
    late: Side
    circling: frozenset[int] = field(default=frozenset())  # ends that no order in time can have

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.early, self.late


def is_whole(reason: Reason) -> bool:
    """Whether a reason says one thing; what is wrong with another is the reader's to tell."""
    named = [name for name in (reason.after, reason.before, reason.during) if name]
    if len(named) != 1 or named[0].partition(".")[2] not in _ENDS:
        return False
    has_length = reason.within is not None or reason.at_least is not None
    if reason.during:
        return not has_length and "." not in reason.during
    return reason.within is None or reason.at_least is None


def network(events: Sequence[Event]) -> Network:
    """The network of all events that any reason speaks of."""
    known = {event.id: event for event in reversed(events)}
    said = [
        _Said(event, known[named.to], reason, named, ReasonAt(event.id, at))
        for event in events
        if event.reasons and known[event.id] is event
        for at, reason in enumerate(event.reasons)
        if is_whole(reason) and (named := _named(reason)).to in known and named.to != event.id
    ]
    names = {each for one in said for each in (one.event.id, one.other.id)}
    part = tuple(event for event in events if event.id in names and known[event.id] is event)
    at_event = {event.id: at for at, event in enumerate(part)}
    once = [_is_once(event) for event in part]
    links = tuple(
        link
        for each in said
        for link in _links(each, at_event[each.event.id], at_event[each.other.id], once)
    )
    domains = tuple(ANY if event.undated else domain(event) for event in part)
    return _linked(tuple(at_event), domains, links)


def _linked(ids: tuple[str, ...], domains: tuple[Domain, ...], links: tuple[Link, ...]) -> Network:
    order, circling = in_time(len(ids), links)
    early = _side(domains, links, order, is_late=False)
    late = _side(domains, links, order[::-1], is_late=True)
    return Network(ids, domains, links, early, late, circling)


def without(whole: Network, left: AbstractSet[ReasonAt]) -> Network:
    """The network as it is without some reasons."""
    links = tuple(link for link in whole.links if link.by not in left)
    return _linked(whole.ids, whole.domains, links) if left else whole


def without_doubt(whole: Network) -> Network:
    """The network as it is without what uncertain dates say."""
    domains = tuple(ANY if each.is_uncertain else each for each in whole.domains)
    return _linked(whole.ids, domains, whole.links)


def _is_once(event: Event) -> bool:
    """Whether an event happened once, as all do that are not said to have lasted."""
    return not event.attested and (
        event.date is None or event.date.kind in (Kind.DATE, Kind.ONE_OF)
    )


class _Named(NamedTuple):
    """What a reason names: how its event stands to it, its id and, if one is meant, its end."""

    order: Order
    to: str
    end: str


class _Said(NamedTuple):
    """A reason, whose it is, and of which other event."""

    event: Event
    other: Event
    reason: Reason
    named: _Named
    by: ReasonAt


def _named(reason: Reason) -> _Named:
    order = reason.order
    to, _, end = str(getattr(reason, order)).partition(".")
    return _Named(order, to, end)


def _links(said: _Said, own: int, other: int, once: Sequence[bool]) -> Iterable[Link]:
    """What a reason says of the ends of its event and of the other."""
    reason, by, end = said.reason, said.by, said.named.end
    if said.named.order is Order.DURING:
        yield Link(2 * other, 2 * own, Means.ORDER, None, is_strict=False, by=by)
        yield Link(2 * own + 1, 2 * other + 1, Means.ORDER, None, is_strict=False, by=by)
        return
    if said.named.order is Order.AFTER:
        earlier, later = 2 * other + (end != "start"), 2 * own
    else:
        earlier, later = 2 * own + 1, 2 * other + (end == "end")
    if reason.at_least:
        yield Link(earlier, later, Means.LEAST, reason.at_least, is_strict=True, by=by)
    else:
        yield Link(earlier, later, Means.ORDER, None, is_strict=True, by=by)
    if reason.within:
        # What happened once did so within that time with all of it.
        if once[earlier // 2] and not (end and earlier // 2 == other):
            earlier = earlier // 2 * 2
        if once[later // 2] and not (end and later // 2 == other):
            later = later // 2 * 2 + 1
        yield Link(earlier, later, Means.MOST, reason.within, is_strict=False, by=by)


def in_time(count: int, links: tuple[Link, ...]) -> tuple[tuple[int, ...], frozenset[int]]:
    """The ends of so many events, earlier ones first, and those of them that are on circles or behind."""
    later: list[list[int]] = [[at + 1] if at % 2 == 0 else [] for at in range(2 * count)]
    waits = [at % 2 for at in range(2 * count)]
    for link in links:
        if link.means is not Means.MOST:
            later[link.earlier].append(link.later)
            waits[link.later] += 1
    order = [at for at, many in enumerate(waits) if not many]
    for end in order:
        for each in later[end]:
            waits[each] -= 1
            if not waits[each]:
                order.append(each)
    left = [at for at, many in enumerate(waits) if many]
    return (*order, *left), frozenset(left)


def _side(
    domains: tuple[Domain, ...], links: tuple[Link, ...], order: tuple[int, ...], *, is_late: bool
) -> Side:
    count = 2 * len(domains)
    onward: list[list[Edge]] = [[] for _ in range(count)]
    back: list[list[Edge]] = [[] for _ in range(count)]
    into: list[list[Edge]] = [[] for _ in range(count)]
    for link in links:
        against = link.means is Means.MOST
        pair = (link.earlier, link.later)
        source, target = pair if against == is_late else pair[::-1]
        edge = Edge(source, target, link, is_late)
        (back if against else onward)[source].append(edge)
        into[target].append(edge)
    place = [0] * count
    for at, end in enumerate(order):
        place[end] = at
    days = [each for domain in domains for each in (domain.start, domain.end)]
    stated = [1 - after if is_late else first for first, after in days]
    limit = [1 - first if is_late else after for first, after in days]
    members = [
        tuple(_turned(days) for days in reversed(each.members))
        if is_late
        else tuple((first, after - 1) for first, after in each.members)
        for each in domains
    ]
    return Side(int(is_late), stated, limit, members, onward, back, into, order, place)


def _turned(days: Days) -> Days:
    """First and last of half-open days with their sign turned."""
    return 1 - days[1], -days[0]
