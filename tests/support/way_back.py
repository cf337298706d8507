"""Timelines taken out and brought back."""

from __future__ import annotations

import importlib

from timeline import exporting
from timeline.importing.drafting.drafting import draft
from timeline.importing.drafting.writing import write
from timeline.importing.input import Given
from timeline.model import Timeline
from timeline.text.reader import read_text


def back(timeline: Timeline, name: str, kind: str) -> Timeline:
    """A timeline, exported in a format and imported as a kind, all of it."""
    module = importlib.import_module(f"timeline.importing.formats.{kind}")
    file = Given(f"x.{exporting.EXPORTERS[name].ending}", exporting.write(timeline, name))
    assert module.recognises(file)
    made_of = write(draft(module.read(file)))
    assert [] == made_of.draft.rejected
    return read_text(made_of.data)[0]


def in_time(timeline: Timeline) -> Timeline:
    """A timeline with its events in the order of the canonical form."""
    keys: list[tuple[float, float, str]] = []
    for event in timeline.events:
        stated = event.date or event.attested
        # One that reasons alone date stays behind the one that it stands behind.
        keys.append(
            (*stated.reading_order, event.id)
            if stated
            else (keys[-1][0], keys[-1][1], f"{keys[-1][2]} {event.id}")
        )
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return timeline.model_copy(update={"events": tuple(timeline.events[at] for at in order)})
