"""Reasoned chronology: what follows from dates and reasons, held against brute force."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.chronology import Chronology, solve
from timeline.model import Event


def event(name: str, date: str = "", *reasons: dict[str, Any], **more: Any) -> Event:
    """An event with a date, if any, and reasons."""
    when = {"date": date} if date else {}
    return Event(id=name, title=name, reasons=reasons, **when, **more)


def follows(*events: Event) -> Chronology:
    """What follows, where nothing contradicts."""
    found = solve(events)
    assert found.contradictions == ()
    return found


def text_of(found: Chronology, name: str) -> str:
    """The derived date of an event."""
    return found.derived[name].date.text


M, P = event("m", "1959"), event("p", "1970/1979")

DATED = {
    "after and before": ((M, P, event("x", "", {"after": "m"}, {"before": "p.end"})), "[1959..1979]"),
    "before, as people mean it": ((P, event("x", "", {"before": "p"})), "[..1970]"),
    "after, as people mean it": ((P, event("x", "", {"after": "p"})), "[1979..]"),
    "after its start": ((P, event("x", "", {"after": "p.start"})), "[1970..]"),
    "during": ((P, event("x", "", {"during": "p"})), "[1970..1979]"),
    "a year that is left": ((M, event("x", "[1950..1959]", {"after": "m"})), "1959"),
    "a set keeps a member": ((event("m", "1960"), event("x", "[1959,1979]", {"after": "m"})), "1979"),
    "a set keeps members as written": (
        (event("m", "1960"), event("x", "[1959,1961~,1965-03?,1979..1982]", {"after": "m"})),
        "[1961~,1965-03?,1979..1982]",
    ),
    "a set with a member cut": (
        (event("m", "1959-05"), event("x", "[1959,1979]", {"after": "m"})),
        "[1959-05..1959-12,1979]",
    ),
    "days": ((event("m", "1959-03-05"), event("x", "1959", {"after": "m"})), "[1959-03-05..1959-12-31]"),
    "one month": ((event("m", "1959-12"), event("x", "1959", {"after": "m"})), "1959-12"),
    "within, after": ((event("m", "1959-01-31"), event("x", "", {"within": "1 month", "after": "m"})), "[1959-01-31..1959-02-28]"),
    "within, before": ((event("m", "1960-03-01"), event("x", "", {"within": "1 day", "before": "m"})), "[1960-02-29..1960-03-01]"),
    "no sooner": ((event("m", "1959"), event("x", "", {"at_least": "9 months", "before": "m"})), "[..1959-03]"),
    "exactly so long": (
        (event("m", "0993"), event("x", "", {"at_least": "28 years", "after": "m"}, {"within": "28 years", "after": "m"})),
        "1021",
    ),
    "from an uncertain date": ((event("m", "1959?"), P, event("x", "", {"after": "m"}, {"before": "p"})), "[1959?..1970]"),
    "before our era": ((event("m", "-0043"), event("x", "[-0100..0010]", {"after": "m"})), "[-0043..0010]"),
    "far years": ((event("m", "Y-12000"), event("x", "", {"after": "m"})), "[Y-12000..]"),
    "attested": ((M, event("x", "", {"after": "m"}, attested="1997")), "[1959..1997]"),
    "about a time": ((event("m", "1960"), event("x", "1959~", {"after": "m"})), "1960"),
}  # fmt: skip


@pytest.mark.parametrize(("events", "date"), DATED.values(), ids=DATED)
def test_dates_that_follow(events: tuple[Event, ...], date: str) -> None:
    """What follows is true EDTF, in the largest units that say just that."""
    assert date == text_of(follows(*events), "x")
