"""What follows from 20,000 events with 20,000 reasons, against a tenth of them, and a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from random import Random
from time import perf_counter

from ratios import Ratio, compare, tell

import timeline.commands  # noqa: F401 - sets Python's collector as for commands
from timeline.chronology import solve
from timeline.model import Event, Reason

MANY, FEW = 20_000, 2_000
MOST_SECONDS = 2.0

Network = list[Event]


def main() -> int:
    """Ratios, or with --table the time that each kind of network takes."""
    if sys.argv[1:] == ["--table"]:
        return table()
    return tell([_against(name, kind) for name, kind in KINDS.items()])


def _against(name: str, kind: Callable[[int], Network]) -> Ratio:
    large, small = kind(MANY), kind(FEW)
    return compare(
        f"reasons, {name}, 20,000 events, against 2,000",
        lambda: solve(large),
        lambda: solve(small),
        13,
        runs=3,
    )


def table() -> int:
    """How long each kind of network takes, and how many dates follow; 1 if one takes too long."""
    slow = False
    for name, kind in KINDS.items():
        events = kind(MANY)
        start = perf_counter()
        found = solve(events)
        seconds = perf_counter() - start
        slow |= seconds > MOST_SECONDS
        print(f"{name:28} {seconds:5.2f} s {len(found.derived):>6,} dates", flush=True)
    return int(slow)


def _event(number: int, date: str = "", **reason: str) -> Event:
    when = {"date": date} if date else {}
    reasons = (Reason(**reason),) if reason else ()  # type: ignore[arg-type]
    return Event(id=f"e{number}", title="E", reasons=reasons, **when)  # type: ignore[arg-type]


def chain(count: int) -> Network:
    """Each after the one before; the first is dated, and nothing else."""
    return [
        _event(at, "" if at else "0001", **({"after": f"e{at - 1}"} if at else {}))
        for at in range(count)
    ]


def held(count: int) -> Network:
    """Each within ten weeks after the one before; the last is dated."""
    return [
        _event(
            at,
            "2000" if at == count - 1 else "",
            **({"within": "10 weeks", "after": f"e{at - 1}"} if at else {}),
        )
        for at in range(count)
    ]


def spaced(count: int) -> Network:
    """A month at least and two at most between each and the next, by turns."""
    return [
        _event(
            at,
            "" if at else "0001",
            **(
                {"at_least" if at % 2 else "within": f"{1 + at % 2} months", "after": f"e{at - 1}"}
                if at
                else {}
            ),
        )
        for at in range(count)
    ]


def star(count: int) -> Network:
    """All after one that is dated, which is before none of them."""
    return [
        _event(at, "" if at else "1950", **({"after": "e0"} if at else {})) for at in range(count)
    ]


def random(count: int) -> Network:
    """One in four dated by a year, each after or before some event that is so."""
    draw, events = Random(1), []
    for at in range(count):
        other = draw.randrange(count)
        date = f"{1000 + at * 1000 // count}" if at % 4 == 0 else ""
        order = "after" if other < at else "before"
        events.append(_event(at, date, **({order: f"e{other}"} if other != at else {})))
    return events


def sets(count: int) -> Network:
    """Sets of years, each within a year after the one before, in hundreds."""
    return [
        _event(
            at,
            f"[{y},{y + 1},{y + 3}..{y + 5}]",
            **({"within": "13 months", "after": f"e{at - 1}"} if at % 100 else {}),
        )
        for at in range(count)
        for y in [1000 + at % 100]
    ]


def turned(kind: Callable[[int], Network]) -> Callable[[int], Network]:
    """A network in the reverse order."""
    return lambda count: kind(count)[::-1]


def mixed(kind: Callable[[int], Network]) -> Callable[[int], Network]:
    """A network in no order."""
    return lambda count: _shuffled(kind(count))


def _shuffled(events: Sequence[Event]) -> Network:
    return Random(2).sample(events, len(events))


KINDS: dict[str, Callable[[int], Network]] = {
    "a chain": chain,
    "a chain, reversed": turned(chain),
    "a chain, mixed": mixed(chain),
    "a chain of within": held,
    "a chain of within, reversed": turned(held),
    "a chain of lengths, mixed": mixed(spaced),
    "a star": star,
    "any": random,
    "sets": sets,
}


if __name__ == "__main__":
    sys.exit(main())
