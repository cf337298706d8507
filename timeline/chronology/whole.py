"""A whole timeline with what follows of when its events were."""

from __future__ import annotations

from timeline.chronology.solving import solve
from timeline.model import Timeline


def reasoned(timeline: Timeline) -> Timeline:
    """The timeline with what follows from the reasons of its events.

    What contradicts is passed over; events of which nothing is known come to the undated.
    """
    found = solve(timeline.all_events).derived
    events = [event.reasoned(found.get(event.id)) for event in timeline.all_events]
    return timeline.model_copy(
        update={
            "events": tuple(event for event in events if event.known is not None),
            "undated": tuple(event for event in events if event.known is None),
        }
    )
